"""A city as CSV files in our own import template, written while it is made."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from functools import cache
from pathlib import Path

from besides import Need
from people import Person
from places import Places

_OUTCOMES = ("complete", "failed", "in progress", "not started")
_HEADERS = {
    "agencies": "id,name,sector,area",
    "settings": "id,name,agency,type,area",
    "teams": "id,name,agency,setting",
    "people": "id,name,email,born",
    "assignments": "person,agency,role,start,end,setting,team,manager,supervisor,hours,employment",
    "absences": "person,kind,start,end",
    "completions": "person,item,outcome,completed,expires,level,reference,hours,participatory_hours,multi_agency_hours,provider",
    "decisions": "person,kind,subject,reason,decided_by,start,end,agency,completed",
    "tags": "person,tag,start,end",
    "needs": "setting,need,start,end",
}


class CsvWriter:
    """Writes a folder of CSV files; to be closed when everybody is written."""

    def __init__(
        self, folder: Path, places: Places, items: Sequence[str], needs: Sequence[Need]
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._files = ExitStack()
        self._rows = {}
        for name, header in _HEADERS.items():
            file = (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
            self._rows[name] = csv.writer(self._files.enter_context(file), lineterminator="\n")
            self._rows[name].writerow(header.split(","))
        self._items = ("", *items)
        self._agencies = ["", *(agency.id for agency in places.agencies)]
        self._settings = ["", *(setting.id for setting in places.settings)]
        self._teams = ["", *(team.id for team in places.teams)]
        self._rows["agencies"].writerows((a.id, a.name, a.sector, a.area) for a in places.agencies)
        self._rows["settings"].writerows(
            (s.id, s.name, s.agency.id, s.type, s.area) for s in places.settings
        )
        self._rows["teams"].writerows(
            (t.id, t.name, t.setting.agency.id, t.setting.id) for t in places.teams
        )
        self._rows["needs"].writerows(
            (self._settings[n.setting], n.need, _day(n.start), _day(n.end)) for n in needs
        )

    def write(self, person: Person) -> None:
        """Write somebody with all records."""
        ref = person_ref(person.number)
        self._rows["people"].writerow((ref, person.name, person.email, _day(person.born)))
        self._rows["assignments"].writerows(
            (
                ref,
                self._agencies[a.agency],
                a.role,
                _day(a.start),
                _day(a.end),
                self._settings[a.setting],
                self._teams[a.team],
                person_ref(a.manager),
                person_ref(a.supervisor),
                f"{a.hours:g}" if a.hours else "",
                a.employment,
            )
            for a in person.assignments
        )
        self._rows["absences"].writerows(
            (ref, a.kind, _day(a.start), _day(a.end)) for a in person.absences
        )
        items = self._items
        self._rows["completions"].writerows(
            (
                ref,
                items[c.item],
                _OUTCOMES[c.outcome],
                _day(c.day),
                _day(c.expires),
                "",
                c.reference,
                _hours(c.minutes),
                _hours(c.participatory),
                _hours(c.multi_agency),
                self._agencies[c.provider],
            )
            for c in person.completions
        )
        self._rows["decisions"].writerows(
            (
                ref,
                d.kind,
                items[d.subject],
                d.reason,
                d.decided_by,
                _day(d.start),
                _day(d.end),
                self._agencies[d.agency],
                _day(d.completed),
            )
            for d in person.decisions
        )
        self._rows["tags"].writerows(
            (ref, tag.tag, _day(tag.start), _day(tag.end)) for tag in person.tags
        )

    def close(self) -> None:
        """Finish all files."""
        self._files.close()


def person_ref(number: int) -> str:
    """Return the id of a person by number, empty for 0.

    >>> person_ref(17)
    'P0000017'
    """
    return f"P{number:07}" if number else ""


@cache
def _hours(minutes: int) -> str:
    return f"{minutes / 60:g}" if minutes else ""


@cache
def _day(number: int) -> str:
    return date.fromordinal(number + date(1970, 1, 1).toordinal()).isoformat() if number else ""
