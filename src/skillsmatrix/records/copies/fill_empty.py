"""A store with nothing in it yet → one with everything, as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from skillsmatrix.errors import SkillsError
from skillsmatrix.records.address import Address, Server
from skillsmatrix.records.copies.totals import Totals, check_same, totals
from skillsmatrix.records.direct import translated
from skillsmatrix.records.identity import schema_of
from skillsmatrix.records.migrate import connected, upgrade
from skillsmatrix.records.store import Store, new_store_file
from skillsmatrix.records.whole_file import refuse_beside


def fill_empty(address: Address, fill: Callable[[sa.Connection], Totals]) -> Totals:
    """Make a store, or take one in which nothing was recorded, and fill it.

    A file is written beside its place and named at the end; what is there already, on either kind
    of store, is filled in one transaction.

    Args:
        address: where the store is to be.
        fill: writes all rows, and returns what the store should hold then.

    Raises:
        SkillsError: there is a store with records, or something that is no store of ours; or what
            it holds in the end is not what it should.
    """
    if isinstance(address, Server) or address.exists():
        _refuse_full(address)
        return _filled(address, address, fill)
    with new_store_file(address) as made:
        return _filled(made, address, fill)


def refuse_taken(address: Address) -> None:
    """Raise, before any work, where a store is not empty or no new one can be made.

    Raises:
        SkillsError: says what to do.
    """
    if isinstance(address, Server) or address.exists():
        _refuse_full(address)
    else:
        refuse_beside(address)


def _filled(address: Address, shown: Address, fill: Callable[[sa.Connection], Totals]) -> Totals:
    with translated(shown), connected(address) as connection:
        upgrade(connection)
        if totals(connection).all_rows:
            raise _full(shown)
        expected = fill(connection)
        found = totals(connection)
        check_same(shown, found, expected)
    return found


def _refuse_full(address: Address) -> None:
    found = None
    try:
        found = schema_of(address)
    except SkillsError as error:
        raise SkillsError(f"{error} {_away(address)}") from error
    if found is None and isinstance(address, Server):
        return  # a database without any table of ours
    if found is None:
        raise SkillsError(f"{address}: this file is no store of skillsmatrix. {_away(address)}")
    with Store(address).reading() as connection:
        if totals(connection).all_rows:
            raise _full(address)


def _full(address: Address) -> SkillsError:
    return SkillsError(f"{address}: records are there already, and they stay. {_away(address)}")


def _away(address: Address) -> str:
    if isinstance(address, Server):
        return "Name an empty database: skills init FOLDER --store postgresql://USER@HOST/DATABASE."
    name = address.name
    return (
        f"Move it away first (with {name}-wal and {name}-shm, where they are), "
        "or use a new workspace: skills init FOLDER."
    )
