"""The page of ``skills what-if``: before and after, in all, by agency and by competency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from skillsmatrix.evaluate.coverage_change import CoverageChange
from skillsmatrix.evaluate.figures import Figures
from skillsmatrix.evaluate.units import requirements_unit
from skillsmatrix.evaluate.what_if import Change, Side, WhatIf
from skillsmatrix.report.basis import Basis
from skillsmatrix.report.figures import EXCLUSIONS, counted
from skillsmatrix.report.table import Column, Page, Value
from skillsmatrix.report.words import count_words, more_rows, percent_words

_OTHER = tuple(key for key in counted(Figures({})) if key not in ("gaps", "percent"))
"""The figures that stand in the columns for machines alone."""

_COLUMNS = (
    Column("of", "Of"),
    Column("id", "", shrinks=True, least=10),
    Column("title", "Title", narrow=False),
    Column("gaps_before", "Gaps"),
    Column("gaps_after", "then"),
    Column("percent_before", "Met %"),
    Column("percent_after", "then"),
    Column("places_before", "Places"),
    Column("places_after", "then"),
    Column("people_before", "People"),
    Column("people_after", "then"),
    Column("gaps_change", "Gaps +/-", drops=True),
    Column("over_time_before", "Over time", narrow=False),
    Column("over_time_after", "Over time then", narrow=False),
    Column("by_none_before", "By no course", narrow=False),
    Column("by_none_after", "By no course then", narrow=False),
    *(
        Column(f"{key}_{when}", f"{key.replace('_', ' ').capitalize()}{then}", narrow=False)
        for key in _OTHER
        for when, then in (("before", ""), ("after", " then"))
    ),
)


def what_if_page(
    found: WhatIf,
    workspace: str,
    layer: str,
    *,
    limit: int | None,
    titles: Mapping[str, str],
    known_at: datetime | None = None,
) -> Page:
    """Return what a layer would change: the total, each agency, then what changes most.

    Args:
        found: the answer.
        workspace: its name.
        layer: the name of the layer tried out.
        limit: show no more competencies than this; None for all.
        titles: id of a competency, a course or an agency → what people call it.
        known_at: the moment up to which records were known; None for all that is recorded.
    """
    basis = Basis(day=found.day, digest=found.before, known_at=known_at)
    shown = found.competencies[:limit]
    return Page(
        title=f"What if: {layer} over {workspace}",
        header=tuple(_header(found, basis, titles)),
        columns=_COLUMNS,
        rows=(
            _row("total", found.total, titles),
            *(_row("agency", change, titles) for change in found.agencies),
            *(_row("competency", change, titles) for change in shown),
        ),
        notes=(*more_rows(len(found.competencies) - len(shown)), *_notes(found)),
        facts=_facts(found, basis),
    )


def _header(found: WhatIf, basis: Basis, titles: Mapping[str, str]) -> Iterator[str]:
    before, after = found.total.before, found.total.after
    yield (
        f"{basis.moment}, the same records by two catalogues:"
        f" {found.before[:12]} as it is, {found.after[:12]} with the layer over it."
    )
    yield (
        f"Gaps: {_change(before.figures.gaps, after.figures.gaps)}."
        f" People with gaps: {_change(before.people, after.people)}."
    )
    yield (
        f"Met: {_met(before.figures)} → {_met(after.figures)}"
        f" (all-in: {_all_in(before.figures)} → {_all_in(after.figures)})."
    )
    yield f"Not counted in the percentage: {'; '.join(_left_out(before, after))}."
    then, now = after.places, before.places
    if then is not None and now is not None:
        yield (
            f"Course places that would close gaps: {_change(now.needed, then.needed)}."
            f" Beside them, gaps that take hours or several events:"
            f" {_change(now.over_time, then.over_time)};"
            f" that no course closes: {_change(now.by_none, then.by_none)}."
        )
    covered = found.coverage
    if covered.before.places or covered.after.places:
        yield f"Coverage: {_covered(covered)}."
    for change in found.coverage_of:
        places = count_words(change.places, "place stands", "places stand")
        yield f"Coverage by {change.requirement}: {_covered(change)}; {places} otherwise."
    if found.withdrawn:
        yield f"Not in force any more: {'; '.join(_titled(n, titles) for n in found.withdrawn)}."
    if found.no_course_any_more:
        names = "; ".join(_titled(name, titles) for name in found.no_course_any_more)
        yield f"Required, and no course in force would give it any more: {names}."


def _met(figures: Figures) -> str:
    return f"{figures.met:,} of {figures.required:,} due, {percent_words(figures.percent)}"


def _all_in(figures: Figures) -> str:
    percent = percent_words(figures.all_in_percent)
    return f"{figures.all_in_met:,} of {figures.total:,}, {percent}"


def _left_out(before: Side, after: Side) -> Iterator[str]:
    """Yield each exclusion that there is before or after: people may only have moved there."""
    now, then = (requirements_unit(side.figures).left_out for side in (before, after))
    for key, words in EXCLUSIONS.items():
        counts = now.get(key, 0), then.get(key, 0)
        if any(counts) or key == "not_yet_due":
            yield f"{words} {_change(*counts)}"


def _covered(change: CoverageChange) -> str:
    before, after = change.before, change.after
    return (
        f"short {_change(before.short, after.short)};"
        f" on single points {_change(before.single_points, after.single_points)};"
        f" to cover {_change(before.places, after.places)}"
    )


def _change(before: int, after: int) -> str:
    same = f"{before:,} as now"
    return same if before == after else f"{before:,} → {after:,} ({after - before:+,})"


def _titled(name: str, titles: Mapping[str, str]) -> str:
    return f"{name} ({titles[name]})" if name in titles else name


def _notes(found: WhatIf) -> Iterator[str]:
    if not found.any:
        yield "Nothing would change on that day: try another with --as-at."
    else:
        yield f"Competencies that would change: {len(found.competencies):,}."
    yield (
        "Places: the fewest courses for each person's gaps, chosen greedily; one may close gaps at"
        " several agencies, so agencies may add up to more than the total."
    )


def _row(of: str, change: Change, titles: Mapping[str, str]) -> tuple[Value, ...]:
    before, after = change.before, change.after
    now, then = counted(before.figures), counted(after.figures)
    return (
        of,
        change.key,
        titles.get(change.key, ""),
        before.figures.gaps,
        after.figures.gaps,
        before.figures.percent,
        after.figures.percent,
        *_places(before, after, "needed"),
        before.people,
        after.people,
        change.gaps,
        *_places(before, after, "over_time"),
        *_places(before, after, "by_none"),
        *(value for key in _OTHER for value in (now[key], then[key])),
    )


def _places(before: Side, after: Side, name: str) -> Iterator[Value]:
    for side in (before, after):
        yield None if side.places is None else getattr(side.places, name)


def _facts(found: WhatIf, basis: Basis) -> dict[str, Any]:
    return {
        "as_at": basis.facts["as_at"],
        "known_at": basis.facts["known_at"],
        "catalogue_before": found.before,
        "catalogue_after": found.after,
        "competencies_changed": len(found.competencies),
        "coverage": _coverage_facts(found.coverage),
        "coverage_changed": [
            {"requirement": change.requirement, **_coverage_facts(change)}
            for change in found.coverage_of
        ],
        "withdrawn": list(found.withdrawn),
        "no_course_any_more": list(found.no_course_any_more),
    }


def _coverage_facts(change: CoverageChange) -> dict[str, int]:
    before, after = change.before, change.after
    return {
        "to_cover_before": before.places,
        "to_cover_after": after.places,
        "short_before": before.short,
        "short_after": after.short,
        "single_points_before": before.single_points,
        "single_points_after": after.single_points,
        "places_changed": change.places,
    }
