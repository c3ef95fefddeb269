"""The counts per worker of a training report (JSON) as a workspace whose counts are the same.

The fixture says of six workers how many of their records are expired, expiring or up to date, and
how many mandatory categories they have no record of. Here each of them becomes a role of one
person, requiring as many categories of training, the first ones in the list of codes: mandatory
ones, and desirable ones for what is not mandatory. The records are an ASC-WDS training file.

    python totals.py fixture.json totals
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CODES = (1, 2, *range(5, 24), *range(25, 40))
"""The first codes of training categories."""

HEADER = [
    *("LOCALESTID", "UNIQUEWORKERID", "CATEGORY", "TRAININGNAME", "ACCREDITED", "WHODELIVERED"),
    *("PROVIDERNAME", "HOWDELIVERED", "VALIDITY", "DATECOMPLETED", "EXPIRYDATE", "NOTES"),
]

EXPIRES = {"expired": "01/11/2021", "expiring": "01/01/2022", "upToDate": "01/01/2023"}
"""An expiry for each status as at 1 December 2021, with a window of 90 days."""

SETTINGS = """\
name = "ASC-WDS training report, totals (fictional people)"
catalogues = ["shipped", "catalogue"]
expiring_within = "90 days"
"""


@dataclass(frozen=True)
class Worker:
    """A worker of the report; ``needs`` are (category, standing, status) each."""

    id: str
    name: str
    workplace: str
    workplace_name: str
    needs: tuple[tuple[int, str, str], ...]


def read_workers(fixture: Mapping[str, Any]) -> tuple[Worker, ...]:
    """Return the workers of both workplaces."""
    lists = ("mockWorkerTrainingBreakdowns", "secondMockWorkerTrainingBreakdowns")
    return tuple(_worker(counts) for name in lists for counts in fixture[name])


def _worker(counts: Mapping[str, Any]) -> Worker:
    needs = list(_needs(counts))
    return Worker(
        id=counts["name"].lower().replace(" ", "-"),
        name=counts["name"],
        workplace=str(counts["workplaceId"]),
        workplace_name=counts["workplaceName"],
        needs=tuple((code, *need) for code, need in zip(CODES, needs, strict=False)),
    )


def _needs(counts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield standing and status of as many categories as are counted."""
    for part, standing in (("Mandatory", "mandatory"), ("NonMandatory", "desirable")):
        for status in EXPIRES:
            yield from [(standing, status)] * counts[f"{status}{part}TrainingCount"]
    yield from [("mandatory", "missing")] * counts["missingMandatoryTrainingCount"]


def workspace_texts(workers: Sequence[Worker]) -> dict[str, str]:
    """Return the text of each file of the workspace."""
    places = list(dict.fromkeys((w.workplace, w.workplace_name) for w in workers))
    return {
        "skills.toml": SETTINGS,
        "catalogue/competencies/report.toml": "\n".join(map(_policy, workers)),
        "records/agencies.csv": _csv(
            ["id", "name", "sector"], [["mock-care", "Mock care", "social-care"]]
        ),
        "records/settings.csv": _csv(
            ["id", "name", "agency"], [[place, name, "mock-care"] for place, name in places]
        ),
        "records/people.csv": _csv(
            ["id", "name", "source", "source_id"],
            [[w.id, w.name, "asc-wds", f"{w.workplace}|{w.name}"] for w in workers],
        ),
        "records/assignments.csv": _csv(
            ["person", "agency", "role", "start", "setting"],
            [[w.id, "mock-care", w.id, "2019-01-07", w.workplace] for w in workers],
        ),
        "training.csv": _csv(HEADER, [row for w in workers for row in _rows(w)]),
    }


def _policy(worker: Worker) -> str:
    texts = [f'[[role]]\nid = "{worker.id}"\ntitle = "As {worker.name}"\ndemonstration = true\n']
    texts += [
        f'[[requirement]]\nid = "ASCWDS-{code}.{worker.id}"\ncompetency = "ASCWDS-{code}"\n'
        f'standing = "{standing}"\nroles = ["{worker.id}"]\ndemonstration = true\n'
        f'origin = "default"\n\n[[requirement.renewal]]\nkind = "once"\norigin = "default"\n'
        for code, standing, _ in worker.needs
    ]
    return "\n".join(texts)


def _rows(worker: Worker) -> Iterator[list[str]]:
    for code, _, status in worker.needs:
        if status != "missing":
            about = [worker.workplace, worker.name, str(code), f"Training {code}", "999"]
            yield [*about, "", "", "", "", "01/06/2020", EXPIRES[status], ""]


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    return text.getvalue()


def main(fixture: Path, workspace: Path) -> None:
    """Write the workspace, and say how many records of how many workers it holds."""
    workers = read_workers(json.loads(fixture.read_text("utf-8")))
    texts = workspace_texts(workers)
    for name, text in texts.items():
        path = workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    print(f"{len(workers)} workers, {texts['training.csv'].count(chr(10)) - 1} records.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
