"""The rules of status, each on its edge; table and proof must agree on every one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.evaluate.world import answers, policy

from skillsmatrix.dates import Convention
from skillsmatrix.evaluate.evaluation import Settings
from skillsmatrix.model.completion import Completion, Outcome
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.status import Status

DAY = date(2026, 9, 30)
LONG_AGO = date(2015, 1, 1)


def rule(text: str = "", *, name: str = "A.staff", competency: str = "A", every: str = "") -> str:
    renewal = f'kind = "rolling"\nevery = "{every}"' if every else 'kind = "once"'
    return f"""
[[requirement]]
id = "{name}"
competency = "{competency}"
standing = "mandatory"
roles = ["staff"]
origin = "default"
{text}
[[requirement.renewal]]
{renewal}
origin = "default"
"""


def first_within(value: str) -> str:
    return f'[[requirement.within]]\nvalue = "{value}"\norigin = "default"\n'


def post(start: date = LONG_AGO, **more: object) -> Assignment:
    told = {"person": "P", "agency": "council", "role": "nurse", **more}
    return Assignment(start=start, **told)  # type: ignore[arg-type]


def done(completed: date | None, item: str = "A", **more: object) -> Completion:
    return Completion(person="P", item=item, completed=completed, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("completed", "status"),
    [
        pytest.param(date(2025, 10, 1), Status.EXPIRING, id="valid through the last valid day"),
        pytest.param(date(2025, 9, 30), Status.EXPIRED, id="expired the day after"),
        pytest.param(date(2025, 12, 30), Status.EXPIRING, id="ends on the 90th day from now"),
        pytest.param(date(2025, 12, 31), Status.MET, id="ends on the 91st day from now"),
        pytest.param(DAY, Status.MET, id="completed today"),
        pytest.param(DAY + timedelta(days=1), Status.MISSING, id="completed tomorrow"),
    ],
)
def test_rolling_months_end_on_the_last_valid_day(
    tmp_path: Path, completed: date, status: Status
) -> None:
    """A year from 1 October ends on 30 September, and that day still counts."""
    graph = policy(tmp_path, rule(every="12 months"))
    assert answers(graph, [post()], [done(completed)], DAY) == {("P", "council", "A"): status}


@pytest.mark.parametrize(
    ("convention", "last"),
    [
        (Convention.LAST_VALID_DAY, date(2025, 2, 27)),
        (Convention.DAY_BEFORE, date(2025, 2, 28)),
        (Convention.ANNIVERSARY, date(2025, 2, 28)),
        (Convention.DAYS, date(2025, 2, 27)),
    ],
)
def test_each_convention_ends_29_february_where_it_says(
    tmp_path: Path, convention: Convention, last: date
) -> None:
    """Table and proof take their last day from the workspace's convention."""
    graph = policy(tmp_path, rule(every="1 year"))
    settings = Settings(convention, 0)
    held = [done(date(2024, 2, 29))]
    key = ("P", "council", "A")
    assert answers(graph, [post()], held, last, settings)[key] is Status.EXPIRING
    after = last + timedelta(days=1)
    assert answers(graph, [post()], held, after, settings)[key] is Status.EXPIRED


@pytest.mark.parametrize(
    ("start", "held", "status"),
    [
        pytest.param(date(2026, 4, 1), [], Status.NOT_YET_DUE, id="the last day of six months"),
        pytest.param(date(2026, 3, 31), [], Status.MISSING, id="the day after six months"),
        pytest.param(
            date(2026, 4, 1),
            [date(2020, 1, 1)],
            Status.NOT_YET_DUE,
            id="an old record makes nobody due earlier",
        ),
        pytest.param(
            date(2026, 3, 31), [date(2020, 1, 1)], Status.EXPIRED, id="due and held long ago"
        ),
        pytest.param(date(2026, 4, 1), [date(2026, 5, 1)], Status.MET, id="held early"),
        pytest.param(date(2026, 10, 1), [], None, id="not started yet: not bound"),
    ],
)
def test_the_first_deadline_counts_from_the_start(
    tmp_path: Path, start: date, held: list[date], status: Status | None
) -> None:
    """Stoke: level 1 within six months of appointment; until then not yet due."""
    graph = policy(tmp_path, rule(first_within("6 months"), every="36 months"))
    found = answers(graph, [post(start)], [done(day) for day in held], DAY)
    assert found == ({} if status is None else {("P", "council", "A"): status})


def test_a_rule_that_took_force_later_gives_time_from_then(tmp_path: Path) -> None:
    """Somebody long in post has as long as a starter had on the day the rule began."""
    text = rule("start = 2026-06-01\n" + first_within("6 months"), every="24 months")
    graph = policy(tmp_path, text)
    assert answers(graph, [post()], [], date(2026, 5, 31)) == {}
    assert answers(graph, [post()], [], DAY)["P", "council", "A"] is Status.NOT_YET_DUE
    assert answers(graph, [post()], [], date(2026, 12, 1))["P", "council", "A"] is Status.MISSING


def test_once_is_for_good_and_once_by_a_deadline_is_missed(tmp_path: Path) -> None:
    """SENCO: the qualification within 36 months of taking up the post, then for ever."""
    graph = policy(tmp_path, rule(first_within("36 months")))
    start = date(2023, 10, 1)
    key = ("P", "council", "A")
    assert answers(graph, [post(start)], [], DAY)[key] is Status.NOT_YET_DUE
    assert answers(graph, [post(start)], [], date(2026, 10, 1))[key] is Status.MISSING
    assert answers(graph, [post(start)], [done(date(1999, 1, 1))], DAY)[key] is Status.MET


def test_ended_assignments_leave(tmp_path: Path) -> None:
    """The last day counts, the day after does not."""
    graph = policy(tmp_path, rule())
    leaver = post(end=DAY)
    assert answers(graph, [leaver], [], DAY) == {("P", "council", "A"): Status.MISSING}
    assert answers(graph, [leaver], [], DAY + timedelta(days=1)) == {}


@pytest.mark.parametrize("outcome", [Outcome.FAILED, Outcome.IN_PROGRESS, Outcome.NOT_STARTED])
def test_other_outcomes_earn_nothing(tmp_path: Path, outcome: Outcome) -> None:
    """Only a complete record counts."""
    graph = policy(tmp_path, rule())
    held = [done(DAY, outcome=outcome)]
    assert answers(graph, [post()], held, DAY) == {("P", "council", "A"): Status.MISSING}


@pytest.mark.parametrize(
    ("policy_word", "expires", "status"),
    [
        pytest.param("wins", date(2027, 9, 30), Status.MET, id="a longer certificate stands"),
        pytest.param("wins", date(2026, 1, 1), Status.EXPIRED, id="a shorter certificate stands"),
        pytest.param("earlier", date(2027, 9, 30), Status.EXPIRED, id="our interval comes first"),
        pytest.param("earlier", date(2026, 1, 1), Status.EXPIRED, id="the certificate comes first"),
    ],
)
def test_a_sources_own_expiry_is_kept(
    tmp_path: Path, policy_word: str, expires: date, status: Status
) -> None:
    """Fire safety: 24 months by the national name, 12 at one trust (NHS ESR; a trust's own list)."""
    text = rule(every="12 months").replace(
        'every = "12 months"', f'every = "12 months"\nsource_expiry = "{policy_word}"'
    )
    graph = policy(tmp_path, text)
    held = [done(date(2025, 6, 1), expires=expires)]
    assert answers(graph, [post()], held, DAY) == {("P", "council", "A"): status}


LADDER = """
[[ladder]]
id = "l"
title = "L"
rungs = ["A", "B", "C"]
origin = "default"
"""


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ("A", Status.BELOW_LEVEL),
        ("B", Status.MET),
        ("C", Status.MET),
        ("D", Status.MISSING),
    ],
)
def test_a_higher_rung_includes_the_lower_and_not_the_reverse(
    tmp_path: Path, held: str, status: Status
) -> None:
    """Intercollegiate document: update only the highest level (gpcpd.heiw.wales)."""
    graph = policy(tmp_path, LADDER + rule(name="B.staff", competency="B", every="36 months"))
    found = answers(graph, [post()], [done(date(2026, 1, 1), held)], DAY)
    assert found == {("P", "council", "B"): status}


def test_a_lapsed_lower_rung_is_missing(tmp_path: Path) -> None:
    """Below level means a lower level that is itself in date."""
    graph = policy(tmp_path, LADDER + rule(name="B.staff", competency="B", every="12 months"))
    found = answers(graph, [post()], [done(date(2020, 1, 1), "A")], DAY)
    assert found == {("P", "council", "B"): Status.MISSING}


LEVELS = """
[[competency]]
id = "A"
title = "A"
framework = "f"
levels = ["some", "more", "most"]
[[course]]
id = "K"
title = "Course"
awards = [{ competency = "A", level = 2 }]
origin = "default"
"""


@pytest.mark.parametrize(
    ("needed", "item", "level", "status"),
    [
        (2, "A", 2, Status.MET),
        (2, "A", 1, Status.BELOW_LEVEL),
        (2, "A", 3, Status.MET),
        (2, "A", None, Status.BELOW_LEVEL),
        (1, "A", None, Status.MET),
        (2, "K", None, Status.MET),
        (3, "K", None, Status.BELOW_LEVEL),
        (3, "K", 3, Status.MET),
    ],
)
def test_levels_of_one_competency(
    tmp_path: Path, needed: int, item: str, level: int | None, status: Status
) -> None:
    """A record's own level comes before the course's; none stated is the lowest."""
    graph = policy(tmp_path, LEVELS + rule(f"level = {needed}"))
    found = answers(graph, [post()], [done(DAY, item, level=level)], DAY)
    assert found == {("P", "council", "A"): status}


def equivalence(text: str, item: str = "B", competency: str = "A") -> str:
    return f"""
[[equivalence]]
id = "{item}-{competency}-{abs(hash(text)) % 1000}"
item = "{item}"
competency = ["{competency}"]
origin = "default"
{text}
"""


@pytest.mark.parametrize(
    ("text", "agency", "completed", "status"),
    [
        pytest.param("", "council", date(2026, 1, 1), Status.MET, id="it counts"),
        pytest.param("end = 2026-09-29", "council", DAY, Status.MISSING, id="no longer in force"),
        pytest.param("start = 2026-09-30", "council", DAY, Status.MET, id="in force from today"),
        pytest.param(
            'valid_for = "6 months"', "council", date(2026, 3, 31), Status.EXPIRED, id="too old"
        ),
        pytest.param(
            "completed_until = 2025-12-31",
            "council",
            date(2026, 1, 1),
            Status.MISSING,
            id="completed too late",
        ),
        pytest.param(
            "completed_from = 2026-01-01",
            "council",
            date(2026, 1, 1),
            Status.MET,
            id="completed on the first day",
        ),
        pytest.param(
            'sectors = ["nhs"]', "council", DAY, Status.MISSING, id="only at another sector"
        ),
        pytest.param('sectors = ["nhs"]', "trust", DAY, Status.MET, id="at that sector"),
    ],
)
def test_equivalence_is_dated_and_scoped(
    tmp_path: Path, text: str, agency: str, completed: date, status: Status
) -> None:
    """One-way, time-limited, limited to who receives."""
    graph = policy(tmp_path, equivalence(text) + rule(every="12 months"))
    found = answers(graph, [post(agency=agency)], [done(completed, "B")], DAY)
    assert found == {("P", agency, "A"): status}


def test_equivalence_does_not_run_backwards(tmp_path: Path) -> None:
    """NASENCO covers the NPQ; the NPQ does not cover NASENCO."""
    graph = policy(tmp_path, equivalence("") + rule(name="B.staff", competency="B"))
    assert answers(graph, [post()], [done(DAY, "A")], DAY) == {
        ("P", "council", "B"): Status.MISSING
    }


def test_a_refusal_by_name_beats_every_way_round(tmp_path: Path) -> None:
    """Plymouth: the refresher does not meet Annex C, whatever else it counts for."""
    course = """
[[course]]
id = "K"
title = "Refresher"
awards = [{ competency = "B" }, { competency = "A" }]
origin = "default"
"""
    refused = equivalence('effect = "refused"\nsectors = ["nhs"]', "K")
    graph = policy(tmp_path, course + equivalence("") + refused + rule())
    held = [done(DAY, "K")]
    assert answers(graph, [post(agency="trust")], held, DAY)["P", "trust", "A"] is Status.MISSING
    assert answers(graph, [post()], held, DAY)["P", "council", "A"] is Status.MET


def test_the_strictest_of_several_rules_stands(tmp_path: Path) -> None:
    """Within one agency a cell is met only if every rule that binds it is."""
    text = rule(name="A.24", every="24 months") + rule(name="A.12", every="12 months")
    graph = policy(tmp_path, text)
    found = answers(graph, [post()], [done(date(2025, 1, 1))], DAY)
    assert found == {("P", "council", "A"): Status.EXPIRED}


def test_the_strictest_of_several_roles_in_one_agency_stands(tmp_path: Path) -> None:
    """Two posts in one agency make one cell; in two agencies each has its own."""
    text = rule(name="A.all", every="24 months") + rule(name="A.lead", every="12 months").replace(
        'roles = ["staff"]', 'roles = ["lead"]'
    )
    graph = policy(tmp_path, text)
    held = [done(date(2025, 1, 1))]
    inside = [post(), post(role="lead")]
    assert answers(graph, inside, held, DAY) == {("P", "council", "A"): Status.EXPIRED}
    across = [post(), post(role="lead", agency="trust")]
    assert answers(graph, across, held, DAY) == {
        ("P", "council", "A"): Status.MET,
        ("P", "trust", "A"): Status.EXPIRED,
    }


def test_an_area_decides_by_setting_before_agency(tmp_path: Path) -> None:
    """Stoke within six months, Staffordshire within three: side by side."""
    text = rule('areas = ["stoke"]\n' + first_within("6 months"), name="A.stoke") + rule(
        'areas = ["staffs"]\n' + first_within("3 months"), name="A.staffs"
    )
    graph = policy(tmp_path, text)
    start = date(2026, 5, 1)
    assert answers(graph, [post(start)], [], DAY)["P", "council", "A"] is Status.NOT_YET_DUE
    county = [post(start, agency="county")]
    assert answers(graph, county, [], DAY)["P", "county", "A"] is Status.MISSING
    over = [post(start, setting="edge")]
    assert answers(graph, over, [], DAY)["P", "council", "A"] is Status.MISSING


def test_what_no_renewal_speaks_of_is_not_evaluated(tmp_path: Path) -> None:
    """Such a rule is never met, whatever is held, and outweighs a met one of the same cell."""
    ended = rule(name="A.ended").replace('kind = "once"', 'kind = "once"\nend = 2026-01-31')
    graph = policy(tmp_path, ended + rule(name="A.plain"))
    found = answers(graph, [post()], [done(DAY)], DAY)
    assert found == {("P", "council", "A"): Status.NOT_EVALUATED}


def test_coverage_binds_nobody(tmp_path: Path) -> None:
    """It is asked of settings; their people have no gap for it."""
    graph = policy(tmp_path, rule("coverage = 1"))
    assert answers(graph, [post()], [], DAY) == {}


@pytest.mark.parametrize(
    ("renewal", "expires", "status"),
    [
        pytest.param("24 months", date(2026, 7, 1), Status.EXPIRED, id="lapsed with the higher"),
        pytest.param("6 months", date(2027, 7, 1), Status.MET, id="held with the higher"),
        pytest.param("", date(2026, 7, 1), Status.MET, id="for good, whatever the higher says"),
    ],
)
def test_a_higher_rungs_own_expiry_holds_for_the_lower(
    tmp_path: Path, renewal: str, expires: date, status: Status
) -> None:
    """Only the highest is updated, so the lower ones live and lapse with it."""
    graph = policy(tmp_path, LADDER + rule(every=renewal))
    held = [done(date(2025, 8, 1), "B", expires=expires)]
    assert answers(graph, [post()], held, DAY) == {("P", "council", "A"): status}


def test_an_equivalent_says_nothing_of_how_long(tmp_path: Path) -> None:
    """The record's own expiry is about what it names; the requirement's interval decides."""
    graph = policy(tmp_path, equivalence("") + rule(every="24 months"))
    held = [done(date(2025, 8, 1), "B", expires=date(2026, 7, 1))]
    assert answers(graph, [post()], held, DAY) == {("P", "council", "A"): Status.MET}


def test_the_last_day_there_is_means_no_expiry_given(tmp_path: Path) -> None:
    """Some systems write 9999-12-31 for none."""
    graph = policy(tmp_path, rule(every="12 months"))
    held = [done(date(2025, 1, 1), expires=date(9999, 12, 31))]
    assert answers(graph, [post()], held, DAY) == {("P", "council", "A"): Status.EXPIRED}


def test_a_refused_competency_is_refused_by_way_of_its_course_too(tmp_path: Path) -> None:
    """What awards only the refused thing is refused with it."""
    course = """
[[course]]
id = "K"
title = "Gives B"
awards = [{ competency = "B" }]
origin = "default"
"""
    refused = equivalence('effect = "refused"\nsectors = ["nhs"]')
    graph = policy(tmp_path, course + equivalence("") + refused + rule())
    held = [done(DAY, "K")]
    assert answers(graph, [post(agency="trust")], held, DAY)["P", "trust", "A"] is Status.MISSING
    assert answers(graph, [post()], held, DAY)["P", "council", "A"] is Status.MET
