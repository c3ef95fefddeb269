"""Columns that have a meaning → the lines of a profile for them, for what is missing, and the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from skillsmatrix.records.fields import Field
from skillsmatrix.records.known import Known
from skillsmatrix.records.policy import PROFILED
from skillsmatrix.records.suggest.cells import Marks
from skillsmatrix.records.suggest.columns import DAYS, Column
from skillsmatrix.records.suggest.dates import dates_said
from skillsmatrix.records.suggest.kind import FIELDS, NEEDED
from skillsmatrix.records.suggest.matrix import given_days, matrix_said, row_titles
from skillsmatrix.records.suggest.people import people_said
from skillsmatrix.records.suggest.suggestion import Line, Question
from skillsmatrix.records.suggest.values import values_of

_PERSONAL = ("person", "name", "part_of_name", "email", "born", "manager")
_ASKED = {
    "role_bound": "Which role must have it? No column says so.",
    "agency": "Which agency is it? No column says.",
    "role": "As what do they work? No column says which role.",
    "start": "Since when? No column gives the first day.",
    "item": "Which course or competency is it? No column says so.",
    "completed": "When was it completed? No column gives a day. Is there one that means this?",
    "name": "What are they called? No column gives a name.",
    "kind": "Why were they away? No column says so.",
    "standing": "How binding are they: statutory, mandatory, essential or desirable?",
}
_EXAMPLES = {"completed": "31/03/2026", "start": "2026-09-01", "standing": "mandatory"}


def fields_said(
    columns: Sequence[Column],
    kinds: Sequence[str],
    known: Known,
    joined: tuple[str, tuple[str, ...]] | None,
    wide: Sequence[Column],
    marks: Marks | None,
    *,
    sampled: bool,
) -> Iterator[Line | Question]:
    """Yield what each column gives, by kind."""
    others = [column for column in columns if column not in wide]
    by_sense = {column.sense: column for column in others if column.sense}
    policy = kinds == ("requirements",)
    used: dict[str, Column] = {}
    said: list[Line | Question] = []
    parts = joined[1] if joined else ()
    for kind in kinds:
        for sense, field in FIELDS[kind].items():
            column = by_sense.get(sense)
            if column is None or (joined and sense == "person") or (policy and field in used):
                continue
            used[field] = column
            said.append(Line(field, column.header, _because(column, field), "columns"))
            said += values_of(field, column, known)
            said += _empty(PROFILED[kind].field(field), column)
    if not policy and kinds != ("settings",):
        said += people_said(kinds, by_sense, joined)
        if (
            "person" not in by_sense
            and "email" in by_sense
            and "people" not in kinds
            and not joined
        ):
            email = by_sense["email"]
            said = [each for each in said if getattr(each, "key", "") != "person_email"]
            said.insert(
                0, Line("person", email.header, "the only thing that tells people", "columns")
            )
    rows = policy and row_titles(others, wide)
    if rows:
        used["role"] = rows
        offer = Line("competency", rows.header, "if not: what must be held", "columns")
        said.append(Line("role", rows.header, "its texts are all different", "columns"))
        text = f"Are the rows roles? Nothing says what {rows.header} is. If not, swap it and header_as."
        said.append(Question(text, (offer,), table="columns"))
    if wide:
        said += matrix_said(wide, marks, policy, used)
    said += _missing(kinds, used, wide, marks)
    said += _created(kinds, used)
    days = {
        field: (column.header, column.days)
        for field, column in used.items()
        if column.sense in DAYS and (not column.filled or column.days.days)
    }
    if marks and not policy and marks.days.days:
        days |= {field: ("the matrix", marks.days) for field in given_days(marks)}
    said += dates_said(days, sampled=sampled)
    skipped = [
        column for column in others if column not in used.values() and column.header not in parts
    ]
    said += _ignored(skipped)
    yield from said


def _because(column: Column, field: str) -> str:
    texts = column.texts
    seen = f"{column.count} of {column.rows} cells are filled"
    if column.sense in DAYS:
        seen = f"{column.days.days} of {column.rows} cells are days"
        if column.days.dates:
            seen += f", {column.days.dates} of them as the workbook's own dates"
    elif 0 < len(texts) <= 5 and column.sense not in _PERSONAL:
        seen += f": {', '.join(text[:30] for text in texts)}"
    elif texts:
        seen += f", {len(texts)} different"
    return f'header "{column.header}" reads like {field}; {seen}'


def _missing(
    kinds: Sequence[str], used: dict[str, Column], wide: Sequence[Column], marks: Marks | None
) -> Iterator[Question]:
    given = set(used) | ({"role_bound"} if "role" in used else set())
    if wide:
        given |= {"item", "completed", "role_bound"} | (
            {"standing"} if marks and marks.ticks else set()
        )
    for kind in kinds:
        for field in NEEDED[kind]:
            if field not in given:
                table = "columns" if field == "completed" else "constants"
                value = _EXAMPLES.get(field, "…") if table == "constants" else "…"
                offer = Line(
                    field.removesuffix("_bound"),
                    value,
                    "its header" if table == "columns" else "",
                    table,
                )
                yield Question(
                    _ASKED.get(field, f"No column gives {field}."), (offer,), table=table
                )


def _empty(field: Field | None, column: Column) -> Iterator[Question]:
    """Ask about empty cells of a field that no row may leave empty."""
    empty = column.rows - column.count
    if field is not None and field.required and column.count and empty:
        yield Question(
            f"{column.header} is empty in {empty} of {column.rows} rows, and {field.name} must not be: "
            "those rows are refused until it is filled in.",
            table="columns",
        )


def _created(kinds: Sequence[str], used: dict[str, Column]) -> Iterator[Question]:
    """Ask what may be made: whether it is there already, the file cannot tell."""
    may = [f"{field}s" for field in ("setting", "team") if field in used]
    if "people" not in kinds and any(each in ("completions", "assignments") for each in kinds):
        may.insert(0, "people")
    if "agency" in used:
        may.insert(0, "agencies")
    if may:
        offers = [Line("create", tuple(may), "if they are to be made where they are not known")]
        if "agency" in used:
            offers.append(Line("agency_sector", "…", "the sector of agencies that are made"))
        text = f"Are there records of {' and '.join(may)} already?"
        yield Question(text, tuple(offers), needed=False)


def _ignored(skipped: Sequence[Column]) -> Iterator[Line | Question]:
    if not skipped:
        return
    yield Line(
        "ignore",
        tuple(column.header for column in skipped),
        "; ".join(f"{c.header}: {_why(c)}" for c in skipped[:30]),
    )
    for column in skipped:
        if not column.may and column.filled:
            few = len(column.filled) <= 5
            shown = ", ".join(str(cell)[:30] for cell in column.filled) if few else ""
            shown = shown or f"{len(column.filled)} different texts"
            text = f"Is {column.header} of no use? Nothing reads like its header ({shown})."
            yield Question(text, needed=False)


def _why(column: Column) -> str:
    if not column.filled:
        return "empty"
    return column.doubt or ("of no use here" if column.may else "not known")
