"""What a title means, as somebody says it: for the records that name it, and for imports to come."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from attrs import frozen

from skillsmatrix.errors import UsageError
from skillsmatrix.problems import near
from skillsmatrix.records import tables as t
from skillsmatrix.records.by_hand.under_title import (
    meaning_of,
    moved_before,
    recorded_under,
    revocations_of_them,
    sorted_out,
)
from skillsmatrix.records.by_hand.withdraw import end
from skillsmatrix.records.correct import Correction, correct
from skillsmatrix.records.ids import next_id
from skillsmatrix.records.known import Known
from skillsmatrix.records.landing.resolve import Codes
from skillsmatrix.records.landing.write import insert, write_codes
from skillsmatrix.records.log import Entry, logged
from skillsmatrix.records.store import Store
from skillsmatrix.records.succession import Row


@frozen(kw_only=True)
class Moved:
    """What came, or would come, of giving a title a meaning.

    Attributes:
        title: what files say.
        item: id of the course or competency that it means.
        before: id of what it meant before; "" for nothing.
        moved: completions that have the item now.
        held: completions that were ended, as their person had the same under the item already.
        revocations: decisions that went with them.
        written: whether the store was changed.
        remarks: what a person should know.
    """

    title: str
    item: str
    before: str
    moved: int
    held: int
    revocations: int
    written: bool
    remarks: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say it in a line."""
        also = f", {self.revocations} revocations with them" if self.revocations else ""
        return (
            f"{self.title} means {self.item}: {self.moved} completions moved, "
            f"{self.held} held already{also}"
        )


def map_title(
    store: Store,
    title: str,
    item: str,
    *,
    known: Known,
    recorded_at: datetime,
    recorded_by: str,
    reason: str = "",
    dry_run: bool = False,
) -> Moved:
    """Let a title, in any case, mean an item of the catalogue from now on.

    The completions recorded under the title are superseded by ones of the item, which keep all
    else; so are those that an earlier mapping of the title moved.

    Args:
        store: where they are.
        title: what files say.
        item: id of a course or competency.
        known: what the catalogue knows.
        recorded_at: now.
        recorded_by: who says so.
        reason: why, in words.
        dry_run: say what would be done, and do nothing.

    Raises:
        UsageError: the catalogue knows the title already, or does not know the item.
    """
    title = title.strip()
    _check(title, item, known)
    with store.writing() as connection:
        items = Codes.read(connection, t.items)
        before = meaning_of(connection, title)
        was = "" if before is None else _ref(connection, before["item"])
        code = items.intern(item)
        under = {
            each
            for ref, each in items.pairs()
            if ref.casefold() == title.casefold() and ref not in known.items
        }
        rows = [*recorded_under(connection, under), *moved_before(connection, title, code)]
        moving, held = sorted_out(connection, rows, code)
        decisions = revocations_of_them(connection, rows)
        if was != item or rows:
            entry = Entry(
                action="map",
                kind="completions",
                recorded_at=recorded_at,
                recorded_by=recorded_by,
                reason=reason.strip(),
                counts={"changed": len(moving), "ended": len(held)},
            )
            with logged(connection, entry) as origin:
                write_codes(connection, t.items, items, origin)
                _write_title(connection, before, title, code, origin)
                moved = [Correction(row["id"], {"item": code}) for row in moving]
                correct(connection, t.completions, moved, origin)
                end(connection, t.completions, [row["id"] for row in held], origin)
                also = [Correction(row["id"], {"subject": code}) for row in decisions]
                correct(connection, t.decisions, also, origin)
        if dry_run:
            connection.rollback()
    return Moved(
        title=title,
        item=item,
        before=was if was != item else "",
        moved=len(moving),
        held=len(held),
        revocations=len(decisions),
        written=not dry_run and bool(was != item or rows),
        remarks=_remarks(title, was) if was not in ("", item) else (),
    )


def _check(title: str, item: str, known: Known) -> None:
    if not title:
        raise UsageError("Name the title that files say.")
    if item not in known.items:
        raise UsageError(
            f"The catalogue has no such course or competency ({item}). {near(item, known.items)}"
        )
    folded = title.casefold()
    ids = {each.casefold(): each for each in known.items}
    means = ids.get(folded) or known.titles.get(folded)
    if means == item and folded not in ids:
        return  # records of before the catalogue had the title
    if means is not None:
        raise UsageError(
            f"The catalogue knows this already ({title} is {means}). Only what it does not know "
            "can be given a meaning: skills courses unmapped."
        )


def _remarks(title: str, was: str) -> tuple[str, ...]:
    told = (
        f"{title} meant {was} before. What imports brought as {was} since then cannot be told from "
        "other records of it: import those files again, and withdraw what is wrong."
    )
    return (told,)


def _ref(connection: sa.Connection, code: int) -> str:
    return str(connection.scalar(sa.select(t.items.c.ref).where(t.items.c.id == code)))


def _write_title(
    connection: sa.Connection, before: Row | None, title: str, item: int, origin: int
) -> None:
    values = {"title": title, "item": item}
    if before is None:
        number = next_id(connection, t.titles)
        insert(connection, t.titles, [{**values, "id": number, "import": origin}])
    else:
        correct(connection, t.titles, [Correction(before["id"], values)], origin)
