"""Every kind of problem of an import: a folder with the input that provokes it, and what it says."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from skillsmatrix.errors import InputRefused
from skillsmatrix.records.door import Existing, import_file
from skillsmatrix.records.known import Known
from skillsmatrix.records.profiles.profile_file import find_profile
from skillsmatrix.records.store import Store, create_store, open_store

HERE = Path(__file__).parent
SOURCE = HERE.parents[2] / "src" / "skillsmatrix" / "records"
CASES = sorted(path.parent.name for path in HERE.glob("*/case.toml"))
OF_EXPORTS = {"no-export", "bad-store-toml", "other-schema", "missing-file", "changed-file"}
"""Those of an export as a whole, which tests/records/test_import_export.py provokes."""
KNOWN = Known(
    items=frozenset({"C01", "FIRE"}),
    titles={"fire safety": "FIRE"},
    shared={"first aid": ("C01", "C02")},
    roles=frozenset({"teacher", "nurse"}),
    sectors=frozenset({"education", "health"}),
    areas=frozenset({"north"}),
    setting_types=frozenset({"school"}),
    courses=frozenset({"C01"}),
    requirements=frozenset({"FIRE-ALL"}),
    employments=frozenset({"permanent", "bank"}),
    absence_kinds=frozenset({"illness", "maternity"}),
    tags=frozenset({"in-ratio"}),
    needs=frozenset({"rescue-medication"}),
)
WORLD = {
    "agencies": "id,name,sector\nA1,Alpha,education\n",
    "settings": "id,name,agency\nS1,Hill School,A1\n",
    "teams": "id,name,agency\nT1,Year 3,A1\n",
    "people": (
        "id,name,email,born\nP1,Ada,x@a1.example,\nP2,Ben,X@a1.example,\nP3,Cy,,2008-02-29\n"
        "Q9,Di,,\nQ09,Ed,,\n"
    ),
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store with an agency, a setting, a team and three people."""
    create_store(tmp_path / "store.sqlite")
    store = open_store(tmp_path / "store.sqlite")
    for kind, text in WORLD.items():
        (tmp_path / "world.csv").write_text(text, encoding="utf-8")
        bring(store, kind, tmp_path / "world.csv")
    return store


def bring(
    store: Store,
    kind: str,
    path: Path,
    profile: str = "",
    person: str = "",
    existing: str = "newest",
) -> None:
    """Import a file as on 1 September 2026."""
    import_file(
        store,
        kind,
        path,
        known=KNOWN,
        as_at=date(2026, 9, 1),
        recorded_at=datetime(2026, 9, 1, tzinfo=UTC),
        recorded_by="ada",
        profile=find_profile(profile) if profile else None,
        person=person,
        existing=Existing(existing),
    )


def dump(store: Store) -> list[str]:
    """Return everything in the store."""
    with store.reading() as connection:
        return list(connection.connection.driver_connection.iterdump())


@pytest.mark.parametrize("name", CASES)
def test_a_problem_says_what_and_where_and_nothing_lands(store: Store, name: str) -> None:
    folder = HERE / name
    case = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    profile = case.get("profile", "")
    if profile.endswith(".toml"):
        profile = str(folder / profile)
    if "stored" in case:
        bring(store, case["kind"], folder / case["stored"], profile)
    before = dump(store)
    asked = case.get("person", ""), case.get("existing", "newest")
    with pytest.raises(InputRefused) as refused:
        bring(store, case["kind"], folder / case["file"], profile, *asked)
    told = str(refused.value)
    assert [words for words in case["says"] if words not in told] == [], told
    assert dump(store) == before


def test_every_kind_of_problem_has_its_folder() -> None:
    pattern = re.compile(r'(?:Wrong|Problem|refused)\([^"]{0,60}?"([a-z0-9]+(?:-[a-z0-9]+)+)"')
    codes = {
        code for path in SOURCE.rglob("*.py") for code in pattern.findall(path.read_text("utf-8"))
    }
    assert len(codes) > 30
    assert codes - set(CASES) == OF_EXPORTS
