"""Whose training an agency accepts: the one recognition that speaks of a record."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.recognition import Acceptance, Recognition


@frozen(eq=False)
class Recognitions:
    """The recognitions of one day."""

    ground: Ground
    _found: dict[tuple[str, str, str], Recognition | None] = field(factory=dict, init=False)

    def of(self, record: Completion, competency: str, agency: str) -> Recognition | None:
        """Return what decides how an agency takes a record; None where it is taken as it is."""
        provider = record.provider
        if provider in ("", agency):
            return None
        key = provider, competency, agency
        if key not in self._found:
            self._found[key] = self._winner(*key)
        return self._found[key]

    def refuses(self, found: Recognition, item: str) -> str:
        """Return why a recognition refuses an item, in words; empty where it does not."""
        said = f"recognition {found.id} [{found.place}]"
        if found.acceptance is Acceptance.REFUSED:
            return f"is not recognised here: refused by {said}"
        if found.aligned is not None and found.aligned not in self._frameworks(item):
            return (
                f"is not recognised here: {item} is not aligned to {found.aligned}, as {said} asks"
            )
        return ""

    def _frameworks(self, item: str) -> tuple[str, ...]:
        course = self.ground.catalogue.courses.get(item)
        if course is not None:
            return course.aligned
        competency = self.ground.catalogue.competencies.get(item)
        return (competency.framework,) if competency else ()

    def _winner(self, provider: str, competency: str, agency: str) -> Recognition | None:
        """Return the most particular of all that match."""
        ground = self.ground
        framework = ground.catalogue.competencies[competency].framework
        rivals: list[tuple[tuple[int, int, int, int, date, str], Recognition]] = []
        for rival in ground.catalogue.recognitions.values():
            if not rival.in_force(ground.day):
                continue
            receiver = _match(rival.agencies, agency, rival.sectors, ground.sector(agency))
            giver = _match(
                rival.from_agencies, provider, rival.from_sectors, ground.sector(provider)
            )
            about = _match(rival.competencies, competency, rival.frameworks, framework)
            if receiver is not None and giver is not None and about is not None:
                rank = receiver, giver, about, rival.layer, rival.start or date.min, rival.id
                rivals.append((rank, rival))
        return max(rivals, key=lambda rival: rival[0])[1] if rivals else None


def _match(names: tuple[str, ...], name: str, groups: tuple[str, ...], group: str) -> int | None:
    """Return 2 if named, 1 if its group is, 0 if all are meant, None if it is not meant."""
    if name in names:
        return 2
    if group in groups:
        return 1
    return None if names or groups else 0
