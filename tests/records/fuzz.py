"""Many thousands of broken files through the real door: each is read or refused, and nothing else.

``python -m tests.records.fuzz --files 200000 --seed 1 --processes 2`` prints how they came out. A
file depends on the seed and its number alone: ``--first 4711 --files 1`` makes that one again.
What fails is kept, with what was said, in the folder given as ``--keep``.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Lock
from typing import Any

from attrs import Factory, define
from tests.records.conftest import ASKED
from tests.records.fuzz_changes import changed_csv, changed_workbook
from tests.records.fuzz_seeds import Seed, all_seeds

from skillsmatrix.errors import InputRefused, SkillsError
from skillsmatrix.records.door import import_file
from skillsmatrix.records.store import Store, create_store, open_store

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 10
"""Of processor time for one file: the machine may have others to serve."""
MOST_MEGABYTES = 600
_HANGS, _WATCHED = 300, 50
"""A process that has not done so many files after so many seconds is ended, with its traceback."""
_EVERY_REAL = 8
"""Every so many files the good rows are let in, and the others written and read again."""
_WORLD = (
    ("agencies", "id,name,sector,area\nA1,Alpha,education,north\nA2,Beta,health,\n"),
    ("settings", "id,name,agency,type,area\nS1,Hill School,A1,school,\n"),
    ("teams", "id,name,agency,setting\nT1,Year 3,A1,S1\n"),
    ("people", "id,name,email\nP1,Ada King,ada@a1.example\nP2,Ben Lee,\nP3,Cy Moss,\n"),
    ("completions", "person,item,completed,level,reference\nP1,C01,2025-01-02,1,R1\n"),
)


@define
class Tally:
    """How files came out.

    Attributes:
        outcomes: how many had each outcome, or each code of a problem.
        slowest: seconds, and the number of the file.
        peak: megabytes of the largest process.
        failed: the number of each file that failed, and what was said.
    """

    files: int = 0
    outcomes: Counter[str] = Factory(Counter)
    slowest: tuple[float, int] = (0, 0)
    peak: float = 0
    failed: dict[int, str] = Factory(dict)
    _lock: Lock = Factory(Lock)

    def add(self, told: dict[str, Any]) -> None:
        """Count one file."""
        with self._lock:
            self.files += 1
            self.outcomes.update(told["outcomes"])
            self.slowest = max(self.slowest, (told["seconds"], told["number"]))
            self.peak = max(self.peak, told["peak"])
            if told["failed"]:
                self.failed[told["number"]] = told["failed"]


def make_file(seed: int, number: int, seeds: Sequence[Seed]) -> tuple[Seed, bytes]:
    """Return what a file was made of, and its bytes."""
    random = Random(f"{seed}/{number}")
    chosen, other = random.choice(seeds), random.choice(seeds)
    change = changed_workbook if chosen.workbook else changed_csv
    return chosen, change(random, chosen.content, other.content)


def work(seed: int, numbers: Sequence[int], keep: Path) -> Iterator[dict[str, Any]]:
    """Bring in one file after the other, and tell of each how it came out."""
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    seeds = all_seeds()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = make_world(folder)
        for at, number in enumerate(numbers):
            if at % _WATCHED == 0:
                faulthandler.dump_traceback_later(_HANGS, exit=True)
            made, content = make_file(seed, number, seeds)
            path = folder / f"file.{'xlsx' if made.workbook else 'csv'}"
            path.write_bytes(content)
            began, failed = time.process_time(), ""
            try:
                outcomes = _bring(store, made, path, real=number % _EVERY_REAL == 0)
            except Exception:  # noqa: BLE001  # whichever: it is kept, and told
                outcomes, failed = Counter({"failed": 1}), traceback.format_exc()
            seconds = time.process_time() - began
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            if seconds > MOST_SECONDS:
                failed = failed or f"It took {seconds:.1f} seconds."
            if peak > MOST_MEGABYTES:
                failed = failed or f"The process has grown to {peak:.0f} MB."
            if failed:
                _keep(keep, number, made, content, failed)
            yield {
                "number": number,
                "outcomes": outcomes,
                "seconds": seconds,
                "peak": peak,
                "failed": failed,
            }
    faulthandler.cancel_dump_traceback_later()


def make_world(folder: Path) -> Store:
    """Make a store with a few records, and a copy to go back to."""
    path = folder / "store.sqlite"
    create_store(path)
    store = open_store(path)
    for kind, text in _WORLD:
        (folder / "world.csv").write_text(text, encoding="utf-8")
        import_file(store, kind, folder / "world.csv", **ASKED)
    shutil.copy(path, folder / "first.sqlite")
    return store


def _bring(store: Store, made: Seed, path: Path, *, real: bool) -> Counter[str]:
    asked = {**ASKED, "profile": made.profile}
    try:
        if not real:
            result = import_file(store, made.kind, path, dry_run=True, **asked)
            return Counter(["taken", *{problem.code for problem in result.problems}])
        rejects = path.with_name("rejects.csv")
        rejects.unlink(missing_ok=True)
        result = import_file(store, made.kind, path, partial=True, rejects=rejects, **asked)
        if result.rejected:
            import_file(store, made.kind, rejects, dry_run=True, **asked)
        return Counter(["taken for good", *{problem.code for problem in result.problems}])
    except InputRefused as refused:
        return Counter(["refused", *{problem.code for problem in refused.problems}])
    except SkillsError as error:
        return Counter([type(error).__name__])
    finally:
        if real:
            shutil.copy(path.with_name("first.sqlite"), path.with_name("store.sqlite"))


def _keep(keep: Path, number: int, made: Seed, content: bytes, said: str) -> None:
    keep.mkdir(parents=True, exist_ok=True)
    name = f"{number}-{made.name.replace(' ', '-')}"
    (keep / f"{name}.{'xlsx' if made.workbook else 'csv'}").write_bytes(content)
    (keep / f"{name}.txt").write_text(said, encoding="utf-8")


def run(files: int, seed: int, processes: int, keep: Path, first: int = 0) -> Tally:
    """Share files out among processes, and count; a process that dies is followed by another."""
    tally = Tally()
    shares = [range(first + at, first + files, processes) for at in range(processes)]
    with ThreadPoolExecutor(processes) as pool:
        for _ in pool.map(lambda share: _drive(seed, share, keep, tally), shares):
            pass
    return tally


def _drive(seed: int, numbers: range, keep: Path, tally: Tally) -> None:
    while numbers:
        asked = (seed, numbers.start, numbers.stop, numbers.step)
        command = [sys.executable, "-m", "tests.records.fuzz", "--keep", str(keep), "--work"]
        with (
            tempfile.TemporaryFile("w+") as said,
            subprocess.Popen(
                [*command, *map(str, asked)],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            ) as child,
        ):
            for line in child.stdout or ():
                tally.add(json.loads(line))
                numbers = numbers[1:]
            if child.wait() == 0:
                continue
            said.seek(0)
            why = f"The process died ({child.returncode}): {said.read()[-4000:]}"
        if numbers:
            made, content = make_file(seed, numbers[0], all_seeds())
            _keep(keep, numbers[0], made, content, why)
            told = {"number": numbers[0], "outcomes": ["died"], "seconds": 0, "peak": 0}
            tally.add({**told, "failed": why})
            numbers = numbers[1:]


def main() -> int:
    """Run, and print what came of it; 1 if a file failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=200_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "fuzz-kept")
    parser.add_argument("--work", type=int, nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        seed, *numbers = asked.work
        for told in work(seed, range(*numbers), asked.keep):
            print(json.dumps(told), flush=True)
        return 0
    began = time.monotonic()
    tally = run(asked.files, asked.seed, asked.processes, asked.keep, asked.first)
    for outcome, count in tally.outcomes.most_common():
        print(f"{count:8} {outcome}")
    for number, said in sorted(tally.failed.items()):
        print(f"File {number} failed: {said.strip().splitlines()[-1]}")
    seconds, number = tally.slowest
    print(
        f"{tally.files} files in {time.monotonic() - began:.0f} seconds, {len(tally.failed)} failed; "
        f"the slowest took {seconds:.1f} seconds ({number}), the largest process {tally.peak:.0f} MB."
    )
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
