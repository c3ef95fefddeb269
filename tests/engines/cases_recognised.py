"""Whose training an agency accepts, and on what terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve
from tests.engines.case import Case, D, Maker, off

from skillsmatrix.dates import Interval
from skillsmatrix.model.course import AwardKind
from skillsmatrix.model.recognition import Acceptance, Recognition
from skillsmatrix.model.renewal import Rolling

YEAR = Interval(12, "months")
TRUST = {"agency": "trust", "setting": "ward"}
ROLLING = Rolling(origin=D, every=YEAR)


def _recognised(m: Maker, *terms: Mapping[str, Any], level: int | None = None) -> Case:
    """Return a case of records by several providers, received at two agencies."""
    m_day = m.first("6 months")
    taught = m.course("c", ("", 2 if level else AwardKind.FULL), aligned=("g",))
    records = [
        m.done(off(m_day, shift), item, provider=provider, level=2 if level else None)
        for provider in ("trust", "county", "nobody")
        for item in ("", "c")
        for shift in (0, -1)
    ]
    return Case(
        id=m.id,
        rules=(m.rule(ROLLING, level=level),),
        competencies=(m.with_levels(),) if level else (),
        courses=(taught,),
        recognitions=tuple(
            Recognition(id=m.name(f"r{number}"), competencies=(m.id,), origin=D, **told)
            for number, told in enumerate(terms)
        ),
        people=(
            *(m.who(record) for record in records),
            *(m.who(record, posts=(m.post(**TRUST),)) for record in records[::4]),
            m.who(evolve(records[0], provider="")),
        ),
    )


def refused_provider(m: Maker) -> Case:
    """Not from this one, but from all others."""
    refused = {"acceptance": Acceptance.REFUSED}
    return _recognised(
        m, refused, {"agencies": ("council",), "from_agencies": ("county",)}, {"sectors": ("nhs",)}
    )


def by_sector(m: Maker) -> Case:
    """Not from a sector, except where the agency itself is named."""
    refused = {"acceptance": Acceptance.REFUSED, "from_sectors": ("nhs", "local-authority")}
    return _recognised(m, refused, {"from_agencies": ("trust",)})


def not_older(m: Maker) -> Case:
    """Accepted for a shorter time."""
    return _recognised(m, {"not_older_than": Interval(6, "months")})


def capped(m: Maker) -> Case:
    """Accepted at a lower level."""
    return _recognised(m, {"level": 1, "from_agencies": ("trust",)}, level=2)


def aligned(m: Maker) -> Case:
    """Accepted only where it is aligned to a framework."""
    return _recognised(m, {"aligned": "g"})


RECOGNISED: Mapping[str, Callable[[Maker], Case]] = {
    make.__name__.replace("_", "-"): make
    for make in (
        refused_provider,
        by_sector,
        not_older,
        capped,
        aligned,
    )
}
