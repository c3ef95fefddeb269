"""Temporary certificates: for what is asked, or for something that counts for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from skillsmatrix.dates import FOREVER
from skillsmatrix.evaluate.prove.routes import Route, Use
from skillsmatrix.evaluate.prove.weigh import Asked, barred
from skillsmatrix.model.decision import Decision
from skillsmatrix.model.renewal import Once, Renewal, RenewedBy, Rolling


def certificate(
    certificates: Iterable[Decision],
    routes: Mapping[str, Sequence[Route]],
    renewal: Renewal,
    asked: Asked,
) -> Decision | None:
    """Return the certificate that lasts longest of those that count for a competency of a rule.

    Args:
        certificates: temporary certifications begun by the day, of the agency that asks.
        routes: what counts for the competency, by item.
        renewal: how the rule is renewed; a certificate is no hours, no event and no second clock.
        asked: what is asked of records.
    """
    one_is_enough = isinstance(renewal, Rolling | RenewedBy | Once)

    def counts(decision: Decision) -> bool:
        if decision.subject == asked.competency:
            return True
        return one_is_enough and any(
            way.use is Use.FULL
            and way.grant.level >= asked.level
            and not barred(way, decision.start, asked)
            for way in routes.get(decision.subject, ())
        )

    found = (decision for decision in certificates if counts(decision))
    return max(found, key=lambda decision: decision.end or FOREVER, default=None)
