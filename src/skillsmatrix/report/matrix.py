"""The page of ``skills matrix``: people down, competencies across, a status in each cell."""

from __future__ import annotations

from collections.abc import Sequence

from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.evaluate.gaps import Cell
from skillsmatrix.model.status import Status
from skillsmatrix.report.figures import facts, figures_header
from skillsmatrix.report.table import Column, Page, Value
from skillsmatrix.report.words import count_words, more_rows

LEGEND = "  ".join(f"{status.letter} {status.value}" for status in Status)

_WHO = (
    Column("person", "Person"),
    Column("name", "Name", shrinks=True),
    Column("agency", "Agency"),
)
_LONGEST_NAME = 22
_GAP = 2


def matrix_page(gaps: Gaps, name: str, limit: int | None) -> Page:
    """Return the whole matrix with a word in each cell, for spreadsheets and machines.

    Args:
        gaps: the cells of every status.
        name: of the workspace.
        limit: show no more rows than this; None for all.
    """
    cells = list(gaps)
    competencies = _competencies(cells)
    people = _people(cells)
    shown = people[:limit]
    return Page(
        title=f"Skills matrix: {name}",
        header=figures_header(gaps),
        columns=(*_WHO, *(Column(code, code) for code in competencies)),
        rows=tuple(
            (*who, *(held[code].value if code in held else None for code in competencies))
            for who, held in shown
        ),
        notes=("An empty cell: not required.", *_about_rows(people, len(shown))),
        facts=facts(gaps),
    )


def matrix_pages(gaps: Gaps, name: str, width: int, limit: int | None) -> list[Page]:
    """Return the matrix as pages that fit a terminal, with a letter in each cell.

    Each page holds as many competencies as fit beside the people.
    """
    cells = list(gaps)
    people = _people(cells)
    shown = people[:limit]
    taken = sum(
        max([len(label), *(len(str(who[place])) for who, _ in shown)]) + _GAP
        for place, label in ((0, "Person"), (2, "Agency"))
    )
    taken += min(_LONGEST_NAME, max((len(str(who[1])) for who, _ in shown), default=4)) + _GAP
    parts = _fitting(_competencies(cells), width - taken)
    header = (*figures_header(gaps), LEGEND + "  (empty: not required)")
    notes = _about_rows(people, len(shown))
    return [
        Page(
            title=f"Skills matrix: {name} (part {number} of {len(parts)})",
            header=header if number == 1 else (),
            columns=(*_WHO, *(Column(code, code) for code in part)),
            rows=tuple(
                (*_short(who), *(held[code].letter if code in held else "" for code in part))
                for who, held in shown
            ),
            notes=notes if number == len(parts) else (),
        )
        for number, part in enumerate(parts, start=1)
    ]


Who = tuple[Value, ...]


def _about_rows(people: Sequence[tuple[Who, object]], shown: int) -> tuple[str, ...]:
    """Return how many rows are not shown, and why there may be more rows than people."""
    persons = len({who[0] for who, _ in people})
    of = count_words(persons, "person", "people")
    several = (f"{len(people):,} rows of {of}: a person has a row for each agency.",)
    return (*more_rows(len(people) - shown), *(several if len(people) > persons else ()))


def _short(who: Who) -> Who:
    name = str(who[1])
    return (
        who[0],
        name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…",
        *who[2:],
    )


def _people(cells: Sequence[Cell]) -> list[tuple[Who, dict[str, Status]]]:
    found: dict[Who, dict[str, Status]] = {}
    for cell in cells:
        who = (cell.person, cell.name, cell.agency)
        found.setdefault(who, {})[cell.competency] = cell.status
    return sorted(found.items(), key=lambda item: [str(part) for part in item[0]])


def _competencies(cells: Sequence[Cell]) -> list[str]:
    """Return the competencies needed, the most binding standing first."""
    ranks: dict[str, int] = {}
    for cell in cells:
        rank = cell.standing.rank
        ranks[cell.competency] = min(rank, ranks.get(cell.competency, rank))
    return sorted(ranks, key=lambda code: (ranks[code], code))


def _fitting(competencies: Sequence[str], room: int) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    left = room
    for code in competencies:
        taken = len(code) + _GAP
        if parts[-1] and taken > left + _GAP:
            parts.append([])
            left = room
        parts[-1].append(code)
        left -= taken
    return parts
