"""Make the data of the benchmarks: a city's records, and its rules as prepared tables.

    python benchmarks/prepare.py --people 20000 --folder /somewhere/with/room

In the folder:

- ``parquet``, the generator's snapshot, with ``workspace-parquet``, which reads it;
- ``records.sqlite``, the same records as a store, with ``workspace-sqlite`` (only if asked for);
- ``plain``, the same snapshot without what the hand-written contenders know nothing of, with
  ``workspace-plain`` and, in ``rules/plain``, the rules they know as flat tables: their head start;
- ``rules/floor``, all rules as the floor has them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Collection
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from skillsmatrix.evaluate.evaluation import Settings
    from skillsmatrix.evaluate.frames import Frames
    from skillsmatrix.evaluate.posts import Posts
    from skillsmatrix.matrix import Policy, Tables
    from skillsmatrix.matrix.policy import Rule
    from skillsmatrix.matrix.spans import Span

HERE = Path(__file__).resolve().parent
AS_AT = date(2026, 9, 30)
STORES = {"parquet": "parquet", "plain": "plain", "sqlite": "records.sqlite"}
"""Kinds of store, and what each is called in the folder."""


def prepare(folder: Path, people: int, kinds: Collection[str] = tuple(STORES)) -> None:
    """Make everything that is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "parquet").exists():
        _say(f"making {people:,} people")
        _make_snapshot(folder, people)
    _make_plain(folder)
    if "sqlite" in kinds and not (folder / STORES["sqlite"]).exists():
        _say("writing the same records into a store")
        _make_store(folder)
    for kind, store in STORES.items():
        _make_workspace(folder / f"workspace-{kind}", f"../{store}")
    _say("compiling the rules")
    _make_rules(folder)


def default_folder(people: int) -> Path:
    """Return where the data lies if nobody says otherwise."""
    return Path(gettempdir()) / "skillsmatrix-benchmarks" / str(people)


def plain_competencies(folder: Path) -> tuple[str, ...]:
    """Return the competencies whose rules the hand-written contenders know, all of them."""
    found: list[str] = json.loads((folder / "rules" / "plain" / "competencies.json").read_text())
    return tuple(found)


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr)


def _make_snapshot(folder: Path, people: int) -> None:
    city = HERE.parent / "examples" / "stoke" / "city.py"
    partial = folder / "parquet.part"
    shutil.rmtree(partial, ignore_errors=True)
    options = ("--people", str(people), "--as-at", str(AS_AT), "--parquet", str(partial))
    subprocess.run([sys.executable, str(city), *options], check=True)
    partial.rename(folder / "parquet")


def _make_plain(folder: Path) -> None:
    """Link the snapshot, but for decisions, absences, and who provided what in how many hours."""
    import polars as pl

    from skillsmatrix.records.shapes import DETAILS

    plain = folder / STORES["plain"]
    shutil.rmtree(plain, ignore_errors=True)
    plain.mkdir()
    for file in (folder / "parquet").glob("*.parquet"):
        if file.stem == "completions":
            pl.scan_parquet(file).drop(DETAILS).sink_parquet(plain / file.name)
        elif file.stem not in ("decisions", "absences"):
            os.link(file, plain / file.name)


def _make_store(folder: Path) -> None:
    """Write the snapshot into a store, codes and all."""
    import polars as pl

    from skillsmatrix.records.shapes import SHAPES
    from skillsmatrix.records.store import create_store

    partial = folder / "records.part"
    for path in folder.glob("records.part*"):
        path.unlink()
    create_store(partial)
    with closing(sqlite3.connect(partial, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        for name in SHAPES:
            frame = _as_kept(name, pl.read_parquet(folder / "parquet" / f"{name}.parquet"))
            places = ", ".join("?" * frame.width)
            columns = ", ".join(f'"{column}"' for column in frame.columns)
            insert = f"INSERT INTO {name} ({columns}) VALUES ({places})"
            connection.executemany(insert, frame.iter_rows())
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    partial.rename(folder / STORES["sqlite"])


def _make_workspace(folder: Path, store: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HERE / "workspace", folder, ignore=shutil.ignore_patterns(".skills"))
    settings = folder / "skills.toml"
    own = 'store = "records.sqlite"'
    text = settings.read_text("utf-8")
    if own not in text:
        raise SystemExit(f"{HERE / 'workspace' / 'skills.toml'}: it does not say {own}.")
    settings.write_text(text.replace(own, f'store = "{store}"'), "utf-8")


def _as_kept(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Return rows of a snapshot with the columns that the store keeps."""
    import polars as pl

    if name == "completions":
        return frame.with_columns(outcome=pl.lit("complete"))
    if name == "decisions":
        return frame.with_columns(reason=pl.lit("made up"), decided_by=pl.lit("benchmarks"))
    if name == "assignments":
        hours, employment = pl.col("weekly") / 60, pl.col("employment").fill_null("")
        return frame.with_columns(employment, hours=hours).drop("weekly")
    return frame


def _make_rules(folder: Path) -> None:
    """Write the tables of the day's policy, for the contenders and for the floor."""
    from skillsmatrix import open_workspace

    for kind, write in (("plain", _plain_rules), ("parquet", _floor_rules)):
        workspace = open_workspace(folder / f"workspace-{kind}")
        laid = _Laid(workspace.frames(), workspace.policy(AS_AT), workspace.counting)
        write(folder / "rules" / ("plain" if kind == "plain" else "floor"), laid)


class _Laid:
    """A policy laid out for records, as an evaluation lays it out."""

    def __init__(self, frames: Frames, policy: Policy, settings: Settings) -> None:
        from skillsmatrix.dates import day_number
        from skillsmatrix.evaluate.posts import posts_of
        from skillsmatrix.matrix import lay_out

        self.frames, self.policy, self.settings = frames, policy, settings
        self.day = day_number(AS_AT)
        self.posts: Posts = posts_of(frames, policy, self.day)
        agencies = {code: (names.ref, names.sector) for code, names in frames.agencies.items()}
        self.tables: Tables = lay_out(
            policy, self.posts.posts, frames.items, settings.convention, agencies
        )

    def assignments(self) -> pl.DataFrame:
        """Return who stands where, bound by which profile, and since when at the agency."""
        import polars as pl

        profiles = {"post": self.posts.keys, "profile": list(self.tables.profiles)}
        found: pl.DataFrame = self.posts.assignments.collect().to_native()
        return found.filter(pl.col("start") <= self.day).select(
            "person",
            "agency",
            "start",
            pl.col("start").min().over("person", "agency").alias("agency_start"),
            "end",
            pl.col("post").replace_strict(*profiles.values()).alias("profile"),
        )

    def need(self) -> pl.DataFrame:
        """Return which profile is bound by which rule, with what follows from the rule alone."""
        import polars as pl

        of_rule = pl.DataFrame(self.tables.of_rule)
        return pl.DataFrame(self.tables.need).join(of_rule, on="rule", maintain_order="left")


def _plain_rules(folder: Path, laid: _Laid) -> None:
    """Write the rules that the contenders know: posts, need, counts, calendar."""
    import polars as pl

    from skillsmatrix.matrix.calendar import STRIDE, tabulate_calendar
    from skillsmatrix.matrix.policy import Formula

    tables, policy = laid.tables, laid.policy
    names = _known(policy)
    known = [number for number, rule in enumerate(policy.rules) if rule.competency in names]
    counts = pl.DataFrame(tables.counts[Formula.BEST]).filter(pl.col("part").is_in(known))
    days = laid.frames.completions.select("completed").unique().collect()["completed"].to_list()
    calendar = tabulate_calendar(
        [day for day in days if day <= laid.day],
        tables.spans_of(tables.counts[Formula.BEST], "span"),
        laid.settings.convention,
    )
    _write(
        folder,
        posts=laid.assignments(),
        need=laid.need().filter(pl.col("rule").is_in(known)),
        # A rule has one part here, and the part the rule's number.
        counts=counts.rename({"part": "rule"}),
        calendar=pl.DataFrame(
            {
                "day": [key // STRIDE for key in calendar["key"]],
                "span": [key % STRIDE for key in calendar["key"]],
                "last": calendar["last"],
            }
        ),
    )
    (folder / "competencies.json").write_text(json.dumps(names), "utf-8")
    rules = f"{len(known)} of {len(policy.rules)} rules"
    _say(f"the contenders know {rules}, those of {len(names)} competencies")


def _known(policy: Policy) -> list[str]:
    """Return the competencies of which every rule is known."""
    extended = {name for found in policy.extensions for name in found.competencies}
    others = {rule.competency for rule in policy.rules if not _is_known(rule)}
    return sorted({rule.competency for rule in policy.rules} - others - extended)


def _is_known(rule: Rule) -> bool:
    """Say whether a contender knows such rules: one record is enough, whatever came before it."""
    from skillsmatrix.matrix.policy import Formula
    from skillsmatrix.model.course import AwardKind
    from skillsmatrix.model.requirement import Trigger

    return (
        [part.formula for part in rule.parts] == [Formula.BEST]
        and all(grant.award is not AwardKind.RENEWAL for grant in rule.parts[0].grants)
        and rule.trigger in (Trigger.POST, Trigger.AGENCY)
        and rule.new_starters is None
        and rule.grace is None
    )


def _floor_rules(folder: Path, laid: _Laid) -> None:
    """Write all rules as if each asked for one record, valid for so many days."""
    import polars as pl

    tables = laid.tables
    days = {number: _days(span, laid) for number, span in tables.spans.items()}
    in_days = pl.col("span").replace_strict(days, default=0)
    counts = [
        pl.DataFrame(found).select("profile", "item", "part", "granted", "min_level", days=in_days)
        for kind in (tables.counts, tables.several)
        for found in kind.values()
        if found["item"]
    ]
    of_part = pl.DataFrame(tables.of_part).select("part", "rule")
    grace = pl.col("within").replace_strict(days)
    _write(
        folder,
        posts=laid.assignments(),
        need=laid.need().select("profile", "rule", "comp", grace=grace),
        counts=pl.concat(counts).join(of_part, on="part", maintain_order="left").drop("part"),
    )


def _days(span: Span, laid: _Laid) -> int:
    from skillsmatrix.matrix.spans import span_ending

    return span_ending(span, laid.settings.convention)(laid.day) - laid.day


def _write(folder: Path, **tables: pl.DataFrame) -> None:
    import polars as pl

    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        table.cast(pl.Int32).write_parquet(folder / f"{name}.parquet")


def main() -> None:
    """Read the options, make the data."""
    parser = argparse.ArgumentParser(description="Make the data of the benchmarks.")
    parser.add_argument("--people", type=int, default=20_000, help="how many (default: 20000)")
    parser.add_argument(
        "--folder", type=Path, help="where (default: a folder among the temporary ones)"
    )
    parser.add_argument(
        "--kinds", nargs="*", choices=tuple(STORES), default=tuple(STORES), help="default: all"
    )
    options = parser.parse_args()
    folder = options.folder or default_folder(options.people)
    prepare(folder, options.people, options.kinds)
    print(folder)


if __name__ == "__main__":
    main()
