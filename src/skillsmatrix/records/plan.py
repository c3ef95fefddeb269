"""What an import would do, as one value: made from a checked sheet, before anything is written."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from attrs import evolve, frozen

from skillsmatrix.errors import UsageError
from skillsmatrix.records.check import Checked
from skillsmatrix.records.created import Created, find_created
from skillsmatrix.records.leavers import Leavers, Missing, count_ended, find_leavers
from skillsmatrix.records.order import Order
from skillsmatrix.records.reconcile import Changes, reconcile
from skillsmatrix.records.stored import read_stored, stored_columns


@frozen
class Plan:
    """All that would change in the store."""

    checked: Checked
    changes: Changes
    created: Created
    leavers: Leavers

    @property
    def with_new_id(self) -> int:
        """How many people are as they were, but for an id in another system."""
        unchanged = set(self.changes.unchanged)
        return sum(row in unchanged for row in self.checked.new_ids.added)

    @property
    def changed(self) -> int:
        """How many stored records would change."""
        return len(self.changes.changed) + self.with_new_id

    @property
    def changes_anything(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.changes.new or self.changed or self.leavers.ended)


def make_plan(connection: sa.Connection, order: Order, checked: Checked) -> Plan:
    """Compare the good rows of a sheet with what is stored."""
    columns = stored_columns(order.kind, checked.values)
    stored = read_stored(connection, order.kind, columns, checked.keys, order.profile.source)
    pairs = list(zip(checked.good, checked.keys, strict=True))
    changes = reconcile(order.kind, checked.values, columns, pairs, stored)
    created = find_created(
        checked.values, checked.good, order.profile, checked.people, checked.places
    )
    leavers = _leavers(connection, order, checked, changes)
    if order.kind.name == "assignments" and "end" not in columns:
        returned = count_ended(connection, changes.ids.values(), order.as_at)
        leavers = evolve(leavers, returned=returned)
    return Plan(checked, changes, created, leavers)


def _leavers(
    connection: sa.Connection, order: Order, checked: Checked, changes: Changes
) -> Leavers:
    if order.missing is Missing.KEEP:
        return Leavers(order.as_at - timedelta(days=1))
    if "agency" not in checked.values:
        raise UsageError(
            "--missing end needs to know whose staff list this is: name the agency in a profile, "
            '[constants] agency = "…", or import assignments.'
        )
    agencies = {checked.values["agency"][row] for row in checked.good} - {None}
    present = set(changes.ids.values())
    return find_leavers(connection, order.kind, agencies, present, order.as_at)
