"""Compare ``skills gaps`` with the same question written by hand, whole and cold.

    python benchmarks/run.py --people 20000 --runs 7
    python benchmarks/run.py --people 200000 --runs 5 --only sql pandas

Every contender answers once before anything is measured, and all must say the same. The tables go
to standard output as Markdown. Only the standard library measures.
"""

from __future__ import annotations

import argparse
import compileall
import json
import shutil
import sys
import sysconfig
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from measure import Contender, Run, answer_of, interleaved, measured, middle, paired_ratio
from prepare import AS_AT, STORES, default_folder, prepare

HERE = Path(__file__).resolve().parent
OURS = "skills gaps"
OURS_FIRST = "skills gaps, first time"
SCRIPTS = {"sql": "sql.py", "pandas": "pandas_script.py", "loop": "loop.py"}
NAMES = {"sql": "DuckDB SQL", "pandas": "pandas script", "loop": "networkx loop"}
STATUSES = (
    "met",
    "expiring",
    "not_yet_due",
    "not_evaluated",
    "below_level",
    "expired",
    "missing",
)
Answer = dict[str, dict[str, int]]


def contenders(folder: Path, kind: str, only: Sequence[str]) -> list[Contender]:
    """Return ourselves and those asked for, all reading the same kind of store."""
    workspace = folder / f"workspace-{kind}"
    skills = str(Path(sys.executable).with_name("skills"))
    asked = ("--by", "agency", "--format", "json", "--as-at", str(AS_AT))
    ours = (skills, "gaps", "-w", str(workspace), *asked)
    found = [Contender(OURS, ours)]
    if "first" in only:
        forget = partial(shutil.rmtree, workspace / ".skills", ignore_errors=True)
        found.append(Contender(OURS_FIRST, ours, forget))
    for key, script in SCRIPTS.items():
        if key in only:
            path, store = HERE / "contenders" / script, folder / STORES[kind]
            found.append(Contender(NAMES[key], (sys.executable, str(path), str(store))))
    return found


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


def table(runs: dict[str, list[Run]]) -> str:
    """Return the medians, and ours by theirs, as Markdown."""
    lines = [
        "| whole cold process | wall s | CPU s | peak MB | ours ÷ this, wall | ours ÷ this, CPU |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    ours = runs[OURS]
    for name, theirs in runs.items():
        ratios = [f"{paired_ratio(ours, theirs, what):.2f}" for what in ("wall", "cpu")]
        if theirs is ours:
            ratios = ["", ""]
        lines.append(
            f"| {name} | {middle(theirs, 'wall'):.2f} | {middle(theirs, 'cpu'):.2f} "
            f"| {middle(theirs, 'megabytes'):.0f} | {ratios[0]} | {ratios[1]} |"
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
    parser = argparse.ArgumentParser(description="Compare skills gaps with contenders by hand.")
    parser.add_argument("--people", type=int, default=20_000, help="how many (default: 20000)")
    parser.add_argument("--runs", type=int, default=7, help="of each contender (default: 7)")
    parser.add_argument("--folder", type=Path, help="of the data (default: a temporary one)")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=("first", *SCRIPTS, "help"),
        default=("first", *SCRIPTS, "help"),
        help="these beside ours (default: all)",
    )
    parser.add_argument(
        "--stores", nargs="+", choices=tuple(STORES), default=tuple(STORES), help="default: both"
    )
    return parser.parse_args()


def main() -> None:
    """Prepare, check, measure, print."""
    asked = options()
    folder = (asked.folder or default_folder(asked.people)).resolve()
    # As an installer does; a console script would otherwise be measured while it compiles.
    for place in (HERE.parent / "src", HERE.parent / "cli", sysconfig.get_path("purelib")):
        compileall.compile_dir(str(place), quiet=2)
    prepare(folder, asked.people)
    for kind in asked.stores:
        print(f"{kind}: all answers", file=sys.stderr)
        found = contenders(folder, kind, asked.only)
        city = check(found)[""]
        print(f"\n### {asked.people:,} people, from {kind}, medians of {asked.runs}\n")
        print(table(interleaved(found, asked.runs)))
        counts = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in city.items())
        print(f"\nAll say the same: {counts}.", flush=True)
    if "help" in asked.only:
        print(f"\n{start_up(max(15, asked.runs))}")


if __name__ == "__main__":
    main()
