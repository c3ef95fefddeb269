"""Records beside the parts of rules that they count for, each with its last valid day."""

from __future__ import annotations

import narwhals as nw
from attrs import frozen

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.evaluate.frames import NOWHERE, Frames, Lazy
from skillsmatrix.evaluate.widths import narrow
from skillsmatrix.matrix.calendar import STRIDE
from skillsmatrix.matrix.policy import Formula
from skillsmatrix.matrix.tables import ALWAYS, COUNTS, IGNORED, MORE, WINS, Columns, Tables

c = nw.col

_DETAILS: dict[Formula, tuple[str, ...]] = {
    Formula.HOURS: ("minutes", "participatory", "multi_agency"),
}
"""What a formula wants to know of a record besides."""


@frozen(eq=False)
class Records:
    """What people completed, beside their assignments, and what it takes to weigh it.

    Attributes:
        frames: the records.
        tables: the policy.
        who: as :func:`skillsmatrix.evaluate.in_post.in_post` returns it.
        calendar: as :func:`skillsmatrix.matrix.calendar.tabulate_calendar` gives it.
        revoked: person, item, completed, agency (NOWHERE for all) of records that count for
            nothing; None if there are none.
        certified: person, part, agency (NOWHERE for all), last: parts of rules that count as held
            through a day, whatever the records say; None if there are none.
        extended: person (NOWHERE for everybody), rule, agency (NOWHERE for all), first, last:
            what lapses between holds to last; None if there is nothing of the sort.
        day: the day asked about; later completions do not count.
    """

    frames: Frames
    tables: Tables
    who: Lazy
    calendar: Lazy
    revoked: Lazy | None
    certified: Lazy | None
    extended: Lazy | None
    day: int

    def counting(self, formula: Formula, counts: Columns) -> Lazy:
        """Return each record beside each part of its assignments' rules that it counts for.

        Args:
            formula: what the parts are worked out by.
            counts: what counts for them, as :class:`skillsmatrix.matrix.Tables` has it.

        Returns:
            pk (assignment and part packed), assignment, part, item, completed, reaches (at the
            level needed), renews, last (by the rule), own (the source's, FOREVER where there is
            none), own_expiry, limit (by recognition), and what :data:`MORE` and ``_DETAILS`` say.
        """
        tables, details = self.tables, _DETAILS.get(formula, ())
        items = max(self.frames.items.values(), default=0) + 1
        rule = self.frames.lay(counts).select(
            (c("profile").cast(nw.Int64) * items + c("item")).alias("rk"),
            c("part").cast(nw.Int32),
            *(
                c(name).cast(nw.Int32)
                for name in (*COUNTS, *MORE[formula])
                if name not in ("profile", "item", "part")
            ),
        )
        own_level = (c("levelled") == 1) & (c("level") > 0)
        level = nw.when(own_level).then(c("level")).otherwise(c("granted"))
        found = (
            self._beside_posts(formula, counts, details)
            .with_columns((c("profile").cast(nw.Int64) * items + c("item")).alias("rk"))
            .join(rule, on="rk", how="inner")
            .filter(c("completed") >= c("first"), c("completed") <= c("last_day"))
            .with_columns((c("completed").cast(nw.Int64) * STRIDE + c("span")).alias("key"))
            .join(narrow(self.calendar, "key"), on="key", how="left")
            .with_columns(level.alias("reached"), c("last").fill_null(FOREVER_NUMBER))
        )
        found = self._on_terms(found)
        return found.select(
            (c("assignment").cast(nw.Int64) * tables.part_count + c("part")).alias("pk"),
            (c("reached") >= c("min_level")).alias("reaches"),
            c("expires").cast(nw.Int64).alias("own"),
            *(
                c(name).cast(nw.Int64)
                for name in (
                    *("assignment", "part", "item", "completed", "renews", "last"),
                    *("own_expiry", "limit", *MORE[formula], *details),
                )
            ),
        )

    def _beside_posts(self, formula: Formula, counts: Columns, details: tuple[str, ...]) -> Lazy:
        """Return completions beside the assignments of their people."""
        completions = self.frames.completions.filter(c("completed") <= self.day)
        items = set(counts["item"])
        if 2 * len(items) < len(self.frames.items):
            # Few items count for these: leave out the others before anything is joined.
            completions = completions.filter(c("item").is_in(sorted(items)))
        provided = (c("provider").fill_null(NOWHERE).cast(nw.Int32).alias("provider"),)
        # Nulls go before any cast: some libraries keep whole numbers with nulls as floats.
        done = completions.select(
            c("person").cast(nw.Int32),
            c("item").cast(nw.Int32),
            c("completed").cast(nw.Int32),
            c("expires").fill_null(FOREVER_NUMBER).cast(nw.Int32),
            c("level").fill_null(0).cast(nw.Int32),
            *(c(name).fill_null(NOWHERE).cast(nw.Int32) for name in details),
            *(provided if self._terms_matter else ()),
        )
        posts = narrow(self.who.select("person", "assignment", "agency", "profile"))
        beside = done.join(posts, on="person", how="inner")
        if self.revoked is None:
            return beside
        return beside.with_columns(self._record.alias("record")).join(
            self._revoked(posts), on="record", how="anti"
        )

    @property
    def _record(self) -> nw.Expr:
        """What was completed when, as one number for each assignment."""
        items = max(self.frames.items.values(), default=0) + 1
        thing = c("assignment").cast(nw.Int64) * items + c("item")
        return thing * (FOREVER_NUMBER + 1 - ALWAYS) + c("completed")

    def _revoked(self, posts: Lazy) -> Lazy:
        assert self.revoked is not None
        revoked = narrow(self.revoked.rename({"agency": "at"}))
        return (
            revoked.join(posts, on="person", how="inner")
            .filter((c("at") == NOWHERE) | (c("at") == c("agency")))
            .select(self._record.alias("record"))
        )

    @property
    def _terms_matter(self) -> bool:
        return bool(self.tables.terms["key"])

    def _on_terms(self, found: Lazy) -> Lazy:
        """Apply what agencies say of training that others provided; add ``limit``."""
        if not self._terms_matter:
            return found.with_columns(nw.lit(FOREVER_NUMBER).cast(nw.Int64).alias("limit"))
        tables = self.tables
        givers = self.frames.lay(
            {"provider": list(tables.givers), "giver": list(tables.givers.values())}
        )
        # Unknown, and the receiving agency itself, are of no sort; so no terms are found for them.
        giver = (
            nw.when(c("provider") == c("agency")).then(nw.lit(0)).otherwise(c("giver").fill_null(0))
        )
        limits = self.calendar.select(c("key").alias("limit_key"), c("last").alias("limit"))
        return (
            found.join(narrow(givers), on="provider", how="left")
            .with_columns((c("terms").cast(nw.Int64) * tables.giver_count + giver).alias("term"))
            .join(
                self.frames.lay(tables.terms).rename({"key": "term", "limit": "limit_span"}),
                on="term",
                how="left",
            )
            .filter(c("cap").fill_null(1) > 0)
            .with_columns(
                nw.min_horizontal(c("reached"), c("cap").fill_null(_ANY)).alias("reached"),
                (c("completed").cast(nw.Int64) * STRIDE + c("limit_span").fill_null(0)).alias(
                    "limit_key"
                ),
                nw.when(c("limit_span").is_null())
                .then(nw.lit(0))
                .otherwise(nw.lit(1))
                .alias("limited"),
            )
            .join(limits, on="limit_key", how="left")
            .with_columns(
                nw.when(c("limited") == 1)
                .then(c("limit").fill_null(FOREVER_NUMBER))
                .otherwise(nw.lit(FOREVER_NUMBER))
                .cast(nw.Int64)
                .alias("limit")
            )
        )


_ANY = 99


def own_until() -> nw.Expr:
    """Return the last valid day that a record gives: the source's own, or the rule's."""
    given = c("own") < FOREVER_NUMBER
    until = (
        nw.when((c("own_expiry") == WINS) & given)
        .then(c("own"))
        .when(c("own_expiry") == IGNORED)
        .then(c("last"))
        .otherwise(nw.min_horizontal(c("own"), c("last")))
    )
    return nw.min_horizontal(until, c("limit"))
