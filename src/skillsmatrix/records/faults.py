"""What is wrong with one row of a sheet, before it is known where the sheet came from."""

from __future__ import annotations

from attrs import frozen


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
