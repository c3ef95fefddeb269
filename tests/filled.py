"""A store in which a bit of everything was recorded, and what is to be the same in a copy of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from skillsmatrix.records import tables as t
from skillsmatrix.records.address import Address
from skillsmatrix.records.as_made import changed_in_place
from skillsmatrix.records.chain import ENTRY, digests, sealed
from skillsmatrix.records.copies.copy_tables import TABLES, all_rows
from skillsmatrix.records.correct import Correction, correct
from skillsmatrix.records.door import import_file
from skillsmatrix.records.ids import next_id
from skillsmatrix.records.known import Known
from skillsmatrix.records.log import Entry, logged
from skillsmatrix.records.store import Store, open_store

KNOWN = Known(
    items=frozenset({"C01", "FIRE"}),
    roles=frozenset({"teacher"}),
    sectors=frozenset({"education"}),
    areas=frozenset({"north"}),
    setting_types=frozenset({"school"}),
    courses=frozenset({"C01"}),
    requirements=frozenset({"FIRE-ALL"}),
    employments=frozenset({"permanent"}),
    absence_kinds=frozenset({"illness"}),
    tags=frozenset({"in-ratio"}),
    needs=frozenset({"rescue-medication"}),
)
ODD = (
    *('Zoë "Zed" O\'Hara, née Ó', "", " ", '"', '""', ",", '","",', "\\N", "\\.", "NULL", "=1+1"),
    *(
        "two\nlines",
        "two\r\nlines",
        "a\rb",
        "\n",
        '"\n"',
        "\ttab",
        "ends with\\",
        "'",
        "日本",
        "😀",
    ),
)
"""Texts that a file with commas between values can stumble over."""
_MAPPED = Entry(
    action="map",
    kind="titles",
    recorded_at=datetime(2026, 9, 2, tzinfo=UTC),
    recorded_by="ada",
    reason='They "said",\nso',
)
FILES = (
    ("agencies", "id,name,sector,area\nA1,Alpha,education,north\nA2,Beta,education,\n"),
    ("settings", "id,name,agency,type,area\nS1,Hill School,A1,school,\n"),
    ("teams", "id,name,agency,setting\nT1,Year 3,A1,S1\nT2,Year 4,A1,\n"),
    (
        "people",
        (
            "id,name,email,born,source,source_id\nP1,Ada King,ada@a1.example,1960-03-01,esr,77\n"
            'P2,"Zoë ""Zed"" O\'Hara, née Ó",,,,\nP3,Cy Moss,,2008-02-29,,\n'
        ),
    ),
    (
        "assignments",
        (
            "person,agency,role,start,end,setting,team,manager,hours,employment\n"
            "P1,A1,teacher,2020-01-01,,S1,T1,P2,37.5,permanent\n"
            "P2,A1,teacher,2021-01-01,2026-01-31,,,,,\n"
        ),
    ),
    ("absences", "person,kind,start,end\nP1,illness,2026-01-01,\n"),
    (
        "completions",
        (
            "person,item,completed,expires,level,outcome,reference,hours,provider\n"
            "P1,C01,2025-01-01,2026-01-01,2,,R1,1.5,A2\nP2,FIRE,,,,in progress,,,\n"
        ),
    ),
    (
        "decisions",
        (
            "person,kind,subject,reason,decided_by,start,end\n"
            "P1,exemption,FIRE-ALL,\"Agreed, 'as' was\",Sam Head,2026-01-01,\n"
        ),
    ),
    ("tags", "person,tag,start\nP1,in-ratio,2026-01-01\n"),
    ("needs", "setting,need,start\nS1,rescue-medication,2026-01-01\n"),
    # What was there before is superseded, or changed in place with what it was.
    ("completions", "person,item,completed,level,reference\nP1,C01,2025-01-01,3,R1\n"),
    ("people", "id,name,born\nP1,Ada Kong,1960-04-01\n"),
    ("people", "id,name,email\nP1,Ada Kang,\n"),
    ("teams", "id,name,agency,setting\nT2,Year 4,A1,S1\n"),
)


def fill(store: Store, folder: Path) -> Store:
    """Import files of every kind, and corrections of what they brought."""
    for number, (kind, text) in enumerate(FILES):
        path = folder / f"{kind}-{number}.csv"
        path.write_text(text, "utf-8")
        import_file(
            store,
            kind,
            path,
            known=KNOWN,
            as_at=date(2026, 9, 1),
            recorded_at=datetime(2026, 9, 1, 12, number, tzinfo=UTC),
            recorded_by="ada",
        )
    with store.writing() as connection, logged(connection, _MAPPED) as entry:
        rows = [
            {"id": number, "title": title, "item": 1, "import": entry}
            for number, title in enumerate(ODD, start=next_id(connection, t.titles))
        ]
        connection.execute(t.titles.insert(), rows)
        correct(connection, t.people, [Correction(3, {"email": ""})], entry)
        correct(connection, t.people, [Correction(2, {"name": ODD[0]})], entry)
    return store


def everything_in(address: Address) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, days as numbers."""
    with open_store(address).reading() as connection:
        return {table.name: [tuple(row) for row in all_rows(connection, table)] for table in TABLES}


def broken_seals(address: Address) -> list[int]:
    """Return the entries of the log whose seal is not what was written."""
    with open_store(address).reading() as connection:
        found = digests(connection, t.metadata, first=changed_in_place(connection, t.metadata).made)
        names = [t.imports.c[name] for name in (*ENTRY, "chain")]
        broken, before = [], ""
        for entry in connection.execute(sa.select(*names).order_by(t.imports.c.id)):
            parts = {name: by[entry.id] for name, by in found.items() if entry.id in by}
            if entry.chain != sealed(before, tuple(entry)[:-1], parts):
                broken.append(entry.id)
            before = entry.chain
    return broken
