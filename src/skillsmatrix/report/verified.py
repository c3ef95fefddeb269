"""What a store was found to have, for people and for machines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from skillsmatrix.records.verify import CODES, Finding, LastSeal, Severity
from skillsmatrix.records.verify.repair import Step

_MOST = 10
_IDS = 5


def verified_text(findings: Sequence[Finding], *, every: bool = False) -> Iterator[str]:
    """Yield findings as lines, by code, so many of each unless every one is asked for."""
    for name, group in groupby(findings, lambda finding: finding.code):
        its, code = list(group), CODES[name]
        yield f"{name}: {len(its):,} ({code.severity}), {code.about}. {code.remedy}"
        for finding in its if every else its[:_MOST]:
            yield f"  {_line(finding)}"
        if not every and len(its) > _MOST:
            yield f"  … and {len(its) - _MOST:,} more: --all lists them."
    yield counted(findings)


def counted(findings: Sequence[Finding]) -> str:
    """Return how many errors and notes there are."""
    errors = count_errors(findings)
    notes = len(findings) - errors
    said = [
        f"{count:,} {word}{'' if count == 1 else 's'}" if count else f"no {word}s"
        for count, word in ((errors, "error"), (notes, "note"))
    ]
    return f"{said[0][0].upper()}{said[0][1:]}, {said[1]}."


def count_errors(findings: Sequence[Finding]) -> int:
    """Return how many of the findings are errors."""
    return sum(CODES[finding.code].severity is Severity.ERROR for finding in findings)


def sealed_text(last: LastSeal) -> str:
    """Return what to note elsewhere, so that nobody can cut the log short unseen."""
    if not last.entry:
        return "The log is empty."
    return f"The log ends with entry {last.entry}, sealed {last.seal}."


def verified_json(findings: Sequence[Finding], last: LastSeal) -> str:
    """Return every finding as JSON."""
    errors = count_errors(findings)
    rows = [dict(_values(finding)) | {"ids": list(finding.ids)} for finding in findings]
    told: dict[str, object] = {"errors": errors, "notes": len(findings) - errors}
    told |= {"last_entry": last.entry, "last_seal": last.seal, "findings": rows}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def verified_csv(findings: Sequence[Finding]) -> str:
    """Return every finding as a row of CSV."""
    names = [name for name, _ in _values(Finding(code="orphan", what=""))]
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(dict(_values(finding)) for finding in findings)
    return text.getvalue()


def steps_text(steps: Sequence[Step]) -> Iterator[str]:
    """Yield what a repair does, row by row."""
    for step in steps:
        yield f"{step.table} {step.id}: {step.what}"


def _values(finding: Finding) -> Iterator[tuple[str, object]]:
    code = CODES[finding.code]
    yield "code", finding.code
    yield "severity", str(code.severity)
    yield "table", finding.table
    yield "ids", " ".join(map(str, finding.ids))
    yield "count", finding.count
    yield "person", finding.person
    yield "file", finding.file
    yield "row", finding.row
    yield "what", finding.what
    yield "remedy", code.remedy
    yield "repair", f"--repair {finding.code}" if code.repair else ""


def _line(finding: Finding) -> str:
    ids = ", ".join(map(str, finding.ids[:_IDS])) + (" …" if finding.count > _IDS else "")
    place = f"{finding.file}:{finding.row}" if finding.row is not None else finding.file
    where = [f"{finding.table} {ids}".strip(), finding.person, place]
    return f"{', '.join(part for part in where if part)}: {finding.what}".removeprefix(": ")
