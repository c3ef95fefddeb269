"""The texts of a column → what they mean, in the words of records."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from skillsmatrix.records.fold import folded
from skillsmatrix.records.known import Known
from skillsmatrix.records.suggest.columns import Column
from skillsmatrix.records.suggest.suggestion import Line, Question, cells
from skillsmatrix.records.suggest.words import bare, word

_LEVEL = re.compile(r"(?:l|lvl|level)\.? ?([1-9][0-9]?)", re.IGNORECASE)
_MOST = 40


def values_of(field: str, column: Column, known: Known) -> Iterator[Line | Question]:
    """Yield what the texts under a field mean, as far as they are not ours already."""
    if field == "outcome":
        yield from _outcomes(column)
    elif field == "level":
        yield from _levels(column)
    elif field == "standing":
        yield from _standings(column)
    elif field == "role" and known.roles:
        yield from _terms("role", column, known.roles, {})
    elif field == "kind" and known.absence_kinds:
        yield from _terms("kind", column, known.absence_kinds, {})
    elif field == "employment" and known.employments:
        yield from _terms("employment", column, known.employments, {})
    elif field == "item" and known.items:
        yield from _items(column, known)
    elif field in ("completed", "expires", "start", "end", "born"):
        yield from _no_days(field, column)


def _outcomes(column: Column) -> Iterator[Line | Question]:
    for text in column.texts[:_MOST]:
        meaning = word("outcomes", text)
        count = column.filled[text]
        if meaning and folded(text) != meaning:
            yield Line(text, meaning, f"{cells(count)}", "values.outcome")
        elif not meaning:
            offers = [Line(text, each, "", "values.outcome") for each in ("not started", "failed")]
            yield Question(
                f"What became of training marked {text}? ({cells(count)})",
                tuple(offers),
                table="values.outcome",
            )


def _levels(column: Column) -> Iterator[Line | Question]:
    for text in column.texts[:_MOST]:
        if text.isdigit() and int(text):
            continue
        if match := _LEVEL.fullmatch(text):
            yield Line(text, match[1], f"{cells(column.filled[text])}", "values.level")
        else:
            yield Question(
                f"Which level is {text}, counted from 1? ({cells(column.filled[text])})",
                (Line(text, "1", "", "values.level"), Line(text, "", "if none", "values.level")),
                table="values.level",
            )


def _standings(column: Column) -> Iterator[Line | Question]:
    for text in column.texts[:_MOST]:
        meaning = word("standings", text)
        if meaning and folded(text) != meaning:
            yield Line(text, meaning, f"{cells(column.filled[text])}", "values.standing")
        elif not meaning:
            yield Question(
                f"How binding is {text}? ({cells(column.filled[text])})",
                tuple(
                    Line(text, each, "", "values.standing")
                    for each in ("mandatory", "essential", "desirable")
                ),
                table="values.standing",
            )


def _terms(
    field: str, column: Column, ids: Collection[str], titles: Mapping[str, str]
) -> Iterator[Line | Question]:
    """Map texts to ids of the catalogue that are the same but for case, spaces and signs."""
    by_letters = {bare(name): name for name in sorted(ids)}
    for text in column.texts[:_MOST]:
        if text in ids:
            continue
        if (name := titles.get(folded(text)) or by_letters.get(bare(text))) is not None:
            because = f"the catalogue has it; {cells(column.filled[text])}"
            yield Line(text, name, because, f"values.{field}")
        else:
            yield Question(
                f"Which {field} of the catalogue is {text}? ({cells(column.filled[text])})",
                (Line(text, "…", "", f"values.{field}"),),
                table=f"values.{field}",
            )


def _items(column: Column, known: Known) -> Iterator[Line | Question]:
    unknown = [
        text
        for text in column.texts
        if text not in known.items and folded(text) not in {*known.titles, *known.mapped}
    ]
    if unknown:
        shown = ", ".join(unknown[:5])
        yield Question(
            f"{len(unknown)} of {len(column.texts)} courses are not in the catalogue ({shown}"
            f"{', …' if len(unknown) > 5 else ''}): kept as evidence, unless they are given a meaning.",
            tuple(Line(text, "…", "", "values.item") for text in unknown[:5]),
            needed=False,
            table="values.item",
        )


def _no_days(field: str, column: Column) -> Iterator[Line | Question]:
    for text, count in list(column.days.others.items())[:_MOST]:
        meaning = word("cells", text)
        line = Line(text, "", f"{cells(count)}; no day is meant", f"values.{field}")
        if meaning == "nothing" or (field in ("expires", "end") and meaning == "no_end"):
            yield line
        else:
            yield Question(
                f"What day is {text}? ({cells(count)} under {column.header})",
                (Line(text, "", "if it means no day", f"values.{field}"),),
                table=f"values.{field}",
            )
