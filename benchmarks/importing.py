"""Measure ``skills import`` of completions, and reading them, beside a floor that does no more.

    python benchmarks/importing.py --rows 1000000 --runs 3
    python benchmarks/importing.py --stores postgres

For each store: a new file, the same file again, and the floor (``contenders/import_floor.py``);
then all frames as ``skills gaps`` reads them, and the floor (``contenders/read_floor.py``).
PostgreSQL is started on loopback for it, as the tests do. The tables go to standard output.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

from measure import Contender, interleaved
from run import table

HERE = Path(__file__).resolve().parent
SKILLS = str(Path(sys.executable).with_name("skills"))
NEW, AGAIN, FLOOR = "skills import", "the same file again", "the floor"
READING = "reading all frames"
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


def script(name: str, file: str, *arguments: str) -> Contender:
    """Return a script of ours as a contender."""
    return Contender(name, (sys.executable, str(HERE / file), *arguments))


def reading(store: str) -> list[Contender]:
    """Return the contenders that read a store."""
    ours = script(READING, "reading.py", store)
    return [ours, script(FLOOR, "contenders/read_floor.py", store)]


def in_files(folder: Path) -> tuple[list[Contender], list[Contender]]:
    """Return the contenders on SQLite: those that import, and those that read."""
    file, pattern = folder / "completions.csv", folder / "pattern"
    skills("init", pattern)
    skills("import", "people", folder / "people.csv", "-w", pattern)
    full = folder / "full"
    shutil.copytree(pattern, full)
    skills("import", "completions", file, "-w", full, "--as-at", "2026-09-30")

    def renew() -> None:
        shutil.rmtree(folder / "new", ignore_errors=True)
        shutil.copytree(pattern, folder / "new")

    floor = str(file), str(folder / "floor.sqlite")
    return [
        importing(NEW, folder / "new", file)._replace(before=renew),
        importing(AGAIN, full, file),
        script(FLOOR, "contenders/import_floor.py", *floor),
    ], reading(str(full / "records.sqlite"))


def on_a_server(folder: Path, stack: ExitStack) -> tuple[list[Contender], list[Contender]]:
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

    return [
        importing(NEW, new, file)._replace(before=renew),
        importing(AGAIN, folder / "server-filled", file),
        script(FLOOR, "contenders/import_floor.py", str(file), server.uri("floor")),
    ], reading(server.uri("filled"))


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure skills import beside a floor.")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the file")
    parser.add_argument("--runs", type=int, default=3, help="of each contender")
    kinds = ("sqlite", "postgres")
    parser.add_argument("--stores", nargs="+", choices=kinds, default=kinds, help="default: both")
    return parser.parse_args()


def main() -> None:
    """Prepare, measure, print."""
    asked = options()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        write_files(folder, asked.rows)
        for store in asked.stores:
            both = in_files(folder) if store == "sqlite" else on_a_server(folder, stack)
            for contenders in both:
                runs = interleaved(contenders, asked.runs)
                print(f"\n### {store}: {asked.rows:,} completions, medians of {asked.runs}\n")
                print(table(runs, contenders[0].name))


if __name__ == "__main__":
    main()
