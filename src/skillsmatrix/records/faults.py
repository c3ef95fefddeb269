"""What is wrong with one row of a sheet, or with a file as a whole."""

from __future__ import annotations

from attrs import frozen

from skillsmatrix.errors import InputRefused
from skillsmatrix.problems import Place, Problem


@frozen
class Wrong:
    """Something wrong: a :class:`~skillsmatrix.problems.Problem` without its place."""

    code: str
    what: str
    remedy: str


@frozen
class Fault:
    """Something wrong with a row, counted from 0 among the rows of the sheet."""

    row: int
    wrong: Wrong


def refused(file: str, code: str, what: str, remedy: str) -> InputRefused:
    """Return the exception for a file that is refused for one reason."""
    return InputRefused([Problem(code, Place(file), what, remedy)])
