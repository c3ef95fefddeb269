"""The pages of ``skills show`` for what agencies agreed: recognitions, extensions, absences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from skillsmatrix.graph import PolicyGraph
from skillsmatrix.report.scoped import (
    extension_words,
    period_words,
    recognition_words,
    recognitions_of,
)
from skillsmatrix.report.source import where_to_look


def show_recognition(graph: PolicyGraph, name: str, day: date) -> Iterator[str]:
    """Yield whose training who accepts or refuses, and which competencies that is about."""
    catalogue = graph.catalogue
    said = catalogue.recognitions[name]
    yield f"Recognition {name}: {recognition_words(said)}"
    mark = "in force" if said.in_force(day) else "not in force"
    yield f"  {period_words(said)}: {mark} on {day}"
    yield f"  source: {where_to_look(said, catalogue)}"
    about = [one for one in catalogue.competencies if said in recognitions_of(catalogue, one)]
    yield f"  about: {', '.join(about)}"


def show_extension(graph: PolicyGraph, name: str, day: date) -> Iterator[str]:
    """Yield the days that everybody was given, and for which competencies."""
    given = graph.catalogue.extensions[name]
    yield f"Extension {name}: {extension_words(given)}"
    yield f"  of: {', '.join(given.competencies)}"
    yield f"  source: {where_to_look(given, graph.catalogue)}"


def show_absence_kind(graph: PolicyGraph, name: str, day: date) -> Iterator[str]:
    """Yield which clocks an absence pauses, and what follows the return."""
    kind = graph.catalogue.absence_kinds[name]
    yield f"Absence {name}: {kind.title}"
    after = f" once it has lasted longer than {kind.after}" if kind.after else ""
    clocks = " and ".join(clock.value for clock in kind.pauses)
    yield f"  pauses: {clocks}{after}" if clocks else "  pauses nothing"
    if kind.grace:
        yield f"  what fell due meanwhile is due {kind.grace} after the return"
    yield f"  source: {where_to_look(kind, graph.catalogue)}"
