"""Names in a question that nothing answers to."""

from __future__ import annotations

from skillsmatrix.errors import UsageError
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.only import Only
from skillsmatrix.problems import near


def check_names(evaluation: Evaluation, only: Only) -> None:
    """Refuse names that are in neither the records nor the rules of the day.

    Raises:
        UsageError: a name is not known, with the names nearest to it.
    """
    frames = evaluation.frames
    if only.people:
        refs = frames.people.select("person_ref").collect()["person_ref"].to_list()
    known = {
        "agencies": [place.ref for place in frames.agencies.values()],
        "sectors": [place.sector for place in frames.agencies.values()],
        "areas": evaluation.areas,
        "settings": [place.ref for place in frames.settings.values()],
        "teams": frames.teams.values(),
        "roles": [*frames.roles.values(), *evaluation.policy.role_titles],
        "competencies": evaluation.tables.competencies,
        "people": refs if only.people else (),
    }
    for kind, names in known.items():
        listed = [str(name) for name in names if name]
        for name in getattr(only, kind):
            if name not in listed:
                raise UsageError(
                    f"There is nothing called {name} among {kind}. {near(name, listed)}"
                )
