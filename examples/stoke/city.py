"""Make a city of fictional people: agencies, assignments, and four years of training.

    python city.py --people 2000 --seed 1 --as-at 2026-09-30 --csv records/
    python city.py --people 200000 --parquet snapshot/

The same seed, size and day give the same bytes. CSV files are in our own import template, for
``skills import``; Parquet files are a snapshot that a workspace reads as its store.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from random import Random

from besides import Besides
from kept_up import KeptUp
from needs import Planner
from people import make_people
from places import lay_places
from write_csv import CsvWriter
from write_parquet import ParquetWriter

from skillsmatrix import open_workspace
from skillsmatrix.dates import day_number

_HERE = Path(__file__).parent


def main() -> None:
    """Read the options, make the city, say what was made."""
    options = _options()
    rng = Random(options.seed)
    graph = open_workspace(_HERE).graph
    planner = Planner(graph, options.as_at)
    places = lay_places(options.people, rng)
    besides = Besides(places, planner, options.seed, day_number(options.as_at))
    kept_up = KeptUp(places, planner, options.seed, day_number(options.as_at))
    needs = besides.needs()
    writers: list[CsvWriter | ParquetWriter] = []
    if options.csv:
        writers.append(CsvWriter(options.csv, places, planner.items, needs))
    if options.parquet:
        roles = tuple(graph.catalogue.roles)
        writers.append(ParquetWriter(options.parquet, places, planner.items, roles, needs))
    assignments = absences = completions = 0
    for made in make_people(places, planner, rng, day_number(options.as_at)):
        person = kept_up.added(besides.added(made))
        assignments += len(person.assignments)
        absences += len(person.absences)
        completions += len(person.completions)
        for writer in writers:
            writer.write(person)
    for writer in writers:
        writer.close()
    print(
        f"{len(places.agencies):,} agencies, {len(places.settings):,} settings, "
        f"{len(places.teams):,} teams, {options.people:,} people, {assignments:,} assignments, "
        f"{absences:,} absences, {completions:,} completions",
        file=sys.stderr,
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Make a city of fictional people: the same seed gives the same city."
    )
    parser.add_argument("--people", type=int, default=2000, help="how many (default: 2000)")
    parser.add_argument("--seed", type=int, default=1, help="any whole number (default: 1)")
    parser.add_argument(
        "--as-at",
        type=date.fromisoformat,
        default=date(2026, 9, 30),
        metavar="DAY",
        help="the last day with records (default: 2026-09-30)",
    )
    parser.add_argument("--csv", type=Path, metavar="FOLDER", help="write CSV files here")
    parser.add_argument("--parquet", type=Path, metavar="FOLDER", help="write a snapshot here")
    options = parser.parse_args()
    if options.people < 1:
        parser.error("--people must be 1 or more")
    if not options.csv and not options.parquet:
        parser.error("say where to: --csv FOLDER, --parquet FOLDER, or both")
    return options


if __name__ == "__main__":
    main()
