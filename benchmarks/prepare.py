"""Make the data of the benchmarks: a city's records twice, and its rules as prepared tables.

    python benchmarks/prepare.py --people 20000 --folder /somewhere/with/room

In the folder: ``parquet`` (the generator's snapshot), ``records.sqlite`` (the same records as a
store), ``rules`` (the policy of the day as flat tables: the head start of the hand-written
contenders), and ``workspace-parquet`` and ``workspace-sqlite``, which read them.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import gettempdir

HERE = Path(__file__).resolve().parent
AS_AT = date(2026, 9, 30)
STORES = {"parquet": "parquet", "sqlite": "records.sqlite"}
"""Kinds of store, and what each is called in the folder."""


def prepare(folder: Path, people: int) -> None:
    """Make everything that is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "parquet").exists():
        _say(f"making {people:,} people")
        _make_snapshot(folder, people)
    if not (folder / STORES["sqlite"]).exists():
        _say("writing the same records into a store")
        _make_store(folder)
    for kind, store in STORES.items():
        _make_workspace(folder / f"workspace-{kind}", f"../{store}")
    _say("compiling the rules")
    _make_rules(folder)


def default_folder(people: int) -> Path:
    """Return where the data lies if nobody says otherwise."""
    return Path(gettempdir()) / "skillsmatrix-benchmarks" / str(people)


def _say(what: str) -> None:
    print(f"{what} …", file=sys.stderr)


def _make_snapshot(folder: Path, people: int) -> None:
    city = HERE.parent / "examples" / "stoke" / "city.py"
    partial = folder / "parquet.part"
    shutil.rmtree(partial, ignore_errors=True)
    options = ("--people", str(people), "--as-at", str(AS_AT), "--parquet", str(partial))
    subprocess.run([sys.executable, str(city), *options], check=True)
    partial.rename(folder / "parquet")


def _make_store(folder: Path) -> None:
    """Write the snapshot into a store, codes and all."""
    import polars as pl

    from skillsmatrix.records.columns import SHAPES
    from skillsmatrix.records.store import create_store

    partial = folder / "records.part"
    for path in folder.glob("records.part*"):
        path.unlink()
    create_store(partial)
    with closing(sqlite3.connect(partial, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        for name, shape in SHAPES.items():
            frame = pl.read_parquet(folder / "parquet" / f"{name}.parquet").select(list(shape))
            if name == "completions":
                frame = frame.with_columns(outcome=pl.lit("complete"))
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


def _make_rules(folder: Path) -> None:
    """Write the tables of the day's policy: posts, need, counts, calendar."""
    from skillsmatrix import open_workspace
    from skillsmatrix.dates import day_number
    from skillsmatrix.evaluate.frames import NOWHERE, frames_of_columns
    from skillsmatrix.matrix import lay_out
    from skillsmatrix.matrix.calendar import STRIDE, tabulate_calendar

    workspace = open_workspace(folder / "workspace-parquet")
    columns, settings = workspace.columns, workspace.settings
    frames = frames_of_columns(columns)
    keys = columns.assignments.select("role", "agency", "setting").fill_null(NOWHERE).unique()
    codes = sorted(keys.iter_rows())
    posts = frames.posts(codes)
    tables = lay_out(workspace.policy(AS_AT), posts, frames.items, settings.expiry)
    days = [day for day in columns.completions["completed"].unique() if day <= day_number(AS_AT)]
    calendar = tabulate_calendar(days, tables.renewals, settings.expiry)
    roles, agencies, places = zip(*codes, strict=True)
    _write(
        folder / "rules",
        posts={"role": roles, "agency": agencies, "setting": places, "profile": tables.profiles},
        need={
            **tables.need,
            **{
                name: [values[rule] for rule in tables.need["rule"]]
                for name, values in tables.of_rule.items()
            },
        },
        counts=tables.counts,
        calendar={
            "day": [key // STRIDE for key in calendar["key"]],
            "interval": [key % STRIDE for key in calendar["key"]],
            "last": calendar["last"],
        },
    )


def _write(folder: Path, **tables: Mapping[str, object]) -> None:
    import polars as pl

    folder.mkdir(exist_ok=True)
    for name, table in tables.items():
        pl.DataFrame(table).cast(pl.Int32).write_parquet(folder / f"{name}.parquet")


def main() -> None:
    """Read the options, make the data."""
    parser = argparse.ArgumentParser(description="Make the data of the benchmarks.")
    parser.add_argument("--people", type=int, default=20_000, help="how many (default: 20000)")
    parser.add_argument(
        "--folder", type=Path, help="where (default: a folder among the temporary ones)"
    )
    options = parser.parse_args()
    folder = options.folder or default_folder(options.people)
    prepare(folder, options.people)
    print(folder)


if __name__ == "__main__":
    main()
