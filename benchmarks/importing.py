"""Measure ``skills import`` of completions, whole and cold, beside a floor that checks nothing.

    python benchmarks/importing.py --rows 1000000 --runs 3
    python benchmarks/importing.py --stores postgres

For each store: a new file, the same file again, and the floor (``contenders/import_floor.py``).
PostgreSQL is started on loopback for it, as the tests do. The tables go to standard output.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

from measure import Contender, interleaved
from run import table

HERE = Path(__file__).resolve().parent
SKILLS = str(Path(sys.executable).with_name("skills"))
NEW, AGAIN, FLOOR = "skills import", "the same file again", "the floor"
FIRST, DAYS = date(2018, 1, 1), 3000
PEOPLE = 20_000


def write_files(folder: Path, rows: int) -> None:
    """Write people and their completions, in no order."""
    drawn = random.Random(1)
    items = [f"C{number:02}" for number in range(1, 31)]
    days = [(FIRST + timedelta(days=number)).isoformat() for number in range(DAYS)]
    people = [f"P{number}" for number in range(PEOPLE)]
    with open(folder / "people.csv", "w", encoding="utf-8") as file:
        file.write("id,name\n")
        file.writelines(f"{person},Person {person}\n" for person in people)
    with open(folder / "completions.csv", "w", encoding="utf-8") as file:
        file.write("person,item,completed\n")
        for _ in range(rows):
            row = drawn.choice(people), drawn.choice(items), drawn.choice(days)
            file.write(f"{','.join(row)}\n")


def skills(*arguments: str | Path) -> None:
    """Run the command, uncounted."""
    done = [SKILLS, *map(str, arguments)]
    subprocess.run(done, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def importing(name: str, workspace: Path, file: Path) -> Contender:
    """Return an import as a contender."""
    asked = ("import", "completions", str(file), "-w", str(workspace), "--as-at", "2026-09-30")
    return Contender(name, (SKILLS, *asked))


def in_files(folder: Path) -> list[Contender]:
    """Return the contenders on SQLite."""
    file, pattern = folder / "completions.csv", folder / "pattern"
    skills("init", pattern)
    skills("import", "people", folder / "people.csv", "-w", pattern)
    full = folder / "full"
    shutil.copytree(pattern, full)
    skills("import", "completions", file, "-w", full, "--as-at", "2026-09-30")

    def renew() -> None:
        shutil.rmtree(folder / "new", ignore_errors=True)
        shutil.copytree(pattern, folder / "new")

    floor = (sys.executable, str(HERE / "contenders/import_floor.py"), str(file))
    return [
        importing(NEW, folder / "new", file)._replace(before=renew),
        importing(AGAIN, full, file),
        Contender(FLOOR, (*floor, str(folder / "floor.sqlite"))),
    ]


def on_a_server(folder: Path, stack: ExitStack) -> list[Contender]:
    """Return the contenders on PostgreSQL."""
    sys.path.insert(0, str(HERE.parent))
    from tests.server import running_server

    server = stack.enter_context(running_server(durable=True))
    file = folder / "completions.csv"
    for name in ("pattern", "filled", "floor"):
        server.run(f"CREATE DATABASE {name}")
    for name in ("pattern", "filled"):
        skills("init", folder / f"server-{name}", "--store", server.uri(name))
        skills("import", "people", folder / "people.csv", "-w", folder / f"server-{name}")
    skills("import", "completions", file, "-w", folder / "server-filled", "--as-at", "2026-09-30")
    new = folder / "server-new"
    shutil.copytree(folder / "server-pattern", new)
    settings = new / "skills.toml"
    settings.write_text(settings.read_text("utf-8").replace("/pattern", "/new"), "utf-8")

    def renew() -> None:
        server.run("DROP DATABASE IF EXISTS new")
        server.run("CREATE DATABASE new TEMPLATE pattern")

    floor = (sys.executable, str(HERE / "contenders/import_floor.py"), str(file))
    return [
        importing(NEW, new, file)._replace(before=renew),
        importing(AGAIN, folder / "server-filled", file),
        Contender(FLOOR, (*floor, server.uri("floor"))),
    ]


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure skills import beside a floor.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the file")
    parser.add_argument("--runs", type=int, default=3, help="of each contender")
    kinds = ("sqlite", "postgres")
    parser.add_argument("--stores", nargs="+", choices=kinds, default=kinds, help="default: both")
    return parser.parse_args()


def prepared(
    asked: argparse.Namespace, folder: Path, stack: ExitStack
) -> Iterator[tuple[str, list[Contender]]]:
    """Yield the contenders of each store."""
    for store in asked.stores:
        made = in_files(folder) if store == "sqlite" else on_a_server(folder, stack)
        yield store, made


def main() -> None:
    """Prepare, measure, print."""
    asked = options()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        write_files(folder, asked.rows)
        for store, contenders in prepared(asked, folder, stack):
            runs = interleaved(contenders, asked.runs)
            print(f"\n### {store}: {asked.rows:,} completions, medians of {asked.runs}\n")
            print(table(runs, NEW))


if __name__ == "__main__":
    main()
