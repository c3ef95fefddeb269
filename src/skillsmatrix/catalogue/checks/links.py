"""Do equivalences agree with each other?"""

from __future__ import annotations

from datetime import date

from skillsmatrix.catalogue.checks.written import Written
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.course import Effect
from skillsmatrix.model.dated import Dated
from skillsmatrix.problems import Problem


def equivalences_agree(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report a pair that counts and is refused at the same time for the same agencies."""
    problems: list[Problem] = []
    links = list(catalogue.equivalences.values())
    refusals = [link for link in links if link.effect is Effect.REFUSED]
    for link in links:
        if link.item in link.competency:
            problems.append(
                Problem(
                    "counts-for-itself",
                    link.place,
                    f"equivalence {link.id} is from a competency to itself ({link.item})",
                    "Remove it: holding a competency always counts for it.",
                )
            )
    for link in links:
        if link.effect is not Effect.SATISFIES:
            continue
        for refusal in refusals:
            both = sorted(set(link.competency) & set(refusal.competency))
            same_scope = (link.sectors, link.agencies) == (refusal.sectors, refusal.agencies)
            if link.item == refusal.item and both and same_scope and _overlap(link, refusal):
                problems.append(
                    Problem(
                        "contradiction",
                        refusal.place,
                        f"{link.item} is refused for {both[0]} here and counts for it at"
                        f" {link.place} ({refusal.id}, {link.id})",
                        "End one of the two, or limit the refusal to a sector or an agency.",
                    )
                )
    return problems


def _overlap(one: Dated, other: Dated) -> bool:
    last_start = max(one.start or date.min, other.start or date.min)
    return last_start <= min(one.end or date.max, other.end or date.max)
