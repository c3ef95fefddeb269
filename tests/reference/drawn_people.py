"""Random records of one person, on the edges of a policy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from attrs import evolve, frozen
from tests.reference.dice import Dice, moved, starts
from tests.reference.drawn_policy import AGENCIES, EMPLOYMENTS, TAGS
from tests.reference.drawn_rules import lengths, year_days
from tests.reference.drawn_stories import Teller, sources, story
from tests.reference.world import Records

from skillsmatrix.dates import Convention
from skillsmatrix.model.agency import Setting, Team
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.completion import Completion, Outcome
from skillsmatrix.model.decision import Decision, DecisionKind
from skillsmatrix.model.person import Absence, Assignment, Tag


@frozen
class Ground:
    """What the records of a person are drawn on.

    Attributes:
        days: days on which something in the policy turns.
        items: what its rules are about, and what counts for that.
    """

    catalogue: Catalogue
    settings: Mapping[str, Setting]
    teams: Mapping[str, Team]
    day: date
    convention: Convention
    days: tuple[date, ...]
    items: tuple[str, ...]


def ground(
    catalogue: Catalogue,
    settings: Mapping[str, Setting],
    teams: Mapping[str, Team],
    day: date,
    convention: Convention,
) -> Ground:
    """Work out the days and items of a policy that matter."""
    rules = catalogue.requirements.values()
    found = [length for rule in rules for length in lengths(rule)]
    found += [link.valid_for for link in catalogue.equivalences.values() if link.valid_for]
    found += [r.not_older_than for r in catalogue.recognitions.values() if r.not_older_than]
    once = starts(day, found, convention)
    twice = [start for first in once for start in starts(moved(first, -1), found, convention)]
    years = [first for rule in rules for first in year_days(rule, day)]
    given = [edge for x in catalogue.extensions.values() for edge in (x.start, x.end)]
    chains = [start for edge in given for start in starts(edge, found, convention)]
    days = [*once, *once, *once, *twice, *years, *years, *chains, day]
    about = [name for rule in rules for name in rule.members]
    courses = [
        course.id
        for course in catalogue.courses.values()
        if any(award.competency in about for award in course.awards)
    ]
    items = [*about, *about, *courses, *courses, *courses, *catalogue.courses, *"ABCD"]
    items += [link.item for link in catalogue.equivalences.values()] * 2
    return Ground(catalogue, settings, teams, day, convention, tuple(days), tuple(items))


def draw_person(dice: Dice, ground: Ground, person: str) -> Records:
    """Return the records of one person, whose days all lie on or beside a few edges."""
    own = dice.sample(ground.days, min(5, len(ground.days)))
    held: tuple[Completion, ...] = ()
    if dice.chance(0.7):
        teller = Teller(dice, person, ground.day, ground.convention, sources(ground.catalogue))
        held = tuple(story(teller, dice.choice([*ground.catalogue.requirements.values()])))
        own += [record.completed or ground.day for record in held]
    posts: list[Assignment] = []
    for _ in range(dice.choice([1, 1, 2, 2, 3])):
        before = [post.agency for post in posts]
        posts.append(_assignment(dice, ground, person, own, before))
    if dice.chance(0.4):
        posts.append(_another_contract(dice, ground, dice.choice(posts)))
    more = dice.choice([0, 0, 1, 2, 3, 4])
    held = (*held, *(draw_completion(dice, ground, person, own) for _ in range(more)))[:6]
    return Records(
        assignments=tuple(posts),
        completions=held,
        absences=_absences(dice, ground, person, own),
        decisions=tuple(
            _decision(dice, ground, person, held) for _ in range(dice.choice([0, 0, 0, 1, 1, 2]))
        ),
        tags=tuple(_tag(dice, ground, person, own) for _ in range(dice.choice([0, 1, 2, 2]))),
    )


def _assignment(
    dice: Dice, ground: Ground, person: str, own: list[date], before: list[str]
) -> Assignment:
    agency = dice.choice([*AGENCIES, *before, *before])
    settings = [name for name, setting in ground.settings.items() if setting.agency == agency]
    teams = [name for name, team in ground.teams.items() if team.agency == agency]
    start = ground.day - timedelta(days=3000) if dice.chance(0.6) else dice.near(own)
    end = moved(ground.day, dice.choice([0, 1, -1, 40])) if dice.chance(0.2) else None
    return Assignment(
        person=person,
        agency=agency,
        role=dice.choice(["staff", "nurse", "lead", "head", "head", "head", "unheard-of"]),
        start=start,
        end=end if end is None or end >= start else start,
        setting=dice.choice(settings) if settings and dice.chance(0.85) else "",
        team=dice.choice(teams) if teams and dice.chance(0.6) else "",
        hours=dice.choice([None, 10.0, 22.5, 37.5, 22.25]),
        employment=dice.choice(["", *EMPLOYMENTS]),
    )


def _another_contract(dice: Dice, ground: Ground, post: Assignment) -> Assignment:
    """Return what went before a post, or may go on from it: the same in most respects."""
    last = moved(post.start, dice.choice([-1, -1, -1, 0, -2, 30]))
    start = moved(last, dice.choice([-1, -20, -400]))
    if post.end and dice.chance(0.5):
        start, last = moved(post.end, dice.choice([1, 1, 0, 2])), moved(ground.day, 50)
    other = evolve(post, start=start, end=max(start, last))
    if dice.chance(0.5):
        return other
    return evolve(other, **dice.choice([{"setting": ""}, {"role": "nurse"}, {"hours": 10.0}]))


def draw_completion(dice: Dice, ground: Ground, person: str, own: list[date]) -> Completion:
    """Return one record, on one of the days or beside it."""
    past = [day for day in own if day <= ground.day] or [ground.day]
    completed = dice.near(past)
    expires = None
    if dice.chance(0.2):
        edges = [ground.day, ground.day, moved(ground.day, 91), completed, moved(completed, 364)]
        expires = max(completed, dice.near(edges))
    outcomes = [Outcome.FAILED, *[Outcome.COMPLETE] * 14]
    return Completion(
        person=person,
        item=dice.choice(ground.items),
        completed=completed,
        outcome=dice.choice(outcomes),
        expires=expires,
        level=dice.maybe(0.4, [1, 2, 3]),
        hours=dice.maybe(0.6, [0.0, 0.5, 1.0, 1.5, 2.25, 3.0, 6.0]),
        participatory_hours=dice.maybe(0.4, [0.0, 1.0, 1.5, 3.0]),
        multi_agency_hours=dice.maybe(0.4, [0.0, 0.75, 2.0, 3.0]),
        provider=dice.choice(["", *AGENCIES, "elsewhere"]),
    )


def _absences(dice: Dice, ground: Ground, person: str, own: list[date]) -> tuple[Absence, ...]:
    if dice.chance(0.6):
        return ()
    found = []
    kinds = ground.catalogue.absence_kinds
    for _ in range(dice.choice([1, 1, 2])):
        kind = dice.choice([*kinds, *kinds, *kinds, "unheard-of"])
        after = [kinds[kind].after] if kind in kinds and kinds[kind].after else []
        grace = [kinds[kind].grace] if kind in kinds and kinds[kind].grace else []
        begins = starts(ground.day, [i for i in after if i], ground.convention)
        begins += [moved(ground.day, -200), moved(ground.day, -45), moved(ground.day, -1000), *own]
        ends = [
            moved(e, -1) for e in starts(ground.day, [i for i in grace if i], ground.convention)
        ]
        start = dice.near(begins)
        end = dice.near([*ends, *ends, *ends, ground.day, *own]) if dice.chance(0.75) else None
        if dice.chance(0.1):
            start, end = moved(ground.day, dice.choice([1, 30])), None
        end = max(start, end) if end else None
        found.append(Absence(person=person, kind=kind, start=start, end=end))
        if end and dice.chance(0.4):
            # Goes on by another name, at once, or all but.
            again = moved(end, dice.choice([1, 1, 0, 2]))
            last = max(again, dice.near([ground.day, *ends, *own])) if dice.chance(0.8) else None
            found.append(Absence(person=person, kind=dice.choice([*kinds]), start=again, end=last))
    return tuple(found)


def _decision(dice: Dice, ground: Ground, person: str, held: tuple[Completion, ...]) -> Decision:
    day, rule = ground.day, dice.choice(list(ground.catalogue.requirements.values()))
    kind = dice.choice(list(DecisionKind))
    start = moved(day, dice.choice([0, 0, -1, 1, -30, -100]))
    if kind is DecisionKind.EXTENSION:
        start = moved(day, dice.choice([-1, -30, -400, -1000]))
    end: date | None = max(start, moved(day, dice.choice([0, -1, 1, 30, 91, -20])))
    subjects = [rule.id, rule.competency]
    if kind is DecisionKind.TEMPORARY:
        subjects += [name for name in ground.items if name in ground.catalogue.competencies]
    told: dict[str, Any] = {"subject": dice.choice(subjects)}
    if kind is DecisionKind.REVOCATION and held:
        record = dice.choice(held)
        off = dice.choice([0, 0, 0, 0, 1])
        told = {"subject": record.item, "completed": moved(record.completed or day, off)}
    if kind in (DecisionKind.REVOCATION, DecisionKind.EXEMPTION):
        end = dice.choice([None, end])
    return Decision(
        person=person,
        kind=kind,
        reason="as drawn",
        decided_by="chance",
        start=start,
        end=end,
        agency=dice.choice(["", "", *AGENCIES]),
        **told,
    )


def _tag(dice: Dice, ground: Ground, person: str, own: list[date]) -> Tag:
    start = dice.near(own)
    end = max(start, moved(ground.day, dice.choice([0, -1, 1]))) if dice.chance(0.3) else None
    return Tag(person=person, tag=dice.choice(TAGS), start=start, end=end)


def draw_exemption(dice: Dice, ground: Ground, person: str) -> Decision:
    """Return an exemption in force from one of the rules."""
    rule = dice.choice(list(ground.catalogue.requirements.values()))
    return Decision(
        person=person,
        kind=DecisionKind.EXEMPTION,
        subject=dice.choice([rule.id, rule.competency]),
        reason="as drawn",
        decided_by="chance",
        start=ground.day,
        end=dice.choice([None, ground.day]),
        agency=dice.choice(["", *AGENCIES]),
    )
