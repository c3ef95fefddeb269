"""Rows of a file → headers, and the rows of records under them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import accumulate, chain, islice

from attrs import evolve, frozen

from skillsmatrix.errors import InputRefused
from skillsmatrix.problems import Place, Problem, near
from skillsmatrix.records.faults import refused
from skillsmatrix.records.fold import folded
from skillsmatrix.records.guarded import bared
from skillsmatrix.records.profiles.profile import FIND, Profile, Ragged
from skillsmatrix.records.sheets.csv_sheet import MOST_COLUMNS
from skillsmatrix.records.sheets.expected import REASON, expected_headers
from skillsmatrix.records.sheets.grid import Grid
from skillsmatrix.records.sheets.sheet import Cell, Unfit
from skillsmatrix.records.sheets.table import Row

_SOUGHT_IN = 200
"""How many rows a header is sought in."""


@frozen
class Laid:
    """A header row and what is under it."""

    headers: tuple[str, ...]
    rows: Iterator[Row | Unfit]
    remarks: tuple[str, ...] = ()


def lay_out(grid: Grid, profile: Profile) -> Laid:
    """Find the header and the rows that are records, as the profile says they stand.

    Raises:
        InputRefused: there is no such header, or it has too many columns.
    """
    rows, remarks = grid.rows, grid.remarks
    above = list(islice(rows, 1))
    rows = chain(above, rows)
    if _is_ours(above):
        profile = evolve(profile, header="", header_rows=1)
        rows = map(_bare, rows)
    if profile.header == FIND:
        seen = list(islice(rows, _SOUGHT_IN))
        at = _best(grid, seen, profile)
        remarks += (f"{grid.place}: the header is row {seen[at][0]}.",)  # type: ignore[index]  # no Unfit is chosen
        rows = chain(seen[at:], rows)
    elif isinstance(profile.header, int):
        rows = _from_line(grid, rows, profile.header)
    first = _first(grid, rows)
    others = [row[1] for row in islice(rows, profile.header_rows - 1) if isinstance(row, tuple)]
    headers = _numbered(joined_headers([first[1], *others]), profile)
    if len(headers) > MOST_COLUMNS:
        raise _refused(
            grid.place,
            "too-many-columns",
            f"The header has too many columns ({len(headers)})",
            f"No sheet has more than {MOST_COLUMNS}: look at the separators.",
        )
    return Laid(headers, _body(grid, headers, rows, profile), remarks)


def _is_ours(rows: Sequence[Row | Unfit]) -> bool:
    """Say whether this is the first row of our file of refused rows: its header, whatever else."""
    return any(isinstance(row, tuple) and row[1] and row[1][-1] == REASON for row in rows)


def _bare(row: Row | Unfit) -> Row | Unfit:
    """Take off the apostrophes that our files have before what would be a formula."""
    if isinstance(row, Unfit):
        return row
    return row[0], [bared(cell) if isinstance(cell, str) else cell for cell in row[1]]


def _first(grid: Grid, rows: Iterator[Row | Unfit]) -> Row:
    for row in rows:
        if isinstance(row, Unfit):
            wrong, place = row.wrong, Place(grid.file, row.line, grid.sheet)
            raise InputRefused([Problem(wrong.code, place, wrong.what, wrong.remedy)])
        if any(row[1]):
            return row
    shown = grid.file if grid.sheet is None else f"{grid.file}[{grid.sheet}]"
    what = "file" if grid.sheet is None else "sheet"
    other = "" if grid.sheet is None else ", or name another sheet in a profile"
    raise refused(
        shown,
        "empty-file",
        f"The {what} is empty (no header)",
        f"Export it again, with headers{other}.",
    )


def _from_line(grid: Grid, rows: Iterator[Row | Unfit], line: int) -> Iterator[Row | Unfit]:
    """Return the rows from a line on, which must be one that begins a row with something in it."""
    for row in rows:
        if isinstance(row, tuple) and row[0] >= line:
            if row[0] == line and any(row[1]):
                return chain([row], rows)
            break
    raise _refused(
        grid.place,
        "no-header-row",
        f"There is nothing in row {line}, which should be the header",
        'Correct header in the profile, or write header = "find".',
    )


def _best(grid: Grid, seen: Sequence[Row | Unfit], profile: Profile) -> int:
    """Return where most of the headers stand that the profile names; the first of several."""
    wanted = {folded(header): header for header in expected_headers(profile)}

    def held(at: int) -> int:
        rows = [row[1] for row in seen[at : at + profile.header_rows] if isinstance(row, tuple)]
        if isinstance(seen[at], Unfit) or not any(rows[0]):
            return 0
        return len({folded(header) for header in joined_headers(rows)} & wanted.keys())

    scores = [held(at) for at in range(len(seen))]
    best = max(scores, default=0)
    if best == 0:
        shown = ", ".join(list(wanted.values())[:8])
        raise _refused(
            grid.place,
            "no-header-row",
            f"None of the first {_SOUGHT_IN} rows holds a header that the profile names ({shown})",
            "Correct the headers in the profile, or give the row: header = 4.",
        )
    return scores.index(best)


def joined_headers(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Return the headers that several rows make: a group goes on until the next one.

    >>> joined_headers([["Name", "Fire", "", "Notes", ""], ["", "Done", "Due", "", ""]])
    ['Name', 'Fire / Done', 'Fire / Due', 'Notes', '']
    """
    width = max(len(row) for row in rows)
    own = [
        [" ".join(str(cell).split()) for cell in row] + [""] * (width - len(row)) for row in rows
    ]
    groups = [list(accumulate(texts, _goes_on)) for texts in own[:-1]]
    headers: list[str] = []
    for at, last in enumerate(own[-1]):
        parts = [texts[at] for texts in (groups if last else own[:-1])]
        headers.append(" / ".join(dict.fromkeys(filter(None, [*parts, last]))))
    return headers


def _goes_on(left: str, text: str) -> str:
    return text or left


def _numbered(headers: list[str], profile: Profile) -> tuple[str, ...]:
    """Number the headers that stand several times, where the profile tells them apart."""
    told = {folded(h) for h in (*expected_headers(profile), *profile.ignore) if "#" in h}
    counts: Counter[str] = Counter()
    numbered: list[str] = []
    for header in headers:
        plain = folded(header)
        counts[plain] += 1
        apart = any(name.startswith(f"{plain}#") for name in told)
        numbered.append(f"{header}#{counts[plain]}" if apart and counts[plain] > 1 else header)
    return tuple(numbered)


def _body(
    grid: Grid, headers: Sequence[str], rows: Iterator[Row | Unfit], profile: Profile
) -> Iterator[Row | Unfit]:
    where = {folded(header): at for at, header in reversed(list(enumerate(headers)))}
    named = (*profile.fill_down, *profile.skip_rows, *profile.stop_at)
    if lacking := [header for header in named if folded(header) not in where]:
        raise InputRefused(
            Problem(
                "missing-column",
                grid.place,
                f"There is no column of a header that the profile names ({header})",
                near(header, filter(None, headers)),
            )
            for header in dict.fromkeys(lacking)
        )
    stops, skips = _says(profile.stop_at, where), _says(profile.skip_rows, where)
    down = [where[folded(header)] for header in profile.fill_down]
    return _records(rows, stops, skips, down) if named else rows


def _records(
    rows: Iterator[Row | Unfit],
    stops: Callable[[Sequence[Cell]], bool],
    skips: Callable[[Sequence[Cell]], bool],
    down: Sequence[int],
) -> Iterator[Row | Unfit]:
    above: dict[int, Cell] = {}
    for row in rows:
        if isinstance(row, Unfit) or not any(row[1]):
            yield row
            continue
        line, cells = row
        if stops(cells):
            return
        if skips(cells):
            continue
        filled = list(cells)
        for at in down:
            if at < len(filled):
                filled[at] = above[at] = filled[at] or above.get(at, "")
        yield line, filled


def _says(
    texts: Mapping[str, Sequence[str]], where: Mapping[str, int]
) -> Callable[[Sequence[Cell]], bool]:
    """Return what tells whether a row says one of the texts, which may hold ``*``."""
    wanted = [(where[folded(header)], [folded(t) for t in each]) for header, each in texts.items()]

    def says(cells: Sequence[Cell]) -> bool:
        return any(
            at < len(cells) and any(fnmatchcase(folded(str(cells[at])), text) for text in each)
            for at, each in wanted
        )

    return says


def pads(profile: Profile) -> bool:
    """Say whether rows of other lengths than the header are taken."""
    return profile.ragged is Ragged.PAD


def _refused(place: Place, code: str, what: str, remedy: str) -> InputRefused:
    return InputRefused([Problem(code, place, what, remedy)])
