"""Bring a store's tables from one schema to another, with Alembic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from skillsmatrix.records.address import Address
from skillsmatrix.records.direct import translated
from skillsmatrix.records.engine import write_engine

_FOLDER = Path(__file__).with_name("migrations")


def upgrade_store(address: Address) -> None:
    """Bring a store to the newest schema; it changes as a whole or not at all."""
    with connected(address) as connection:
        upgrade(connection)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Bring a store to the newest schema, or to an earlier one, in the transaction given."""
    script, context = _script(), MigrationContext.configure(connection)
    now = context.get_current_revision()
    steps = list(script.iterate_revisions(revision, now or "base"))
    with Operations.context(context):
        for step in reversed(steps):
            step.module.upgrade()
    context.stamp(script, revision)


def downgrade_store(address: Address, revision: str) -> None:
    """Take a store back to an earlier schema (``base`` for none); what it cannot hold is lost."""
    with connected(address) as connection:
        script, context = _script(), MigrationContext.configure(connection)
        now = context.get_current_revision()
        steps = list(script.iterate_revisions(now, revision)) if now else []
        with Operations.context(context):
            for step in steps:
                step.module.downgrade()
        context.stamp(script, revision)


def differences(address: Address) -> list[Any]:
    """Return what Alembic finds different between a store and ``tables``; nothing, if all is well."""
    from alembic.autogenerate import compare_metadata  # slow import

    from skillsmatrix.records.tables import metadata  # slow import

    with connected(address) as connection:
        return list(compare_metadata(MigrationContext.configure(connection), metadata))


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(_FOLDER))


@contextmanager
def connected(address: Address) -> Iterator[Connection]:
    """Give a connection to a store of any schema, in a transaction that holds the write lock."""
    with translated(address), write_engine(address).begin() as connection:
        yield connection
