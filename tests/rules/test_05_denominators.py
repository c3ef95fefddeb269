"""Rule 5: denominators are policy, and are shown with what they leave out.

People, assignments, requirements and records are not one another; whoever renewed is not made to
lapse by the old record.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.rules.places import Home, home_of
from tests.rules.shipped import done, post, status

from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.model.status import Status
from skillsmatrix.workspace import open_workspace

POLICY = """
[[role]]
id = "helper"
title = "Helper, of whom nothing but this is asked"
[[competency]]
id = "FOOD"
title = "Food hygiene"
framework = "partnership"
[[competency]]
id = "KEYS"
title = "Keys and doors"
framework = "partnership"
[[requirement]]
id = "FOOD.helper"
competency = "FOOD"
standing = "mandatory"
roles = ["helper"]
origin = "default"
[[requirement.within]]
value = "3 months"
origin = "default"
[[requirement.renewal]]
kind = "rolling"
every = "12 months"
origin = "default"
[[requirement]]
id = "KEYS.helper"
competency = "KEYS"
standing = "mandatory"
roles = ["helper"]
origin = "default"
[[requirement.within]]
value = "3 months"
origin = "default"
[[requirement.renewal]]
kind = "once"
origin = "default"
"""
PEOPLE = ("RENEWED", "LAPSED", "NEW", "ON-LEAVE", "EXEMPT", "BANK", "LEFT", "FAMILY")


def staffed(home: Home) -> Home:
    """Fill a workspace with one person of each kind, of whom two competencies are asked."""
    (home.folder / "catalogue" / "competencies" / "helpers.toml").write_text(POLICY, "utf-8")
    home.bring_on("2026-07-01", "people", "id,name", *(f"{name},{name}" for name in PEOPLE))
    home.bring_on(
        *("2026-07-01", "assignments", "person,agency,role,start,end,employment"),
        "RENEWED,council,helper,2015-01-01,,permanent",
        "RENEWED,county,helper,2015-01-01,,permanent",
        "LAPSED,council,helper,2015-01-01,,",
        "NEW,council,helper,2026-09-01,,permanent",
        "ON-LEAVE,council,helper,2015-01-01,,permanent",
        "EXEMPT,council,helper,2015-01-01,,permanent",
        "BANK,council,helper,2015-01-01,,bank",
        "LEFT,council,helper,2015-01-01,2026-08-31,permanent",
    )
    home.bring_on(
        *("2026-07-01", "completions", "person,item,completed"),
        *("RENEWED,FOOD,2018-01-01", "RENEWED,FOOD,2020-01-01", "RENEWED,FOOD,2026-06-01"),
        *("RENEWED,KEYS,2015-01-01", "LAPSED,FOOD,2024-01-01", "LAPSED,KEYS,2015-01-01"),
        *("EXEMPT,KEYS,2015-01-01", "BANK,KEYS,2015-01-01", "LEFT,FOOD,2026-01-01"),
        "FAMILY,FOOD,2026-01-01",
    )
    home.bring_on(*("2026-07-01", "absences", "person,kind,start"), "ON-LEAVE,maternity,2026-01-01")
    home.bring_on(
        *("2026-07-01", "decisions", "person,kind,subject,reason,decided_by,start"),
        "EXEMPT,exemption,FOOD,Never near food,Head,2026-01-01",
    )
    return home


@pytest.fixture(scope="module")
def helpers(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A workspace that does not count bank staff."""
    folder = tmp_path_factory.mktemp("helpers") / "home"
    return staffed(home_of(folder, ["shipped", "catalogue"], 'not_counted = ["bank"]\n'))


@pytest.fixture(scope="module")
def gaps(helpers: Home) -> Gaps:
    """Its answer."""
    return open_workspace(helpers.folder).gaps(date(2026, 9, 30))


def test_reported_and_all_in_stand_side_by_side(gaps: Gaps) -> None:
    """Regulators differ on whom to count.

    Source: Leeds Community Healthcare's policy and requests for information count bank staff,
    others leave them out; businessdocbox.com, foi.ghc.nhs.uk.
    """
    total = gaps.total
    assert (total.met, total.required, total.percent) == (4, 5, 80.0)
    assert (total.all_in_met, total.total, total.all_in_percent) == (5, 12, 100 * 5 / 12)


def test_each_exclusion_has_its_count_and_they_add_up(gaps: Gaps) -> None:
    """What is left out is named (our default; no national list of exclusions was seen)."""
    total = gaps.total
    assert dict(total.left_out) == {
        Status.EXEMPT: 1,
        Status.PAUSED: 2,
        Status.NOT_YET_DUE: 2,
    }
    assert total.not_counted == 2
    assert total.total - total.required == sum(total.left_out.values()) + total.not_counted


def test_leavers_and_families_are_in_no_figure_and_are_told(gaps: Gaps) -> None:
    """Those who left, and people without a post, never are in a denominator (our default)."""
    assert (gaps.population.left, gaps.population.without_post) == (1, 1)
    people = {cell.person for cell in gaps}
    assert not people & {"LEFT", "FAMILY"}
    assert gaps.people_bound == 6


def test_bank_staff_are_counted_unless_a_workspace_says_not(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The same records, the other policy.

    Source: Leeds Community Healthcare, policy that covers bank staff, businessdocbox.com.
    """
    home = staffed(home_of(tmp_path_factory.mktemp("all") / "home", ["shipped", "catalogue"]))
    total = open_workspace(home.folder).gaps(date(2026, 9, 30)).total
    assert (total.met, total.required, total.not_counted) == (5, 7, 0)


def test_a_gap_of_staff_who_are_not_counted_is_still_a_gap(gaps: Gaps) -> None:
    """Whom a percentage leaves out, a list of names does not.

    Source: West London NHS Trust, answer on agency and bank staff, westlondon.nhs.uk.
    """
    assert ("BANK", "FOOD") in {(cell.person, cell.competency) for cell in gaps}


def test_people_requirements_and_records_give_three_figures(gaps: Gaps) -> None:
    """People who meet everything are always fewer (our definitions, shown side by side)."""
    assert [(unit.name, unit.met, unit.of) for unit in gaps.units] == [
        ("requirements", 4, 5),
        ("people", 2, 3),
        ("records", 4, 7),
    ]


def test_the_command_shows_the_three_units_and_every_exclusion(helpers: Home) -> None:
    """One page, with its exclusions above it (our definitions, shown side by side)."""
    page = json.loads(helpers.skills("gaps", "--by", "unit", "--format", "json"))
    assert [(row["unit"], row["met"], row["of"]) for row in page["rows"]] == [
        ("requirements", 4, 5),
        ("people", 2, 3),
        ("records", 4, 7),
    ]
    exclusions = ("not_yet_due", "exempt", "paused", "not_evaluated", "not_counted")
    assert [page[name] for name in exclusions] == [2, 1, 2, 0, 2]
    assert (page["people_who_left"], page["people_without_post"]) == (1, 1)
    text = " ".join(helpers.skills("gaps").split())
    for words in (
        "Met: 4 of 5 due, 80.0 % (all-in: 5 of 12, 41.7 %).",
        "2 not yet due; 1 exempt; 2 paused by absence; 2 of staff who are not counted (bank).",
        "In no figure at all: 1 person who left; 1 person without a post, such as families.",
    ):
        assert words in text


def test_every_unit_has_its_exclusions_and_is_whole_all_in(helpers: Home) -> None:
    """Reported beside all-in, in every format (our definitions, shown side by side)."""
    page = json.loads(helpers.skills("gaps", "--by", "unit", "--format", "json"))
    left_out = ("not_yet_due", "exempt", "paused", "not_evaluated", "nothing_due_yet")
    keys = (*left_out, "set_aside", "nothing_asked", "not_counted")
    assert {row["unit"]: [row[key] for key in keys] for row in page["rows"]} == {
        "requirements": [2, 1, 2, 0, None, None, None, 2],
        "people": [None, None, None, None, 1, 1, None, 1],
        "records": [None, None, None, None, None, None, 0, 1],
    }
    for row in page["rows"]:
        assert row["of"] + sum(row[key] or 0 for key in keys) == row["all_in"]
        assert row["all_in_percent"] == 100 * row["all_in_met"] / row["all_in"]
    people = ("percent", "nothing_due_yet", "set_aside", "not_counted", "all_in_met", "all_in")
    assert [page[f"people_{key}"] for key in people] == [100 * 2 / 3, 1, 1, 1, 2, 6]
    assert (
        "People who meet all that is due of them: 2 of 3, 66.7 % (all-in: of 6, 33.3 %). Not among"
        " them: 1 with nothing due yet; 1 with only what is exempt, paused or not evaluated; 1 of"
        " staff who are not counted."
    ) in " ".join(helpers.skills("gaps").split())


@pytest.mark.parametrize(
    ("ask", "day", "says"),
    [
        pytest.param(
            ["--by", "employment"],
            "2026-09-30",
            "Not counted in a percentage, by the settings: bank.",
            id="an employment that is not counted",
        ),
        pytest.param(
            ["--by", "agency"],
            "2026-09-30",
            "Who has posts in two rows counts in both, and once above: by agency adds up to more.",
            id="agencies add up to more",
        ),
        pytest.param(
            ["--by", "person"],
            "2026-09-30",
            "1 more than the figure: of staff who are not counted (bank).",
            id="a list with whom the figure leaves out",
        ),
        pytest.param(
            ["--by", "person"],
            "2028-09-30",
            "1 more than the figure: a person has a row at each agency, and counts once above.",
            id="a list with a row for each agency",
        ),
        pytest.param(
            ["--competency", "FOOD"],
            "2026-09-30",
            "In no figure at all, for any competency or standing: 1 person who left.",
            id="who left, whatever is asked about",
        ),
    ],
)
def test_what_does_not_add_up_says_why(ask: list[str], day: str, says: str, helpers: Home) -> None:
    """The right reason, and no other (our definitions)."""
    said = " ".join(helpers.skills("gaps", *ask, as_at=day).split())
    assert says in said
    assert "Nothing is due, or can be evaluated: bank" not in said


def test_two_posts_of_one_person_are_one_requirement(gaps: Gaps) -> None:
    """Posts at two agencies count once in the city, and in each agency.

    Source: our definitions, shown side by side.
    """
    by_agency = {row.key: row.figures for row in gaps.summary("agency")}
    assert by_agency["county"].required == 2
    assert by_agency["council"].required == 5
    assert gaps.total.required == 5


@pytest.mark.parametrize(
    "days",
    [
        pytest.param(["2018-01-01", "2026-06-01"], id="the old one first"),
        pytest.param(["2026-06-01", "2018-01-01"], id="the old one last in the file"),
        pytest.param(["2018-01-01", "2020-01-01", "2026-06-01"], id="several old ones"),
    ],
)
def test_a_superseded_expired_record_makes_nobody_lapse(days: list[str]) -> None:
    """The best record stands.

    Source: catalogue, CSTF-CR; University Hospitals Birmingham, Statutory and mandatory training,
    jobs.uhb.nhs.uk.
    """
    held = [done("CSTF-CR", day) for day in days]
    assert status("CSTF-CR", post("ward-nurse", "mpft"), held) is Status.MET


def test_a_superseded_record_with_an_expiry_of_its_own_makes_nobody_lapse() -> None:
    """Nor does one whose certificate was shorter.

    Source: catalogue, CSTF-CR; University Hospitals Birmingham, Statutory and mandatory training,
    jobs.uhb.nhs.uk.
    """
    held = [done("CSTF-CR", "2026-01-01"), done("CSTF-CR", "2026-02-01", "2026-03-01")]
    assert status("CSTF-CR", post("ward-nurse", "mpft"), held) is Status.MET
