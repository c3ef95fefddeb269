"""``--known-at``: said wherever it was asked, refused where there is nothing to be known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import DAY, run_skills
from tests.rules.places import Home, home_of

ASKS = (
    ("gaps",),
    ("gaps", "--by", "person"),
    ("matrix",),
    ("coverage",),
    ("what-if", "without"),
    ("explain", "OLD"),
    ("passport", "OLD", "--to", "uhnm"),
)
NAMES = [" ".join(ask) for ask in ASKS]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """One person recorded in July, and one in August; places in January 2020."""
    home = home_of(tmp_path_factory.mktemp("known") / "home", ["shipped"])
    (home.folder / "without" / "courses").mkdir(parents=True)
    text = '[[course]]\nid = "D06"\noverrides = true\nend = 2026-08-31\n'
    (home.folder / "without" / "courses" / "d06.toml").write_text(text, "utf-8")
    for day, who in (("2026-07-01", "OLD"), ("2026-08-01", "NEW")):
        home.bring_on(day, "people", "id,name", f"{who},{who}")
        post = f"{who},mpft,ward-nurse,2020-01-01"
        home.bring_on(day, "assignments", "person,agency,role,start", post)
    return home


@pytest.mark.parametrize("ask", ASKS, ids=NAMES)
def test_it_is_said_in_words_and_in_json(ask: tuple[str, ...], home: Home) -> None:
    """With the catalogue's digest, so that the answer can be given again."""
    text = " ".join(home.skills(*ask, "--known-at", "2026-07-05").split())
    assert "As at 30 September 2026, as known on 2026-07-05 at 23:59 UTC," in text
    facts = json.loads(home.skills(*ask, "--known-at", "2026-07-05", "--format", "json"))
    assert facts["known_at"] == "2026-07-05T23:59:59.999999+00:00"
    digest = facts.get("catalogue") or facts["catalogue_before"]
    assert digest[:12] in text


@pytest.mark.parametrize("ask", ASKS, ids=NAMES)
def test_what_was_not_asked_is_not_said(ask: tuple[str, ...], home: Home) -> None:
    assert "as known on" not in home.skills(*ask)
    assert json.loads(home.skills(*ask, "--format", "json"))["known_at"] is None


@pytest.mark.parametrize("ask", ASKS, ids=NAMES)
def test_a_moment_before_the_first_record_is_refused(ask: tuple[str, ...], home: Home) -> None:
    """An answer from nothing would look like one."""
    done = run_skills(*ask, "--as-at", DAY, "--known-at", "2019-12-31", cwd=home.folder)
    assert done.returncode == 2
    assert done.stderr == (
        "Error: Nothing had been recorded by 2019-12-31 23:59 UTC: the first record is of"
        " 2020-01-01 12:00 UTC. Ask for a later moment.\n"
    )


@pytest.mark.parametrize("ask", [("explain", "NEW"), ("passport", "NEW", "--to", "uhnm")], ids=str)
def test_somebody_recorded_later_is_not_nobody(ask: tuple[str, ...], home: Home) -> None:
    done = run_skills(*ask, "--as-at", DAY, "--known-at", "2026-07-05", cwd=home.folder)
    assert (done.returncode, done.stderr) == (
        2,
        "Error: Nothing was recorded of NEW by 2026-07-05 23:59 UTC. Ask for a later moment.\n",
    )


def test_an_empty_store_may_be_asked_about_any_moment(tmp_path: Path) -> None:
    assert run_skills("init", cwd=tmp_path).returncode == 0
    done = run_skills("gaps", "--known-at", "2019-12-31", cwd=tmp_path)
    assert (done.returncode, "skills import assignments FILE" in done.stdout) == (0, True)


def test_nobody_in_post_is_told_by_the_day(home: Home) -> None:
    """Not as if there were no assignments."""
    said = home.skills("gaps", as_at="2019-06-30")
    assert "Nobody was in post on 2019-06-30: the first post starts on 2020-01-01." in said
    assert "import" not in said
