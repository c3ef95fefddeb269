"""What counts for a competency on a day: directly, through equivalence, up a ladder."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from attrs import evolve, frozen

from skillsmatrix.dates import Interval, shorter
from skillsmatrix.graph.build import Edge, Kind, PolicyGraph
from skillsmatrix.model.course import AwardKind, Equivalence

_LONGEST_CHAIN = 12
"""No sound chain of equivalences is longer; a circle is reported by ``check_graph``."""

_VERBS = {
    AwardKind.FULL: "awards",
    AwardKind.RENEWAL: "renews",
    AwardKind.EVENT: "is an event of",
}


@frozen(kw_only=True)
class Grant:
    """A course or competency that counts for another competency.

    Attributes:
        item: id of what a record may name.
        level: the level it gives of the competency; 0 when it only leads towards it, from a
            lower rung; 1 for a competency without levels.
        levelled: the record's own level, if it has one, replaces ``level``.
        direct: the item is the competency or awards it.
        included: it leads here by rungs of a ladder alone.
        through: the items and competencies on the way, this one first.
        via: in words, each step from the item to the competency.
        award: what a course gives by the way taken: in full, only renewing, or an event.
        valid_for: it counts for no longer than this.
        completed_from: first day of completion that counts.
        completed_until: last day of completion that counts.
        sectors: only at receiving agencies of these sectors; empty for all.
        agencies: only at these receiving agencies; empty for all.
        refusals: statements by name that refuse the item, each with its own scope.
    """

    item: str
    level: int
    levelled: bool = False
    direct: bool = False
    included: bool = False
    through: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    award: AwardKind = AwardKind.FULL
    valid_for: Interval | None = None
    completed_from: date | None = None
    completed_until: date | None = None
    sectors: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    refusals: tuple[Equivalence, ...] = ()

    def speaks_of_expiry(self, *, once: bool) -> bool:
        """Say whether an expiry that came with a record of the item is about the competency.

        A higher rung that lapses takes the lower ones with it, unless those are held for good; what
        counts by equivalence says nothing about how long.
        """
        return self.direct or (self.included and not once)

    def accepted_at(self, agency: str, sector: str) -> bool:
        """Say whether an agency of a sector lets it count."""
        if (self.agencies and agency not in self.agencies) or (
            self.sectors and sector not in self.sectors
        ):
            return False
        return self.refused_at(agency, sector) is None

    def refused_at(self, agency: str, sector: str) -> Equivalence | None:
        """Return the statement by which an agency of a sector refuses it, if there is one."""
        for refusal in self.refusals:
            if (not refusal.agencies or agency in refusal.agencies) and (
                not refusal.sectors or sector in refusal.sectors
            ):
                return refusal
        return None


def grants(
    graph: PolicyGraph,
    competency: str,
    day: date,
    awards: Collection[AwardKind] = (AwardKind.FULL,),
) -> tuple[Grant, ...]:
    """Return everything that counts for a competency on a day, and what only leads towards it.

    Equivalence and ladders are one-way and are followed as far as they lead; a refusal is by name
    and beats every way round. In order of item.

    Args:
        graph: the policy.
        competency: id of the competency.
        day: the day whose rules apply.
        awards: which sorts of awards to follow; an event counts for its own competency only.

    >>> from skillsmatrix.catalogue import load_catalogue, shipped_layer
    >>> from skillsmatrix.graph import build_graph
    >>> graph = build_graph(load_catalogue([shipped_layer()])[0])
    >>> [g.via for g in grants(graph, "OMMT-T1", date(2026, 9, 30)) if g.item == "C24"]
    [('C24 awards OMMT-T2', 'OMMT-T2 counts for OMMT-T1')]
    """
    found = [grant for grant in _towards(graph, competency, day) if grant.award in awards]
    refusals = _refusals(graph, competency, day)
    return tuple(
        sorted(
            (evolve(grant, refusals=_against(grant, refusals)) for grant in found),
            key=lambda grant: (grant.item, grant.level, grant.award, grant.via),
        )
    )


def _against(grant: Grant, refusals: dict[str, tuple[Equivalence, ...]]) -> tuple[Equivalence, ...]:
    """Return the refusals of the item, and of anything it only counts by way of."""
    return tuple(refusal for name in grant.through for refusal in refusals.get(name, ()))


def _towards(graph: PolicyGraph, competency: str, day: date) -> Iterator[Grant]:
    levelled = bool(graph.catalogue.competencies[competency].levels)
    target = Grant(item=competency, level=1, levelled=levelled, direct=True, through=(competency,))
    yield target
    yield from _awarding(graph, target, competency, day, levelled=levelled)
    for source in _counting(graph, target, competency, day, depth=0):
        yield source
        yield from _awarding(graph, source, source.item, day, levelled=False)
    for rung in _lower(graph, competency):
        via = (f"{rung} is a lower rung than {competency}",)
        below = Grant(item=rung, level=0, via=via, through=(rung, competency))
        yield below
        yield from _awarding(graph, below, rung, day, levelled=False)


def _awarding(
    graph: PolicyGraph, step: Grant, competency: str, day: date, *, levelled: bool
) -> Iterator[Grant]:
    """Yield the courses whose completion gives what ``step`` is about."""
    for (_, course), data in graph.predecessors((Kind.COMPETENCY, competency), Edge.AWARDS):
        award = data["award"]
        if award.kind is not AwardKind.EVENT or step.direct:
            at = f" at level {award.level}" if award.level else ""
            verb = _VERBS[award.kind]
            yield evolve(
                step,
                item=course,
                award=award.kind,
                level=award.level or step.level if levelled else step.level,
                levelled=levelled,
                through=(course, *step.through),
                via=(f"{course} {verb} {competency}{at}", *step.via),
            )


def _counting(
    graph: PolicyGraph, step: Grant, competency: str, day: date, depth: int
) -> Iterator[Grant]:
    """Yield what counts for ``competency`` by equivalence or ladder, and for that in turn."""
    if depth >= _LONGEST_CHAIN:
        return
    node = (Kind.COMPETENCY, competency)
    for (_, higher), _ in graph.predecessors(node, Edge.INCLUDES):
        words = f"{higher} includes {competency}"
        reached = evolve(
            step,
            item=higher,
            levelled=False,
            direct=False,
            included=step.direct or step.included,
            through=(higher, *step.through),
            via=(words, *step.via),
        )
        yield reached
        yield from _counting(graph, reached, higher, day, depth + 1)
    for (kind, item), data in graph.predecessors(node, Edge.COUNTS_FOR):
        link: Equivalence = data["link"]
        if not link.in_force(day):
            continue
        linked = _narrowed(step, link, f"{item} counts for {competency}")
        if linked is None:
            continue
        yield linked
        if kind is Kind.COMPETENCY:
            yield from _counting(graph, linked, item, day, depth + 1)


def _narrowed(step: Grant, link: Equivalence, words: str) -> Grant | None:
    """Return the step through one equivalence more, or None if no record could pass both."""
    sectors, agencies = _both(step.sectors, link.sectors), _both(step.agencies, link.agencies)
    if sectors is None or agencies is None:
        return None
    first = max(step.completed_from or date.min, link.completed_from or date.min)
    last = min(step.completed_until or date.max, link.completed_until or date.max)
    return evolve(
        step,
        item=link.item,
        level=link.level or step.level,
        levelled=False,
        direct=False,
        included=False,
        through=(link.item, *step.through),
        via=(words, *step.via),
        valid_for=shorter(step.valid_for, link.valid_for),
        completed_from=None if first == date.min else first,
        completed_until=None if last == date.max else last,
        sectors=sectors,
        agencies=agencies,
    )


def _both(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the scope that lies in both, where empty means everywhere; None if there is none."""
    if not one or not other:
        return one or other
    return tuple(name for name in one if name in other) or None


def _lower(graph: PolicyGraph, competency: str) -> list[str]:
    found = [competency]
    for name in found:
        for (_, lower), _ in graph.successors((Kind.COMPETENCY, name), Edge.INCLUDES):
            if lower not in found:
                found.append(lower)
    return found[1:]


def _refusals(graph: PolicyGraph, competency: str, day: date) -> dict[str, tuple[Equivalence, ...]]:
    found: dict[str, tuple[Equivalence, ...]] = {}
    for (_, item), data in graph.predecessors((Kind.COMPETENCY, competency), Edge.REFUSED_FOR):
        link: Equivalence = data["link"]
        if link.in_force(day):
            found[item] = (*found.get(item, ()), link)
    return found
