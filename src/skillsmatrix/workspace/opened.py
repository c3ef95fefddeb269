"""An open workspace: the catalogue, the records, and the questions they answer together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, evolve

from skillsmatrix.dates import FOREVER
from skillsmatrix.workspace.governed import Governed
from skillsmatrix.workspace.known import check_known
from skillsmatrix.workspace.settings import read_settings

if TYPE_CHECKING:
    from skillsmatrix.evaluate.answer import Gaps
    from skillsmatrix.evaluate.evaluation import Evaluation, Settings
    from skillsmatrix.evaluate.frames import Frames
    from skillsmatrix.evaluate.place_coverage import PlaceCoverage
    from skillsmatrix.evaluate.proof import CellProof
    from skillsmatrix.evaluate.prove import Prover
    from skillsmatrix.evaluate.what_if import WhatIf
    from skillsmatrix.records.address import Address
    from skillsmatrix.records.columns import Columns
    from skillsmatrix.records.read import PersonRecords
    from skillsmatrix.records.store import Store


@define(slots=False, eq=False)
class Workspace(Governed):
    """A folder of policy and records; each part is read when it is first needed."""

    @property
    def name(self) -> str:
        """What people call it."""
        return self.settings.name

    @property
    def store_address(self) -> Address:
        """Where the records lie: a file, a folder of Parquet files, or a database."""
        from skillsmatrix.records.address import read_address  # slow import

        return read_address(self.settings.store, self.root)

    @cached_property
    def store(self) -> Store:
        """The records, for reading and writing."""
        return self.store_known(None)

    def store_known(self, known_at: datetime | None) -> Store:
        """Return the store, for asking what was known at a moment.

        Raises:
            UsageError: nothing had been recorded by then.
        """
        from skillsmatrix.records.store import open_store  # slow import

        store = open_store(self.store_address)
        check_known(self.store_address, known_at)
        return store

    @cached_property
    def columns(self) -> Columns:
        """The records, all at once, as they stand."""
        return self.columns_known(None)

    def columns_known(self, known_at: datetime | None) -> Columns:
        """Return the records as they were known at a moment; None for as they stand.

        Raises:
            UsageError: nothing had been recorded by then.
        """
        from skillsmatrix.records.columns import read_columns  # slow import

        columns = read_columns(self.store_address, known_at)
        check_known(self.store_address, known_at)
        return columns

    @property
    def counting(self) -> Settings:
        """How its days are counted."""
        from skillsmatrix.evaluate.evaluation import Settings  # slow import

        settings = self.settings
        return Settings(settings.expiry, settings.soon, settings.not_counted)

    def frames(self, known_at: datetime | None = None, engine: str = "polars") -> Frames:
        """Return the records as they were known at a moment, coded, on an engine."""
        from skillsmatrix.workspace.stored_on import frames_on  # slow import

        columns = self.columns if known_at is None else self.columns_known(known_at)
        address = self.store_address
        folder = address if isinstance(address, Path) and address.is_dir() else None
        return frames_on(engine, columns, folder)

    def evaluate(
        self, as_at: date, known_at: datetime | None = None, engine: str = "polars"
    ) -> Evaluation:
        """Join policy and records of a day, as they were known at a moment."""
        from skillsmatrix.evaluate.evaluation import evaluate  # slow import

        return evaluate(self.frames(known_at, engine), self.policy(as_at), self.counting)

    def gaps(
        self,
        as_at: date | None = None,
        known_at: datetime | None = None,
        engine: str = "polars",
        **limits: Any,
    ) -> Gaps:
        """Return who lacks what on a day.

        Args:
            as_at: the day asked about; today by default. A later day is a forecast.
            known_at: by what had been recorded at this moment; None for all that is recorded.
            engine: what works it out: polars, duckdb, pandas or spark. The answer is the same.
            **limits: the attributes of :class:`skillsmatrix.evaluate.only.Only`, such as
                ``agencies=("council",)`` or ``within=90``.
        """
        from skillsmatrix.evaluate.answer import Gaps  # slow import
        from skillsmatrix.evaluate.only import Only  # slow import

        evaluation = self.evaluate(as_at or date.today(), known_at, engine)
        return Gaps(evaluation, Only(**limits), known_at)

    def coverage(
        self, as_at: date, known_at: datetime | None = None, **limits: Any
    ) -> tuple[PlaceCoverage, ...]:
        """Return which places have enough holders of what they must, and until when."""
        from skillsmatrix.evaluate.coverage import coverage  # slow import
        from skillsmatrix.evaluate.only import Only  # slow import

        return coverage(self.frames(known_at), self.policy(as_at), self.counting, Only(**limits))

    def proofs(
        self, as_at: date, known_at: datetime | None = None
    ) -> Iterator[tuple[PersonRecords, tuple[CellProof, ...]]]:
        """Yield everybody's records with the proof of each of their cells."""
        from skillsmatrix.records.read import all_person_records  # slow import

        prover, store = self.prover(as_at, known_at), self.store_known(known_at)
        yield from ((r, prover.prove(r)) for r in all_person_records(store, known_at))

    def proof(
        self, person: str, as_at: date, known_at: datetime | None = None
    ) -> tuple[PersonRecords, tuple[CellProof, ...]] | None:
        """Return a person's records with the proof of each cell, or None if there is nobody."""
        records = self.person(person, known_at)
        return None if records is None else (records, self.prover(as_at, known_at).prove(records))

    def person(self, person: str, known_at: datetime | None = None) -> PersonRecords | None:
        """Return everything recorded about a person, or None if there is nobody."""
        from skillsmatrix.records.read import person_records  # slow import

        return person_records(self.store_known(known_at), person, known_at)

    def prover(self, as_at: date, known_at: datetime | None = None) -> Prover:
        """Return what proves answers for a day, straight from the graph."""
        from skillsmatrix.evaluate.prove import Prover  # slow import
        from skillsmatrix.records.read import agencies, needs, settings  # slow import

        store = self.store_known(known_at)
        places = agencies(store, known_at), settings(store, known_at)
        needed = tuple(needs(store, known_at))
        # Proofs speak in dates: nothing lies beyond the last there is.
        soon = min(self.settings.soon, (FOREVER - as_at).days)
        return Prover(self.graph, *places, as_at, evolve(self.counting, soon=soon), needed)

    def what_if(
        self, folder: Path | str, as_at: date, known_at: datetime | None = None, **limits: Any
    ) -> WhatIf:
        """Return what a folder, as one more catalogue layer over its own, would change."""
        from skillsmatrix.evaluate.only import Only  # slow import
        from skillsmatrix.workspace.what_if import overlay, what_if  # slow import

        then = Workspace(self.root, self.settings)
        then.layers = (*self.layers, overlay(Path(folder)))
        sides = [(side.catalogue, side.policy(as_at)) for side in (self, then)]
        return what_if(self.frames(known_at), self.counting, sides, Only(**limits))


def open_workspace(path: Path | str = ".") -> Workspace:
    """Open the workspace in a folder.

    Raises:
        UsageError: the folder is no workspace.
        InputRefused: its settings have problems.
    """
    root = Path(path)
    return Workspace(root, read_settings(root))
