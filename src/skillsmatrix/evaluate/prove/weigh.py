"""One record beside one competency of a rule: whether it counts there, as what, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from attrs import field, frozen

from skillsmatrix.dates import FOREVER, Interval, in_force, shorter
from skillsmatrix.evaluate.finding import Considered
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.evaluate.prove.recognised import Recognitions
from skillsmatrix.evaluate.prove.routes import Route, Use
from skillsmatrix.model.completion import Completion, Outcome
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.recognition import Recognition
from skillsmatrix.model.source_expiry import SourceExpiry


@frozen
class Asked:
    """What is asked of records: which competency at which level, and who asks.

    Attributes:
        put_off: a last day after all extensions.
    """

    competency: str
    level: int
    agency: str
    sector: str
    put_off: Callable[[date], date] = field(default=lambda day: day, eq=False)


@frozen(eq=False)
class Weighed:
    """A record that counts by one route.

    Attributes:
        number: which of the person's records it is.
        day: when it was completed.
        reached: it reaches the level needed.
        limit: a recognition lets it count no longer than this.
        why: how it comes to count, in words.
    """

    number: int
    record: Completion
    day: date
    route: Route
    reached: bool
    limit: date
    why: str


@frozen
class Own:
    """The last valid day of a record by itself.

    Attributes:
        computed: the day by the rule alone.
        stands: the source's own expiry decides.
        dated: the record came with an expiry that speaks of it, so nothing moves its end.
    """

    until: date
    computed: date
    stands: bool
    dated: bool


@frozen
class Scales:
    """What weighs the records of one person.

    Attributes:
        revocations: decisions by which a record counts for nothing.
    """

    ground: Ground
    recognitions: Recognitions
    revocations: Sequence[Decision]

    def weigh(
        self, number: int, record: Completion, routes: Sequence[Route], asked: Asked
    ) -> tuple[Weighed, ...] | Considered:
        """Return each way in which a record counts, else why it does not."""
        reason = self._worthless(record, routes, asked)
        if reason is not None:
            return Considered(record, None, reason)
        assert record.completed is not None  # it would be worthless
        recognition = self.recognitions.of(record, asked.competency, asked.agency)
        if recognition is not None:
            reason = self.recognitions.refuses(recognition, record.item)
            if reason:
                return Considered(record, None, reason)
        reasons = [barred(route, record.completed, asked) for route in routes]
        if all(reasons):
            return Considered(record, None, reasons[0])
        return tuple(
            self._weighed(number, record, record.completed, route, asked, recognition)
            for route, closed in zip(routes, reasons, strict=True)
            if not closed
        )

    def _worthless(self, record: Completion, routes: Sequence[Route], asked: Asked) -> str | None:
        """Return why a record does nothing by whatever route, or None."""
        if not routes:
            refusal = self.ground.refusals(asked.competency)[record.item][0]
            return f"is refused by name ({refusal.id}, {refusal.place})"
        if record.outcome is not Outcome.COMPLETE or record.completed is None:
            return f"earns nothing: {record.outcome}"
        if record.completed > self.ground.day:
            return "lies after the day asked about"
        for decision in self.revocations:
            if (
                decision.subject == record.item
                and decision.completed == record.completed
                and decision.agency in ("", asked.agency)
            ):
                return f"was revoked by {decision.decided_by}: {decision.reason}"
        return None

    def _weighed(
        self,
        number: int,
        record: Completion,
        day: date,
        route: Route,
        asked: Asked,
        recognition: Recognition | None,
    ) -> Weighed:
        grant = route.grant
        level = (record.level if grant.levelled else None) or grant.level
        why = "; ".join(grant.via) or f"is {asked.competency} itself"
        limit = FOREVER
        if recognition is not None:
            said = f"(recognition {recognition.id} [{recognition.place}])"
            if recognition.level is not None and recognition.level < level:
                level = recognition.level
                why += f"; counts here as level {level} only {said}"
            if recognition.not_older_than is not None:
                limit = self.ground.end(day, recognition.not_older_than)
                why += f"; counts here for {recognition.not_older_than} only {said}"
        reached = level >= asked.level
        if not reached:
            why += "; below the level needed"
        return Weighed(number, record, day, route, reached, limit, why)


def revocations(decisions: Sequence[Decision], day: date) -> tuple[Decision, ...]:
    """Return the revocations that stand on a day."""
    return tuple(
        found
        for found in decisions
        if found.kind is DecisionKind.REVOCATION and in_force(found.start, found.end, day)
    )


def own_end(
    ground: Ground,
    weighed: Weighed,
    every: Interval | None,
    expiry: SourceExpiry | None,
    *,
    once: bool = False,
) -> Own:
    """Return the last valid day of a record by itself, when a rule gives it an interval.

    Args:
        ground: how days are counted.
        weighed: the record.
        every: how long the rule lets it count; None for good.
        expiry: what an expiry that came with it means; None for nothing.
        once: the rule asks for it once.
    """
    grant, record = weighed.route.grant, weighed.record
    interval = shorter(every, grant.valid_for)
    computed = ground.end(weighed.day, interval) if interval else FOREVER
    given = record.expires
    if expiry is None or given is None or given >= FOREVER or not grant.speaks_of_expiry(once=once):
        return Own(min(computed, weighed.limit), computed, stands=False, dated=False)
    stands = expiry is SourceExpiry.WINS or given < computed
    until = given if stands else computed
    return Own(min(until, weighed.limit), computed, stands, dated=True)


def barred(route: Route, completed: date, asked: Asked) -> str:
    """Return why a route is closed to a record; empty where it is open."""
    grant = route.grant
    refusal = grant.refused_at(asked.agency, asked.sector)
    if refusal is not None:
        return f"is refused by name ({refusal.id}, {refusal.place})"
    if not grant.accepted_at(asked.agency, asked.sector):
        return f"does not count at {asked.agency}"
    first, last = grant.completed_from or date.min, grant.completed_until or date.max
    if not first <= completed <= last:
        return f"counts only when completed from {first} until {last}"
    if route.use is Use.NONE:
        kind = grant.award.value
        return f"{'; '.join(grant.via)}, but this rule has no use for {kind}s"
    return ""
