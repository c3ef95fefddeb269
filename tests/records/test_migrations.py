"""A store goes from schema to schema with records in it, on either kind, and its chain is right."""

from __future__ import annotations

import pytest
from alembic.runtime.migration import MigrationContext
from tests.filled import broken_seals, everything_in

from skillsmatrix.records.identity import SCHEMA, schema_of
from skillsmatrix.records.migrate import connected, differences, downgrade_store, upgrade
from skillsmatrix.records.store import Store

OLDER = ("0001", "0002")
RELOGGED = ("person_ids", "roles", "items")


def test_the_schemas_tried_are_all_there_are() -> None:
    assert [f"{number:04}" for number in range(1, int(SCHEMA))] == list(OLDER)


@pytest.mark.parametrize("older", OLDER)
def test_it_comes_up_from_an_older_schema_with_its_chain_right(filled: Store, older: str) -> None:
    downgrade_store(filled.address, older)
    with connected(filled.address) as connection:
        upgrade(connection)
    assert differences(filled.address) == []
    assert broken_seals(filled.address) == []


@pytest.mark.parametrize("older", OLDER)
def test_it_can_go_down_and_up_again_and_again(filled: Store, older: str) -> None:
    def there_and_back() -> dict[str, list[tuple[object, ...]]]:
        downgrade_store(filled.address, older)
        with connected(filled.address) as connection:
            upgrade(connection)
        return everything_in(filled.address)

    assert there_and_back() == there_and_back()


@pytest.mark.parametrize("older", OLDER)
def test_step_by_step_is_the_same_as_at_once(filled: Store, older: str) -> None:
    downgrade_store(filled.address, older)
    with connected(filled.address) as connection:
        upgrade(connection)
    at_once = everything_in(filled.address)
    downgrade_store(filled.address, older)
    for number in range(int(older) + 1, int(SCHEMA) + 1):
        with connected(filled.address) as connection:
            upgrade(connection, f"{number:04}")
    assert everything_in(filled.address) == at_once


def test_one_step_down_and_up_keeps_every_record(filled: Store) -> None:
    before = everything_in(filled.address)
    downgrade_store(filled.address, "0002")
    with connected(filled.address) as connection:
        upgrade(connection)
    after = everything_in(filled.address)
    for name, rows in before.items():
        if name in RELOGGED:  # who made them is not kept by the older schema
            assert [row[:-1] for row in after[name]] == [row[:-1] for row in rows]
        elif name not in ("imports", "titles"):
            assert after[name] == rows


def test_an_upgrade_that_fails_at_its_end_changes_nothing(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    downgrade_store(filled.address, "0001")
    with monkeypatch.context() as patched:
        patched.setattr(MigrationContext, "stamp", fail)
        with pytest.raises(RuntimeError), connected(filled.address) as connection:
            upgrade(connection)
    assert schema_of(filled.address) == "0001"
    with connected(filled.address) as connection:
        upgrade(connection)
    assert differences(filled.address) == []
    assert broken_seals(filled.address) == []
