"""A table that is wide → one that is long: a row for each cell under the matrix's headers.

It knows nothing of what the records are: people by courses, or roles by competencies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from attrs import evolve, frozen

from skillsmatrix.records.faults import Wrong
from skillsmatrix.records.fold import folded
from skillsmatrix.records.profiles.patterns import matched
from skillsmatrix.records.profiles.profile import Matrix
from skillsmatrix.records.sheets.sheet import CELL, Cell, Sheet, Unfit

_ANY_DIGIT = re.compile("[0-9]")


def added_header(field: str) -> str:
    """Return the header of a column that we add for a field."""
    return f"({field})"


def matrix_columns(headers: Sequence[str], matrix: Matrix, named: frozenset[str]) -> list[int]:
    """Return which columns belong to the matrix.

    Args:
        headers: of the table.
        matrix: what a profile says of it.
        named: headers that have another use, folded; none of them is of the matrix.
    """
    patterns = [folded(pattern) for pattern in matrix.columns]
    return [
        at
        for at, header in enumerate(headers)
        if header
        and (name := folded(header)) not in named
        and any(fnmatchcase(name, pattern) or name == pattern for pattern in patterns)
    ]


def unpivot(sheet: Sheet, matrix: Matrix, named: frozenset[str]) -> Sheet:
    """Return a sheet with a row for each filled cell of the matrix.

    The other columns stay; added are one for the header, one for each field that cells can give,
    and one with the cell as it was.
    """
    wide = matrix_columns(sheet.headers, matrix, named)
    kept = [at for at in range(len(sheet.headers)) if at not in set(wide)]
    reader = _Cells.of(matrix)
    given: dict[str, list[Cell]] = {field: [] for field in reader.fields}
    rows: list[int] = []
    under: list[str] = []
    texts: list[Cell] = []
    unfit = list(sheet.unfit)
    for row, line in enumerate(sheet.lines):
        for at in wide:
            cell = sheet.columns[at][row]
            found = reader.read(cell) if cell else None
            if isinstance(found, Wrong):
                cells = [sheet.columns[keep][row] for keep in kept]
                cells += [sheet.headers[at], cell]
                unfit.append(
                    Unfit(
                        line=line or 0,
                        cells=tuple(cells),
                        wrong=found,
                        sheet=sheet.sheet,
                        column=sheet.headers[at],
                    )
                )
            elif found is not None:
                rows.append(row)
                under.append(sheet.headers[at])
                texts.append(cell)
                for field, column in given.items():
                    column.append(found.get(field, ""))
    columns = [[sheet.columns[keep][row] for row in rows] for keep in kept]
    fields = {matrix.header_as: list[Cell](under), **given}
    return evolve(
        sheet,
        headers=(
            *(sheet.headers[keep] for keep in kept),
            added_header(matrix.header_as),
            CELL,
            *map(added_header, given),
        ),
        columns=(*columns, under, texts, *given.values()),
        lines=[sheet.lines[row] for row in rows],
        unfit=tuple(unfit),
        gives={**sheet.gives, **{field: added_header(field) for field in fields}},
        under=under,
        wide=sheet.headers,
    )


@frozen
class _Cells:
    """What the cells of a matrix say; ``fields`` are all that they can give."""

    other: str
    meanings: Mapping[str, Mapping[str, str]]
    patterns: tuple[re.Pattern[str], ...]
    fields: tuple[str, ...]

    @classmethod
    def of(cls, matrix: Matrix) -> _Cells:
        meanings = {
            folded(text): {field or matrix.cell_as: value for field, value in each.fields.items()}
            for text, each in matrix.cells.items()
        }
        patterns = tuple(re.compile(pattern, re.IGNORECASE) for pattern in matrix.patterns)
        fields = [matrix.cell_as]
        fields += [field for meaning in meanings.values() for field in meaning]
        fields += [field for pattern in patterns for field in pattern.groupindex]
        return cls(matrix.cell_as, meanings, patterns, tuple(dict.fromkeys(fields)))

    def read(self, cell: Cell) -> Mapping[str, Cell] | Wrong | None:
        """Return what a cell gives, nothing if it means nothing, or what is wrong with it."""
        if not isinstance(cell, str):
            return {self.other: cell}
        meaning = self.meanings.get(folded(cell))
        if meaning is not None:
            return meaning or None
        for pattern in self.patterns:
            if match := matched(pattern, cell):
                return {name: (text or "").strip() for name, text in match.groupdict().items()}
        if _ANY_DIGIT.search(cell) or cell.startswith("#"):  # a date, a level, or an error
            return {self.other: cell}
        return Wrong(
            "unknown-cell",
            f"the cell has no meaning that the profile gives ({cell})",
            "Give it one under [matrix.cells], empty if it means nothing, or correct it.",
        )
