"""Names in a question that nothing answers to."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.frames import Frames
from skillsmatrix.evaluate.only import Only
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.problems import near


def check_names(evaluation: Evaluation, only: Only, catalogue: Callable[[], Catalogue]) -> None:
    """Refuse names that are in neither the records nor the catalogue.

    Args:
        evaluation: the records.
        only: the names asked for.
        catalogue: gives the catalogue, which is asked for what no record names.

    Raises:
        UsageError: a name is not known, with the names nearest to it.
    """
    check_names_among(evaluation.frames, evaluation.tables.competencies, only, catalogue)


def check_names_among(
    frames: Frames, competencies: Iterable[str], only: Only, catalogue: Callable[[], Catalogue]
) -> None:
    """Refuse names that are in neither the records nor these competencies nor the catalogue.

    Raises:
        UsageError: a name is not known, with the names nearest to it.
    """
    recorded = _recorded(frames, competencies, only)
    unrecorded = {
        kind: [name for name in getattr(only, kind) if name not in known]
        for kind, known in recorded.items()
    }
    for kind, names in unrecorded.items():
        for name in names:
            defined = getattr(catalogue(), kind, ())
            known = {*recorded[kind], *defined}
            if name not in known:
                raise UsageError(
                    f"There is nothing called {name} among {kind}. {near(name, known)}"
                )


def _recorded(frames: Frames, competencies: Iterable[str], only: Only) -> dict[str, set[str]]:
    agencies, settings = frames.agencies.values(), frames.settings.values()
    people: list[str] = []
    if only.people:
        people = frames.people.select("person_ref").collect()["person_ref"].to_list()
    return {
        "agencies": {place.ref for place in agencies},
        "sectors": {place.sector for place in agencies if place.sector},
        "areas": {place.area for place in (*agencies, *settings) if place.area},
        "settings": {place.ref for place in settings},
        "teams": {team.ref for team in frames.teams.values()},
        "roles": set(frames.roles.values()),
        "competencies": set(competencies),
        "people": set(people),
    }
