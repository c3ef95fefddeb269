"""A part of an evaluation: its rows, counted or listed with one answer for each cell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import narwhals as nw
from attrs import define, field

from skillsmatrix.evaluate.computed import computed, values
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.frames import Lazy
from skillsmatrix.evaluate.strictest import packed, scored, strictest, with_last
from skillsmatrix.matrix.calendar import tabulate_pairs
from skillsmatrix.model.status import SEVERITY

c = nw.col

_MOST_GROUPS = 100_000_000
"""More than any group of a summary has; with people and competencies it fits into 64 bits."""


@define(slots=False, eq=False)
class Scope:
    """Rows of an evaluation.

    Most rows are alone in their cell; only the others, the contested, are weighed against each
    other, and they are scored once for every question.

    Attributes:
        evaluation: where the rows come from.
        rows: with the columns of :data:`skillsmatrix.evaluate.status.COLUMNS`.
    """

    evaluation: Evaluation
    rows: Lazy
    _decided: dict[tuple[str, ...], Lazy] = field(factory=dict, init=False, repr=False)
    _worst: dict[tuple[str, ...], Lazy] = field(factory=dict, init=False, repr=False)

    @cached_property
    def alone(self) -> Lazy:
        """The rows that have their cell for themselves, whatever the keys."""
        return self.rows.filter(c("contested") == 0)

    @cached_property
    def contested(self) -> Lazy:
        """The other rows, scored."""
        rules = len(self.evaluation.tables.rules) + 1
        assignments = self.evaluation.frames.assignment_count + 1
        rows = self.with_deadline(self.with_rule(self.rows.filter(c("contested") == 1)))
        return computed(scored(rows, rules, assignments))

    def with_rule(self, rows: Lazy) -> Lazy:
        """Return rows with what follows from their rule: comp, standing, within."""
        of_rule = self.evaluation.frames.lay(self.evaluation.tables.of_rule)
        return rows.join(of_rule, on="rule", how="inner")

    def with_deadline(self, rows: Lazy) -> Lazy:
        """Return rows with ``within`` with ``last`` too: when it first had to be held, time given."""
        evaluation = self.evaluation
        pairs = rows.select("start", "within").unique().collect()
        calendar = tabulate_pairs(
            zip(pairs["start"].to_list(), pairs["within"].to_list(), strict=True),
            evaluation.tables.spans,
            evaluation.settings.convention,
        )
        return with_last(rows, evaluation.frames.lay(calendar))

    def decided(self, *keys: str) -> Lazy:
        """Return the contested row that decides for each value of the keys."""
        if keys not in self._decided:
            self._decided[keys] = computed(strictest(self.contested, keys, self._sizes_of(keys)))
        return self._decided[keys]

    def worst(self, *keys: str) -> tuple[Lazy, Lazy]:
        """Return the severity of each cell, beside all keys but ``comp``.

        Where nothing but the severity is asked for, nobody needs to know which rule decides.

        Returns:
            The rows that have their cell for themselves, and one row for each other cell.
        """
        if keys not in self._worst:
            of_rule = self.evaluation.frames.lay(self.evaluation.tables.of_rule)
            comp = of_rule.select(c("rule").cast(nw.Int32), c("comp").cast(nw.Int32))
            rows = self.rows.filter(c("contested") == 1).join(comp, on="rule", how="inner")
            cell = packed(keys, self._sizes_of(keys)).alias("cell")
            kept = [key for key in keys if key != "comp"]
            self._worst[keys] = computed(
                rows.select(cell, *kept, "severity")
                .group_by("cell")
                .agg(*(c(name).max() for name in (*kept, "severity")))
                .drop("cell")
            )
        kept = [key for key in keys if key != "comp"]
        return self.alone.select(*kept, "severity"), self._worst[keys]

    def _sizes_of(self, keys: tuple[str, ...]) -> list[int]:
        return [self._sizes.get(key, _MOST_GROUPS) for key in keys]

    @cached_property
    def _sizes(self) -> dict[str, int]:
        return {
            "agency": max(self.evaluation.frames.agencies, default=0) + 1,
            "comp": len(self.evaluation.tables.competencies) + 1,
            "rule": len(self.evaluation.tables.rules) + 1,
            "severity": len(SEVERITY),
        }

    def cells(self, *keys: str) -> Lazy:
        """Return one row for each value of the keys, by the strictest answer."""
        columns = self.rows.collect_schema().names()
        parts = (self.alone, self.decided(*keys))
        return nw.concat([part.select(*columns) for part in parts], how="vertical")

    def counts(self, keys: tuple[str, ...], *by: str) -> Iterator[tuple[Any, ...]]:
        """Yield how many cells there are for each value of ``by``: the values, then the count.

        A value may come twice, once for each sort of row: add them up.
        """
        parts = self.worst(*keys) if _told(keys, by) else (self.alone, self.decided(*keys))
        cell = packed(by, [self._sizes.get(key, _MOST_GROUPS) for key in by]).alias("cell")
        for part in parts:
            grouped = part.select(*by, cell).group_by("cell")
            yield from values(
                grouped.agg(*(c(name).max() for name in by), nw.len().alias("n")), *by, "n"
            )


def _told(keys: tuple[str, ...], by: tuple[str, ...]) -> bool:
    """Say whether the severity of a cell is all that is asked about it."""
    return set(by) <= {"severity", *keys} - {"comp"}
