"""A sample → where its header is, what is under it, and which rows are no records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from fnmatch import fnmatchcase
from statistics import median

from attrs import field, frozen

from skillsmatrix.records.fold import folded
from skillsmatrix.records.sheets.layout import joined_headers
from skillsmatrix.records.sheets.sheet import Cell
from skillsmatrix.records.suggest.sample import Sample
from skillsmatrix.records.suggest.words import row_words, senses_of

_SOUGHT_IN = 200


@frozen(kw_only=True)
class Shape:
    """How a table stands in its sheet.

    Attributes:
        line: of the header; 0, if there is none.
        first: nothing stands above the header.
        header_rows: how many rows make it.
        headers: of each column; those that stand twice are numbered, ``Date#2``.
        rows: those under the header, as long as it; without empty ones and those that are no records.
        skipped: texts that tell rows of totals, by header, with how many rows.
        stops: texts that tell where the table ends, by header.
        short: rows that have fewer cells than the header, or empty ones too many.
        loose: rows with a filled cell beyond the header or under an empty one.
    """

    line: int = 0
    first: bool = True
    header_rows: int = 1
    headers: tuple[str, ...] = ()
    rows: Sequence[Sequence[Cell]] = field(default=(), repr=False)
    skipped: Counter[tuple[str, str]] = field(factory=Counter)
    stops: tuple[tuple[str, str], ...] = ()
    short: int = 0
    loose: int = 0


def shape_of(sample: Sample) -> Shape:
    """Return how the table of a sample stands."""
    rows = sample.rows
    filled = [at for at, (_, cells) in enumerate(rows) if any(cells)]
    if not filled:
        return Shape()
    at = _header([(at, rows[at][1]) for at in filled[:_SOUGHT_IN]])
    span = 2 if _is_group(rows, at) else 1
    top = at - span + 1
    own = joined_headers([rows[each][1] for each in range(top, at + 1)])
    while own and not own[-1]:
        own.pop()
    headers = _numbered(own)
    kept: list[Sequence[Cell]] = []
    skipped: Counter[tuple[str, str]] = Counter()
    stops: tuple[tuple[str, str], ...] = ()
    short = loose = 0
    width = len(rows[at][1])
    for _, cells in rows[at + 1 :]:
        if not any(cells):
            continue
        if end := _says(cells, headers, row_words("ends")):
            stops = (end,)
            break
        if total := _says(cells, headers, row_words("totals")):
            skipped[total] += 1
            continue
        short += len(cells) != width and not any(cells[width:])
        loose += any(cells[len(headers) :])
        loose += any(not header and cell for header, cell in zip(headers, cells, strict=False))
        kept.append([*cells[: len(headers)], *[""] * (len(headers) - len(cells))])
    return Shape(
        line=rows[top][0],
        first=top == filled[0],
        header_rows=span,
        headers=headers,
        rows=kept,
        skipped=skipped,
        stops=stops,
        short=short,
        loose=loose,
    )


def _header(rows: Sequence[tuple[int, Sequence[Cell]]]) -> int:
    """Return which row is the header: the first that is as full as most, and says only words.

    Another one must mean clearly more: words like Level stand in the rows of a table, too.
    """
    full = median(sum(map(bool, cells)) for _, cells in rows)
    first = next((at for at, cells in rows if _is_words(cells, full / 2)), rows[0][0])
    known = {at: _known(cells) for at, cells in rows}
    best = max(known, key=lambda at: (known[at], -at))
    least = max(2, known[first] + 2 if known[first] else 2)
    return best if known[best] >= least else first


def _is_words(cells: Sequence[Cell], least: float) -> bool:
    texts = [cell for cell in cells if cell]
    words = [text for text in texts if isinstance(text, str) and re.search("[A-Za-z#]", text)]
    return len(words) == len(texts) >= max(2, least)


def _known(cells: Sequence[Cell]) -> int:
    """Say how many of a row's texts mean something as headers; one of many says nothing."""
    texts = {cell for cell in cells if isinstance(cell, str) and cell}
    known = sum(bool(senses_of(text)) for text in texts)
    return known if 2 * known >= len(texts) else 0


def _is_group(rows: Sequence[tuple[int, Sequence[Cell]]], at: int) -> bool:
    """Say whether the row above names groups of columns: the row itself has headers twice."""
    if at == 0:
        return False
    own, above = rows[at][1], rows[at - 1][1]
    twice = any(n > 1 for text, n in Counter(folded(str(c)) for c in own if c).items())
    return twice and sum(map(bool, above)) > 1


def _numbered(headers: Sequence[str]) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    found: list[str] = []
    for header in headers:
        counts[folded(header)] += 1
        many = header and counts[folded(header)] > 1
        found.append(f"{header}#{counts[folded(header)]}" if many else header)
    return tuple(found)


def _says(
    cells: Sequence[Cell], headers: Sequence[str], words: Sequence[str]
) -> tuple[str, str] | None:
    """Return the header and the word by which a row's first text tells that it is no record."""
    for header, cell in zip(headers, cells, strict=False):
        if cell:
            text = folded(str(cell))
            word = next((word for word in words if fnmatchcase(text, word)), None)
            few = sum(map(bool, cells)) < max(len(headers), 3)
            return (header, _shown(str(cell), word)) if word and header and few else None
    return None


def _shown(cell: str, word: str) -> str:
    """Return a pattern that the profile can have: the word itself as it was written."""
    if word == "* = *":
        return "* = *"
    stem = word.rstrip("*").strip()
    return cell[: len(stem)] + "*" if "*" in word else cell
