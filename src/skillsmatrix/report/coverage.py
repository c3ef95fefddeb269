"""The page of ``skills coverage``: which places have enough holders, and which soon will not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from skillsmatrix.dates import days_after
from skillsmatrix.evaluate.place_coverage import Holder, PlaceCoverage
from skillsmatrix.report.basis import Basis
from skillsmatrix.report.table import Column, Page, Value
from skillsmatrix.report.words import count_words, more_rows

SHORT, SINGLE, COVERED = "short", "single point", "covered"

_PLACE = (
    Column("answer", "Answer"),
    Column("competency", "Competency"),
    Column("title", "Title", narrow=False),
    Column("requirement", "Requirement", narrow=False),
    Column("standing", "Standing", narrow=False),
    Column("per", "Per", narrow=False),
    Column("place", "Place", shrinks=True, least=10),
    Column("place_name", "Name", shrinks=True, least=14, drops=True),
    Column("agency", "Agency", shrinks=True, drops=True),
    Column("needed", "Needs"),
    Column("have", "Has"),
    Column("breaks_after", "Breaks after"),
    Column("days", "Days"),
)
_HOLDER = (
    Column("person", "Person"),
    Column("name", "Name", shrinks=True, least=14, drops=True),
    Column("last", "Until"),
    Column("why", "Because"),
)
_TOLD_OF_NAMED = ("answer", "competency", "place")


@frozen(kw_only=True)
class Asked:
    """The question of a page.

    Attributes:
        workspace: its name.
        basis: the day, what was known, and the catalogue.
        limits: in words, empty for none.
        within: how many days ahead is soon.
        names: whether people are named.
        limit: show no more rows than this; None for all.
        place_names: id → what people call it.
    """

    workspace: str
    basis: Basis
    limits: str = ""
    within: int = 90
    names: bool = False
    limit: int | None = None
    place_names: Mapping[str, str]


def coverage_page(found: Sequence[PlaceCoverage], asked: Asked) -> Page:
    """Return which places are short, hang on single people, or break soon.

    People are named only where names were asked for: those whose leaving or lapse breaks it.
    """
    columns: tuple[Column, ...] = _PLACE
    rows: list[tuple[Value, ...]] = [_row(one, asked) for one in found]
    if asked.names:
        columns = (*(_in_named(column) for column in _PLACE), *_HOLDER)
        rows = [(*row, *who) for one, row in zip(found, rows, strict=True) for who in _named(one)]
    shown = rows[: asked.limit]
    counts = _counts(found, asked)
    return Page(
        title=f"Coverage: {asked.workspace}",
        header=tuple(_header(counts, asked)),
        columns=columns,
        rows=tuple(shown),
        notes=(*more_rows(len(rows) - len(shown)), *_notes(found, asked)),
        facts={**asked.basis.facts, **counts},
    )


def answer(one: PlaceCoverage) -> str:
    """Return how a place stands, in a word or two."""
    if not one.covered:
        return SHORT
    return SINGLE if one.single_points else COVERED


def _counts(found: Sequence[PlaceCoverage], asked: Asked) -> dict[str, int]:
    answers = [answer(one) for one in found]
    last = days_after(asked.basis.day, asked.within)
    return {
        "requirements": len({one.requirement for one in found}),
        "places": len({(one.per, one.place) for one in found}),
        "to_cover": len(found),
        "short": answers.count(SHORT),
        "single_points": answers.count(SINGLE),
        "single_people": len({who.person for one in found for who in one.single_points}),
        "break_soon": sum(bool(one.breaks_after and one.breaks_after <= last) for one in found),
        "within_days": asked.within,
    }


def _header(counts: Mapping[str, int], asked: Asked) -> Iterator[str]:
    limits = f" Only {asked.limits}." if asked.limits else ""
    yield f"{asked.basis}{limits}"
    if not counts["to_cover"]:
        yield "No place must have holders of anything within these limits."
        return
    yield (
        f"{count_words(counts['places'], 'place', 'places')} in scope of"
        f" {count_words(counts['requirements'], 'requirement', 'requirements')}:"
        f" {counts['to_cover']:,} to cover."
    )
    yield (
        f"Short: {counts['short']:,}."
        f" Hanging on single points: {counts['single_points']:,}"
        f" ({count_words(counts['single_people'], 'person', 'people')} nobody could stand in for)."
        f" Break within {counts['within_days']} days: {counts['break_soon']:,}."
    )


def _notes(found: Sequence[PlaceCoverage], asked: Asked) -> Iterator[str]:
    if not found:
        return
    yield "Single point: just as many as needed, so that nobody can be spared."
    if asked.names:
        yield "Named: single points, and those whose leaving or lapse breaks what is covered."
    else:
        yield "Who it hangs on: --names."


def _row(one: PlaceCoverage, asked: Asked) -> tuple[Value, ...]:
    ends = one.breaks_after
    return (
        answer(one),
        one.competency,
        one.title,
        one.requirement,
        one.standing.value,
        one.per.value,
        one.place,
        asked.place_names.get(one.place, ""),
        one.agency,
        one.least,
        len(one.holders),
        ends,
        (ends - asked.basis.day).days if ends else None,
    )


def _named(one: PlaceCoverage) -> Iterator[tuple[Value, ...]]:
    if not one.breaking:
        yield (None,) * len(_HOLDER)
    for holder in one.breaking:
        yield holder.person, holder.name, holder.last, _why(holder)


def _why(holder: Holder) -> str:
    return holder.why or "nothing ends it"


def _in_named(column: Column) -> Column:
    """Leave the room to the names."""
    if column.key in _TOLD_OF_NAMED:
        return column
    return Column(column.key, column.label, narrow=False)
