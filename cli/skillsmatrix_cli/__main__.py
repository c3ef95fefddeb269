"""``python -m skillsmatrix_cli`` is ``skills``."""

from skillsmatrix_cli.main import run

if __name__ == "__main__":
    run()
