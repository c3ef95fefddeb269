"""Rows that need a closer look: somebody was given time, is exempt, away, or just back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_

import narwhals as nw
from attrs import frozen

from skillsmatrix.dates import Convention
from skillsmatrix.evaluate.away import CLOCKS, Absences
from skillsmatrix.evaluate.computed import computed, pairs_of, shared
from skillsmatrix.evaluate.decided import Decided
from skillsmatrix.evaluate.frames import NOWHERE, Frames, Lazy
from skillsmatrix.evaluate.status import told
from skillsmatrix.matrix.calendar import STRIDE, tabulate_pairs
from skillsmatrix.matrix.tables import ALWAYS, NO_SPAN, Columns, Tables
from skillsmatrix.model.status import GAPS, Status

c = nw.col

_KEY = "key"


@frozen(eq=False)
class Closer:
    """What it takes to look closer.

    Attributes:
        frames: for laying tables.
        tables: the rules.
        decided: what was decided about people.
        away: what absences do.
        convention: how intervals end.
        day: the day asked about.
        soon: what ends within so many days is expiring.
    """

    frames: Frames
    tables: Tables
    decided: Decided
    away: Absences
    convention: Convention
    day: int
    soon: int

    def looked_at(self, rows: Lazy) -> Lazy:
        """Return rows with their severity, by everything there is to know.

        In this order: a temporary certificate counts like a record; what would lapse or fall due
        in an extension holds to its end; exempt and paused come before any other answer; whoever
        is back from an absence has time until its grace ends, and some have time after a lapse.

        Args:
            rows: as :func:`skillsmatrix.evaluate.status.bound` returns them.
        """
        rows = self._with_deadline(rows)
        rows = self._certified(rows)
        rows = self._given_time(rows, self.decided.extended, ("rule",))
        rows = shared(self._given_time(rows, self.decided.given, ("person", "rule")))
        rows = self._exempt(rows)
        rows = computed(self._away(rows))
        rows = self._graced(rows)
        return told(self._judged(rows))

    def _with_deadline(self, rows: Lazy) -> Lazy:
        """Add deadline, the last day of the first deadline, and the same as first_deadline."""
        within = self.frames.lay(self.tables.of_rule).select("rule", "within")
        rows = rows.join(within, on="rule", how="inner")
        last = self._calendar(rows, "start", "within", "deadline")
        return _beside(rows, "start", "within", last).with_columns(
            c("deadline").cast(nw.Int64), c("deadline").cast(nw.Int64).alias("first_deadline")
        )

    def _calendar(self, rows: Lazy, day: str, span: str, name: str, offset: int = 0) -> Lazy:
        """Return the last day of a span from each day there is, beside the key of both."""
        pairs = sorted(pair for pair in pairs_of(rows, day, span) if pair[1] != NO_SPAN)
        shifted = [(at + offset, number) for at, number in pairs]
        last = tabulate_pairs(shifted, self.tables.spans, self.convention)["last"]
        return self.frames.lay({_KEY: [at * STRIDE + number for at, number in pairs], name: last})

    def _certified(self, rows: Lazy) -> Lazy:
        """Let temporary certificates count."""
        return self._latest(rows, self.decided.certified, ("person", "rule"), {"until": c("last")})

    def _given_time(self, rows: Lazy, windows: Columns, keys: tuple[str, ...]) -> Lazy:
        """Move what would lapse, or fall due, between two days to the later of them."""

        def moved(name: str) -> nw.Expr:
            inside = (c(name) >= c("first")) & (c(name) <= c("last"))
            return nw.when(inside).then(c("last")).otherwise(c(name))

        values = {name: moved(name) for name in ("until", "deadline")}
        return self._latest(rows, windows, keys, values)

    def _latest(
        self, rows: Lazy, table: Columns, keys: tuple[str, ...], values: Mapping[str, nw.Expr]
    ) -> Lazy:
        """Return rows with the latest value that the matching rows of a table give, if later."""
        if not table["rule"]:
            return rows
        columns = rows.collect_schema().names()
        later = [value > c(name) for name, value in values.items()]
        found = (
            self._matching(rows, table, keys)
            .filter(reduce(or_, later))
            .select("pk", *(value.cast(nw.Int64).alias(f"{n}_then") for n, value in values.items()))
            .group_by("pk")
            .agg(*(c(f"{name}_then").max() for name in values))
        )
        kept = [name for name in columns if name not in values]
        return rows.join(found, on="pk", how="left").select(
            *kept,
            *(
                nw.max_horizontal(c(name), c(f"{name}_then").fill_null(ALWAYS)).alias(name)
                for name in values
            ),
        )

    def _matching(self, rows: Lazy, table: Columns, keys: tuple[str, ...]) -> Lazy:
        """Return rows beside the rows of a table that speak of them, and of their agency."""
        laid = self.frames.lay(table).rename({"agency": "at"})
        everywhere = c("at") == NOWHERE
        return rows.join(laid, on=list(keys), how="inner").filter(
            everywhere | (c("at") == c("agency"))
        )

    def _exempt(self, rows: Lazy) -> Lazy:
        """Add exempt: 1 or 0."""
        if not self.decided.exempt["rule"]:
            return rows.with_columns(nw.lit(0).alias("exempt"))
        found = self._matching(rows, self.decided.exempt, ("person", "rule"))
        exempt = found.select("pk").unique().with_columns(nw.lit(1).alias("exempt"))
        return rows.join(exempt, on="pk", how="left").with_columns(c("exempt").fill_null(0))

    def _away(self, rows: Lazy) -> Lazy:
        """Add paused, 1 or 0, and ends: of the time that what fell due in an absence has."""
        away = self.away
        if not (away.paused or away.time):
            return rows.with_columns(nw.lit(0).alias("paused"), nw.lit(ALWAYS).alias("ends"))
        rules = self.tables.rules
        clocks = self.frames.lay(
            {
                "rule": list(range(len(rules))),
                "clock": [CLOCKS.index(rule.clock) for rule in rules],
            }
        )
        rows = shared(
            rows.join(clocks, on="rule", how="inner").with_columns(
                (c("person") * len(CLOCKS) + c("clock")).alias(_KEY)
            )
        )
        paused = sorted(person * len(CLOCKS) + clock for person, clock in away.paused)
        laid = self.frames.lay({_KEY: paused}).with_columns(nw.lit(1).alias("paused"))
        time = self.frames.lay(
            {
                _KEY: [person * len(CLOCKS) + clock for person, clock, *_ in away.time],
                "since": [first for *_, first, _ in away.time],
                "ends": [last for *_, last in away.time],
            }
        )
        due = nw.max_horizontal(c("until"), c("deadline"))
        inside = (
            rows.join(time, on=_KEY, how="inner")
            .filter(due >= c("since"), due <= c("ends"))
            .select("pk", "ends")
        )
        return (
            rows.join(laid, on=_KEY, how="left")
            .join(inside, on="pk", how="left")
            .drop(_KEY)
            .with_columns(c("paused").fill_null(0), c("ends").fill_null(ALWAYS))
        )

    def _graced(self, rows: Lazy) -> Lazy:
        """Add graced: through when a lapse is borne, ALWAYS where it is not."""
        if all(rule.grace is None for rule in self.tables.rules):
            return rows.with_columns(nw.lit(ALWAYS).alias("graced"))
        lapsed = rows.filter(c("until") > ALWAYS, c("until") < self.day, c("grace") != NO_SPAN)
        last = self._calendar(lapsed, "until", "grace", "graced", offset=1)
        return _beside(rows, "until", "grace", last).with_columns(
            c("graced").fill_null(ALWAYS).cast(nw.Int64)
        )

    def _judged(self, rows: Lazy) -> Lazy:
        day = self.day
        time = nw.max_horizontal(c("ends"), c("graced"))
        answers = (
            (c("exempt") == 1, Status.EXEMPT),
            (c("paused") == 1, Status.PAUSED),
            (c("evaluated") == 0, Status.NOT_EVALUATED),
            (c("until") > day + self.soon, Status.MET),
            (c("until") >= day, Status.EXPIRING),
            ((c("deadline") >= day) | (time >= day), Status.NOT_YET_DUE),
            (c("until") > ALWAYS, Status.EXPIRED),
            (c("below") >= day, Status.BELOW_LEVEL),
        )
        severity = nw.lit(Status.MISSING.severity)
        for condition, status in reversed(answers):
            severity = nw.when(condition).then(nw.lit(status.severity)).otherwise(severity)
        later = (
            nw.when(c("deadline") > c("first_deadline"))
            .then(c("deadline"))
            .otherwise(nw.lit(ALWAYS))
        )
        # Nobody is late by time that was given, not even once it is over.
        gap = severity >= min(status.severity for status in GAPS)
        given = (c("deadline") < day) & (gap | (severity == Status.NOT_YET_DUE.severity))
        moved = nw.when(given).then(nw.max_horizontal(later, time)).otherwise(later)
        return rows.with_columns(severity.alias("severity"), moved.alias("moved"))


def _beside(rows: Lazy, day: str, span: str, calendar: Lazy) -> Lazy:
    key = (c(day) * STRIDE + c(span)).alias(_KEY)
    return rows.with_columns(key).join(calendar, on=_KEY, how="left").drop(_KEY)
