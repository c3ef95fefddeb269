"""Which courses would help: those whose completion on the day itself would count."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from skillsmatrix.dates import in_force
from skillsmatrix.evaluate.finding import Chain, EventsCounted, HoursCounted, MemberProof
from skillsmatrix.evaluate.prove.chain import Terms, can_renew
from skillsmatrix.evaluate.prove.ground import Ground
from skillsmatrix.evaluate.prove.hours import minutes_of
from skillsmatrix.evaluate.prove.routes import Route, Use
from skillsmatrix.evaluate.prove.weigh import Asked, barred
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.course import Course
from skillsmatrix.model.renewal import Calendar, Events, Hours, Renewal, TwoClocks


def in_need(members: Iterable[MemberProof], until: date | None, day: date) -> list[MemberProof]:
    """Return the competencies of a rule that hold its last day back."""
    return [
        member
        for member in members
        if member.last is None or member.last < day or (until is not None and member.last <= until)
    ]


def curing(
    ground: Ground,
    routes: dict[str, tuple[Route, ...]],
    renewal: Renewal,
    asked: Asked,
    member: MemberProof,
) -> tuple[str, ...]:
    """Return the courses in force that would count for a competency, the most direct first."""
    found: list[tuple[int, str]] = []
    for item, ways in routes.items():
        course = ground.catalogue.courses.get(item)
        if course is None or not in_force(course.start, course.end, ground.day):
            continue
        open_ways = [
            way
            for way in ways
            if way.grant.level >= asked.level
            and not barred(way, ground.day, asked)
            and _helps(ground, course, way.use, renewal, member, asked)
        ]
        if open_ways:
            found.append((min(len(way.grant.via) for way in open_ways), item))
    return tuple(item for _, item in sorted(found))


def _helps(
    ground: Ground, course: Course, use: Use, renewal: Renewal, member: MemberProof, asked: Asked
) -> bool:
    finding = member.findings[0]
    match renewal, finding:
        case Hours(), HoursCounted():
            return _adds(course, finding)
        case ((Events() | Calendar()), EventsCounted()):
            return course.id in renewal.including or not _only_lacks_sort(renewal, finding)
        case TwoClocks(), Chain():
            if use is Use.UPDATE:
                update = member.findings[1].until
                fresh = finding.until is not None and finding.until >= ground.day
                return fresh and (update is None or update < (finding.until or date.min))
            return use is Use.FULL or can_renew(ground, finding, Terms.of(renewal, asked.put_off))
        case _, Chain():
            assert not isinstance(renewal, Hours | Events | Calendar)  # they have other findings
            return use is Use.FULL or can_renew(ground, finding, Terms.of(renewal, asked.put_off))
    return False


def _adds(course: Course, finding: HoursCounted) -> bool:
    """Say whether a course adds to what is short; to all, if nothing is short yet."""
    gives = minutes_of(Completion(person="", item=course.id), course)
    short = [
        (needed - now, given)
        for needed, now, given in (
            (finding.needed.total, finding.now.total, gives.total),
            (finding.needed.participatory, finding.now.participatory, gives.participatory),
            (finding.needed.multi_agency, finding.now.multi_agency, gives.multi_agency),
        )
    ]
    lacking = [given for missing, given in short if missing > 0] or [gives.total]
    return any(given > 0 for given in lacking)


def _only_lacks_sort(renewal: Events | Calendar, finding: EventsCounted) -> bool:
    if not finding.years:
        return False
    year = finding.years[-1]
    return year.counted >= finding.needed and year.included < finding.included
