"""A law: a file in two parts, in any order, gives the same records as in one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from skillsmatrix.records.door import import_file
from skillsmatrix.records.known import Known
from skillsmatrix.records.read import all_person_records
from skillsmatrix.records.store import create_store, open_store

PEOPLE = ("P1", "P2")
ITEMS = ("C1", "C2")
DAY = date(2025, 1, 1)

by_key = st.dictionaries(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(ITEMS),
        st.integers(0, 2).map(lambda days: str(DAY + timedelta(days))),
        st.sampled_from(["", "failed"]),
    ),
    st.tuples(
        st.sampled_from(["", "1", "2"]),
        st.sampled_from(["", "2027-01-01"]),
        st.sampled_from(["", "1.5"]),
    ),
    max_size=6,
)
by_reference = st.dictionaries(
    st.sampled_from(["R1", "R2", "R3"]),
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(ITEMS), st.sampled_from(["", "1"])),
    max_size=3,
)


def rows_of(keyed, referenced) -> list[str]:
    """Write records as rows of a file."""
    rows = [
        f"{person},{item},{day},{expires},{level},{outcome},,{hours}"
        for (person, item, day, outcome), (level, expires, hours) in keyed.items()
    ]
    rows += [
        f"{person},{item},{DAY},,{level},,{reference},"
        for reference, (person, item, level) in referenced.items()
    ]
    return rows


def stored_after(folder: Path, *files: list[str]) -> list[object]:
    """Return what is stored after importing the files in turn."""
    name = "-".join(str(len(rows)) for rows in files)
    path = folder / f"{name}.sqlite"
    create_store(path)
    store = open_store(path)
    texts = [("people", "id,name\nP1,Ada\nP2,Ben\n")]
    header = "person,item,completed,expires,level,outcome,reference,hours\n"
    texts += [("completions", header + "".join(f"{row}\n" for row in rows)) for rows in files]
    for kind, text in texts:
        (folder / "file.csv").write_text(text, encoding="utf-8")
        import_file(
            store,
            kind,
            folder / "file.csv",
            known=Known(items=frozenset(ITEMS)),
            as_at=date(2026, 9, 1),
            recorded_at=datetime(2026, 9, 1, tzinfo=UTC),
            recorded_by="ada",
        )
    return [
        (found.person, sorted((evolve(c, source="") for c in found.completions), key=repr))
        for found in all_person_records(store)
    ]


@settings(max_examples=25, deadline=None)
@given(by_key, by_reference, st.data())
def test_a_file_in_two_parts_gives_the_same_records(keyed, referenced, data) -> None:
    rows = data.draw(st.permutations(rows_of(keyed, referenced)))
    at = data.draw(st.integers(0, len(rows)))
    overlap = data.draw(st.integers(0, at))
    with TemporaryDirectory() as folder:
        whole = stored_after(Path(folder), rows)
        parts = stored_after(Path(folder), rows[at:], rows[: at - overlap], rows[:at])
    assert parts == whole
