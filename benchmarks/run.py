"""Measure ``skills gaps``, whole and cold, beside the same or a simpler question written by hand.

    python benchmarks/run.py --people 20000 --runs 7
    python benchmarks/run.py --people 1500000 --runs 5 --parts main

Parts: ``main``, the whole question by all rules, beside the floor; ``contenders``, what
hand-written scripts know, with all answers checked; ``engines``, the whole question on each engine,
answers checked; ``sqlite``, the whole question from a store and from a snapshot, and reading alone;
``help``, starting up. The tables go to standard output as Markdown. Only the standard library
measures.
"""

from __future__ import annotations

import argparse
import compileall
import json
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from measure import Contender, Run, answer_of, interleaved, measured, middle, paired_ratio
from prepare import AS_AT, STORES, default_folder, plain_competencies

HERE = Path(__file__).resolve().parent
OURS = "skills gaps"
SCRIPTS = {"sql": "sql.py", "pandas": "pandas_script.py", "loop": "loop.py"}
NAMES = {"sql": "DuckDB SQL", "pandas": "pandas script", "loop": "networkx loop"}
ENGINES = {"duckdb": "DuckDB", "pandas": "pandas", "spark": "Spark"}
PARTS = ("main", "contenders", "engines", "sqlite", "help")
STATUSES = ("met", "expiring", "not_yet_due", "below_level", "expired", "missing")
Answer = dict[str, dict[str, int]]


def ours(folder: Path, kind: str, name: str = OURS, *more: str) -> Contender:
    """Return ourselves, asked by agency."""
    skills = str(Path(sys.executable).with_name("skills"))
    asked = ("--by", "agency", "--format", "json", "--as-at", str(AS_AT))
    return Contender(name, (skills, "gaps", "-w", str(folder / f"workspace-{kind}"), *asked, *more))


def script(name: str, file: str, *arguments: Path) -> Contender:
    """Return a script of ours as a contender."""
    return Contender(name, (sys.executable, str(HERE / file), *map(str, arguments)))


def main_job(folder: Path) -> list[Contender]:
    """Return ourselves with all rules, without a compiled policy too, and the floor."""
    first = ours(folder, "parquet", f"{OURS}, first time")
    kept = folder / "workspace-parquet" / ".skills"
    forget = partial(shutil.rmtree, kept, ignore_errors=True)
    floor = folder / "parquet", folder / "rules" / "floor"
    return [
        ours(folder, "parquet"),
        first._replace(before=forget),
        script("the floor", "contenders/floor.py", *floor),
    ]


def contenders(folder: Path, only: Sequence[str]) -> list[Contender]:
    """Return ourselves and the scripts asked for, all asked for what the scripts know."""
    limits = [word for name in plain_competencies(folder) for word in ("--competency", name)]
    places = folder / STORES["plain"], folder / "rules" / "plain"
    scripts = [script(NAMES[key], f"contenders/{SCRIPTS[key]}", *places) for key in only]
    return [ours(folder, "plain", OURS, *limits), *scripts]


def engines(folder: Path, only: Sequence[str]) -> list[Contender]:
    """Return ourselves on the engine there is by default, and on those asked for."""
    others = [
        ours(folder, "parquet", f"{OURS}, on {ENGINES[key]}", "--engine", key) for key in only
    ]
    return [ours(folder, "parquet"), *others]


def stores(folder: Path) -> list[Contender]:
    """Return ourselves from both kinds of store, and what only reads them."""
    return [
        ours(folder, "sqlite", f"{OURS}, from SQLite"),
        script("reading SQLite alone", "reading.py", folder / STORES["sqlite"]),
        ours(folder, "parquet", f"{OURS}, from Parquet"),
        script("reading Parquet alone", "reading.py", folder / STORES["parquet"]),
    ]


def answer(text: str) -> Answer:
    """Return what a contender said, in one form: figures of the city, then of each agency."""
    said = json.loads(text)
    if "rows" not in said:
        found = {"": said["total"], **said["agencies"]}
        return {
            key: {name: figures.get(name, 0) for name in (*STATUSES, *(("people",) if key else ()))}
            for key, figures in found.items()
        }
    found = {"": said, **{row["agency"]: row for row in said["rows"]}}
    return {
        key: {
            **{name: row[name] for name in STATUSES},
            # Ours counts as met what will expire soon, too.
            "met": row["met"] - row["expiring"],
            **({"people": row["people_with_gaps"]} if key else {}),
        }
        for key, row in found.items()
    }


def check(found: Sequence[Contender]) -> Answer:
    """Run everybody once, uncounted, and end loudly unless all say the same."""
    answers = {contender.name: answer(answer_of(contender)) for contender in found}
    expected = answers[OURS]
    for name, said in answers.items():
        for key in sorted(expected.keys() | said.keys()):
            if expected.get(key) != said.get(key):
                sys.exit(
                    f"{name} and {OURS} differ for {key or 'the whole city'}:\n"
                    f"  {name}: {said.get(key)}\n  {OURS}: {expected.get(key)}"
                )
    return expected


def table(runs: dict[str, list[Run]], first: str) -> str:
    """Return the medians, and the first by the others, as Markdown."""
    lines = [
        "| whole cold process | wall s | CPU s | peak MB | ours ÷ this, wall | ours ÷ this, CPU |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, theirs in runs.items():
        ratios = [f"{paired_ratio(runs[first], theirs, what):.2f}" for what in ("wall", "cpu")]
        lines.append(
            f"| {name} | {middle(theirs, 'wall'):.2f} | {middle(theirs, 'cpu'):.2f} "
            f"| {middle(theirs, 'megabytes'):.0f} "
            f"| {' | '.join(ratios if name != first else ('', ''))} |"
        )
    return "\n".join(lines)


def start_up(rounds: int) -> str:
    """Return how much longer ``skills --help`` takes than an empty Python program."""
    skills = str(Path(sys.executable).with_name("skills"))
    bare = Contender("python -c pass", (sys.executable, "-c", "pass"))
    helping = Contender("skills --help", (skills, "--help"))
    for contender in (bare, helping):
        measured(contender)
    runs = interleaved((bare, helping), rounds)
    wall, cpu = (
        [1000 * middle(runs[contender.name], what) for contender in (helping, bare)]
        for what in ("wall", "cpu")
    )
    return (
        f"`skills --help` {wall[0]:.0f} ms, `python -c pass` {wall[1]:.0f} ms: "
        f"{wall[0] - wall[1]:.0f} ms more, {cpu[0] - cpu[1]:.0f} ms of processor "
        f"(medians of {rounds} interleaved runs)."
    )


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure skills gaps beside scripts by hand.")
    parser.add_argument("--people", type=int, default=20_000, help="how many (default: 20000)")
    parser.add_argument("--runs", type=int, default=7, help="of each contender (default: 7)")
    parser.add_argument("--folder", type=Path, help="of the data (default: a temporary one)")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="default: all")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=tuple(SCRIPTS),
        default=tuple(SCRIPTS),
        help="these contenders (default: all)",
    )
    parser.add_argument(
        "--engines",
        nargs="+",
        choices=tuple(ENGINES),
        default=tuple(ENGINES),
        help="these engines (default: all)",
    )
    return parser.parse_args()


def main() -> None:
    """Prepare, check, measure, print."""
    asked = options()
    folder = (asked.folder or default_folder(asked.people)).resolve()
    # As an installer does; a console script would otherwise be measured while it compiles.
    for place in (HERE.parent / "src", HERE.parent / "cli", sysconfig.get_path("purelib")):
        compileall.compile_dir(str(place), quiet=2)
    # In a process of its own: what a child is said to need at most begins with what we need.
    kinds = ("--kinds", *(("sqlite",) if "sqlite" in asked.parts else ()))
    made = (str(HERE / "prepare.py"), "--people", str(asked.people), "--folder", str(folder))
    subprocess.run((sys.executable, *made, *kinds), check=True, stdout=subprocess.DEVNULL)
    found: list[Contender]
    for part in asked.parts:
        print(part, file=sys.stderr)
        if part == "help":
            print(f"\n{start_up(max(15, asked.runs))}")
            continue
        if part in ("contenders", "engines"):
            found = (
                contenders(folder, asked.only)
                if part == "contenders"
                else engines(folder, asked.engines)
            )
            city = check(found)[""]
            counts = ", ".join(f"{n:,} {name.replace('_', ' ')}" for name, n in city.items())
            said = f"All say the same: {counts}."
        else:
            found = main_job(folder) if part == "main" else stores(folder)
            for contender in found:
                answer_of(contender)
            said = ""
        print(f"\n### {part}: {asked.people:,} people, medians of {asked.runs}\n")
        print(table(interleaved(found, asked.runs), found[0].name))
        print(f"\n{said}", flush=True)


if __name__ == "__main__":
    main()
