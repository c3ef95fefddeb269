"""Exit codes of ``skills``, and how errors become them."""

from __future__ import annotations

import sys
from collections.abc import Callable

import click

from skillsmatrix.errors import InputRefused, SkillsError, UsageError

DONE = 0
PROBLEMS = 1
USAGE = 2
UNEXPECTED = 3
INTERRUPTED = 130

HELP = """\
Exit codes: 0 done; 1 problems found, or an asked-for threshold missed; 2 used wrongly;
3 something unexpected, which is our fault."""


def call(command: Callable[[], object]) -> int:
    """Call a command and return its exit code; what went wrong is said on stderr."""
    try:
        result = command()
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except InputRefused as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        return PROBLEMS
    except UsageError as error:
        click.echo(f"Error: {error}", err=True)
        return USAGE
    except SkillsError as error:
        click.echo(f"Error: {error}", err=True)
        return PROBLEMS
    except BrokenPipeError:
        # The reader of a pipe has gone, as in skills gaps | head: that is no trouble.
        _write_no_more()
        return DONE
    except Exception as error:  # the one place: everything else is ours to mend
        if isinstance(error, OSError) and error.filename is None:  # files have a name, stdout none
            _write_no_more()
            click.echo(f"Error: the answer cannot be written ({error.strerror}).", err=True)
            return PROBLEMS
        click.echo(
            f"Unexpected: {type(error).__name__}: {error}\n"
            "This is a mistake in skills, not in your data. Run it again with SKILLS_DEBUG=1"
            " and send us what it prints.",
            err=True,
        )
        import os  # only when something broke

        if os.environ.get("SKILLS_DEBUG"):
            raise
        return UNEXPECTED
    return result if isinstance(result, int) else DONE


def _write_no_more() -> None:
    """Let what is still to be written to stdout go nowhere, so that Python does not try at its end."""
    import os  # only when stdout is gone

    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
