"""Do recognitions agree with each other, and absence kinds with themselves?"""

from __future__ import annotations

from datetime import date
from itertools import combinations

from skillsmatrix.catalogue.checks.written import Written
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.recognition import Acceptance, Recognition
from skillsmatrix.problems import Problem

_LIMITS = ("level", "not_older_than", "aligned")


def recognitions_agree(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report refusals with limits, and two that speak of the same training differently."""
    said = list(catalogue.recognitions.values())
    problems = [
        Problem(
            "refused-with-limits",
            one.places.get(key, one.place),
            f"recognition {one.id} refuses, and says how far it accepts ({key})",
            'Remove the limit, or say acceptance = "accepted".',
        )
        for one in said
        if one.acceptance is Acceptance.REFUSED
        for key in _LIMITS
        if getattr(one, key) is not None
    ]
    problems += [
        Problem(
            "two-values",
            two.place,
            f"recognition {two.id} says otherwise of the same training, from the same day"
            f" ({two.start or 'always'}); the other is {one.id} at {one.place}",
            "Name the agency or the competency in one of them, give it its own start, or remove it.",
        )
        for one, two in combinations(said, 2)
        if _compete(one, two) and _says(one) != _says(two)
    ]
    return problems


def _compete(one: Recognition, two: Recognition) -> bool:
    """Say whether some record would find both equally near, and no later one stands between."""
    if (one.layer, one.start or date.min) != (two.layer, two.start or date.min):
        return False
    return all(
        _named(mine) & _named(theirs) for mine, theirs in zip(_sides(one), _sides(two), strict=True)
    )


def _sides(said: Recognition) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return who receives, who gave, and what: the near names of each, then the wide ones."""
    return (
        (said.agencies, said.sectors),
        (said.from_agencies, said.from_sectors),
        (said.competencies, said.frameworks),
    )


def _named(side: tuple[tuple[str, ...], tuple[str, ...]]) -> set[tuple[str, str]]:
    near, wide = side
    named = {("near", name) for name in near} | {("wide", name) for name in wide}
    return named or {("all", "")}


def _says(said: Recognition) -> tuple[object, ...]:
    return (said.acceptance, *(getattr(said, key) for key in _LIMITS))


def absence_kinds_make_sense(catalogue: Catalogue, _: Written) -> list[Problem]:
    """Report kinds of absence that pause nothing, but only after a while or with a grace."""
    return [
        Problem(
            "bad-value",
            kind.places.get(key, kind.place),
            f"absence_kind {kind.id}: {key} wants a clock that it pauses ({value})",
            "Add pauses, or remove it.",
        )
        for kind in catalogue.absence_kinds.values()
        for key, value in (("after", kind.after), ("grace", kind.grace))
        if value is not None and not kind.pauses
    ]
