"""The ``skills`` command: options, help, call, exit code, and nothing else."""
