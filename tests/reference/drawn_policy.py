"""Random small policies that would pass the checks of a catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve, frozen
from tests.reference.dice import LONG, SHORT, Dice, moved, starts
from tests.reference.drawn_rules import RULES, draw_rule

from skillsmatrix.dates import Convention
from skillsmatrix.model.absence import AbsenceKind
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.competency import Competency, Framework, Ladder
from skillsmatrix.model.course import Award, AwardKind, Course, Effect, Equivalence
from skillsmatrix.model.dated import Origin
from skillsmatrix.model.recognition import Acceptance, Extension, Recognition
from skillsmatrix.model.renewal import Hours, RenewedBy, Rolling, TwoClocks
from skillsmatrix.model.requirement import Clock, Requirement
from skillsmatrix.model.role import Role, Term

D = Origin.DEFAULT
SECTORS, AREAS, TYPES = ("la", "nhs"), ("stoke", "staffs"), ("nursery", "ward")
AGENCIES = ("council", "trust", "county")
EMPLOYMENTS, TAGS, NEEDS = ("bank", "permanent"), ("ratio", "lone"), ("epilepsy", "asthma")
ROLES = {"staff": (), "nurse": ("staff",), "lead": ("staff",), "head": ("lead",)}


@frozen
class Drawing:
    """What is drawn so far, in an order in which later things may count for earlier ones."""

    dice: Dice
    day: date
    competencies: dict[str, Competency]
    courses: dict[str, Course]

    @property
    def items(self) -> list[str]:
        """Everything that a record can name."""
        return [*self.competencies, *self.courses]


def draw_policy(dice: Dice, day: date, *, covered: bool = False) -> Catalogue:
    """Return a policy for a day; it may name the agencies, sectors and words above."""
    competencies = _competencies(dice)
    drawing = Drawing(dice, day, competencies, _courses(dice, competencies))
    links = _links(drawing)
    rules = [
        draw_rule(dice, day, name, drawing, covered=covered)
        for name in RULES[: dice.choice([1, 2, 2, 3])]
    ]
    drawing = evolve(drawing, courses=_of_use(drawing.courses, rules))
    return Catalogue(
        layers=("world",),
        frameworks={name: Framework(id=name, title=name, origin=D) for name in "fg"},
        ladders=_ladders(drawing),
        sectors=_terms(SECTORS),
        areas=_terms(AREAS),
        setting_types=_terms(TYPES),
        employments=_terms(EMPLOYMENTS),
        tags=_terms(TAGS),
        needs=_terms(NEEDS),
        roles={name: Role(id=name, title=name, kind_of=up) for name, up in ROLES.items()},
        absence_kinds=_absence_kinds(dice),
        competencies=drawing.competencies,
        requirements={rule.id: rule for rule in rules},
        courses=drawing.courses,
        equivalences={link.id: link for link in [*links, *_refusals(drawing, links)]},
        recognitions=_recognitions(drawing),
        extensions=_extensions(drawing),
    )


def _terms(names: tuple[str, ...]) -> dict[str, Term]:
    return {name: Term(id=name, title=name) for name in names}


def _competencies(dice: Dice) -> dict[str, Competency]:
    names = dice.sample(["A", "B", "C", "D"], 4)
    levels = {"D": ("some", "more", "most"), "B": ("low", "high") if dice.chance(0.5) else ()}
    found = [
        Competency(id=name, title=name, framework=dice.choice("fg"), levels=levels.get(name, ()))
        for name in names
    ]
    found.append(Competency(id="H", title="Heading", framework="f"))
    return {competency.id: competency for competency in found}


def _level(dice: Dice, competency: Competency) -> int | None:
    return dice.randint(1, len(competency.levels)) if competency.levels else None


def _courses(dice: Dice, competencies: dict[str, Competency]) -> dict[str, Course]:
    kinds = [*AwardKind, *AwardKind, AwardKind.FULL]
    found = {}
    for name in ("K1", "K2", "K3", "K4")[: dice.randint(2, 4)]:
        awards = tuple(
            Award(
                competency=given, level=_level(dice, competencies[given]), kind=dice.choice(kinds)
            )
            for given in dice.some("ABCD")
        )
        found[name] = Course(
            id=name,
            title=name,
            awards=awards,
            hours=dice.choice([None, 0.75, 2.0, 3.5]),
            participatory=dice.choice([None, True, True, False]),
            multi_agency=dice.choice([None, True, True, False]),
            aligned=dice.scope(0.4, "fg"),
            origin=D,
        )
    return found


def _of_use(courses: dict[str, Course], rules: list[Requirement]) -> dict[str, Course]:
    """Return the courses with full awards of what no rule ever renews."""
    asked = {name for rule in rules for name in rule.members}
    chained = Rolling | RenewedBy | TwoClocks | Hours
    renewed = {
        name
        for rule in rules
        if any(isinstance(renewal, chained) for renewal in rule.renewal)
        for name in rule.members
    }

    def useful(award: Award) -> Award:
        idle = award.kind is AwardKind.RENEWAL and award.competency in asked - renewed
        return evolve(award, kind=AwardKind.FULL) if idle else award

    return {
        name: evolve(course, awards=tuple(map(useful, course.awards)))
        for name, course in courses.items()
    }


def _ladders(drawing: Drawing) -> dict[str, Ladder]:
    if drawing.dice.chance(0.5):
        return {}
    plain = [name for name in drawing.competencies if name != "H"]
    rungs = drawing.dice.sample(plain, drawing.dice.randint(2, 3))
    rungs.sort(key=plain.index)
    return {"l": Ladder(id="l", title="l", rungs=tuple(rungs), origin=D)}


def _period(drawing: Drawing, share: float) -> dict[str, Any]:
    """Return a start or an end around the day, or neither."""
    dice = drawing.dice
    if not dice.chance(share):
        return {}
    edge = moved(drawing.day, dice.choice([0, 0, -1, 1]))
    return {dice.choice(["start", "end"]): edge}


def _links(drawing: Drawing) -> list[Equivalence]:
    dice, plain = drawing.dice, [name for name in drawing.competencies if name != "H"]
    found = []
    for number in range(dice.randint(0, 3)):
        target = dice.choice([*plain[:-1], *(n for n in plain[:-1] if n in "ABD")])
        items = [*plain[plain.index(target) + 1 :], *drawing.courses]
        window: dict[str, Any] = {}
        if dice.chance(0.35):
            key = dice.choice(["completed_from", "completed_until"])
            window[key] = dice.near(starts(drawing.day, [*SHORT, *LONG], Convention.LAST_VALID_DAY))
        found.append(
            Equivalence(
                id=f"E{number}",
                item=dice.choice(items),
                competency=(target,),
                level=_level(dice, drawing.competencies[target]),
                valid_for=dice.maybe(0.4, [*SHORT[:3], *LONG]),
                sectors=dice.scope(0.2, SECTORS),
                agencies=dice.scope(0.2, AGENCIES),
                origin=D,
                **window,
                **_period(drawing, 0.2),
            )
        )
    return found


def _refusals(drawing: Drawing, links: list[Equivalence]) -> list[Equivalence]:
    dice, found = drawing.dice, []
    for number in range(dice.choice([0, 0, 1, 2])):
        item = dice.choice([link.item for link in links] or drawing.items)
        item = dice.choice([item, dice.choice(drawing.items)])
        others = [name for name in drawing.competencies if name not in (item, "H")]
        refusal = Equivalence(
            id=f"N{number}",
            item=item,
            competency=dice.some(others),
            effect=Effect.REFUSED,
            sectors=dice.scope(0.4, SECTORS, 1),
            agencies=dice.scope(0.3, AGENCIES),
            origin=D,
            **_period(drawing, 0.2),
        )
        scope = refusal.sectors, refusal.agencies
        if all(link.item != item or scope != (link.sectors, link.agencies) for link in links):
            found.append(refusal)
    return found


def _recognitions(drawing: Drawing) -> dict[str, Recognition]:
    dice, found = drawing.dice, {}
    taken: set[tuple[int, date | None]] = set()
    for number in range(dice.choice([0, 1, 2, 3, 4])):
        period, layer = _period(drawing, 0.3), dice.choice([0, 0, 1])
        if (layer, period.get("start")) in taken:
            # Two that start on one day may not contradict each other.
            period["start"] = moved(drawing.day, -1000 - number)
        taken.add((layer, period.get("start")))
        competencies = dice.scope(0.3, "ABCD")
        found[f"G{number}"] = Recognition(
            id=f"G{number}",
            agencies=dice.scope(0.35, AGENCIES),
            sectors=dice.scope(0.3, SECTORS, 1),
            from_agencies=dice.scope(0.3, AGENCIES),
            from_sectors=dice.scope(0.3, SECTORS, 1),
            competencies=competencies,
            frameworks=dice.scope(0.3, "fg", 1),
            origin=D,
            layer=layer,
            **period,
            **_limits(drawing, competencies),
        )
    return found


def _limits(drawing: Drawing, competencies: tuple[str, ...]) -> dict[str, Any]:
    """Return how far training is accepted; a level only where all that is named has levels."""
    dice = drawing.dice
    if dice.chance(0.4):
        return {"acceptance": Acceptance.REFUSED}
    levelled = all(drawing.competencies[name].levels for name in competencies)
    return {
        "level": dice.maybe(0.6, [1, 1, 2]) if levelled else None,
        "not_older_than": dice.maybe(0.5, [*SHORT[:3], *LONG]),
        "aligned": dice.maybe(0.3, "fg"),
    }


def _extensions(drawing: Drawing) -> dict[str, Extension]:
    dice, found = drawing.dice, {}
    for number in range(dice.choice([0, 0, 1, 2])):
        start = moved(drawing.day, dice.choice([0, -1, -30, -90, 1, -365]))
        found[f"X{number}"] = Extension(
            id=f"X{number}",
            competencies=dice.some([*drawing.competencies], 4),
            start=start,
            end=max(start, moved(drawing.day, dice.choice([0, -1, 1, -20, 30, 91]))),
            agencies=dice.scope(0.3, AGENCIES),
            sectors=dice.scope(0.3, SECTORS, 1),
            origin=D,
        )
    return found


def _absence_kinds(dice: Dice) -> dict[str, AbsenceKind]:
    return {
        name: AbsenceKind(
            id=name,
            title=name,
            pauses=dice.choice(
                [(Clock.EMPLOYER,), tuple(Clock), tuple(Clock), (Clock.REGISTRATION,)]
            ),
            after=dice.maybe(0.5, SHORT[:3]),
            grace=dice.maybe(0.8, [*SHORT[:3], *LONG[:1]]),
            origin=D,
        )
        for name in ("leave", "sick")
    }
