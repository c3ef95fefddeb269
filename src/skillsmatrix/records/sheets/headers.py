"""Sheet → the cells of each field, by what a profile says of the headers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from skillsmatrix.errors import InputRefused, UsageError
from skillsmatrix.model.completion import Outcome
from skillsmatrix.problems import Problem, near
from skillsmatrix.records.fold import folded
from skillsmatrix.records.kinds import Field, Kind
from skillsmatrix.records.profiles.profile import PersonBy, Profile, UnknownColumns
from skillsmatrix.records.sheets.expected import REASON, all_fields, headers_of
from skillsmatrix.records.sheets.sheet import CELL, SHEET, Cell, Sheet

_SHOWN = 8

JOIN = "|"
"""Stands between the parts of a source id that is made of several columns."""


@frozen
class Mapped:
    """The cells of each field that the sheet or the profile gives.

    Attributes:
        labels: what the file calls each field.
    """

    cells: dict[str, Sequence[Cell]]
    labels: dict[str, str]
    remarks: tuple[str, ...] = ()


def map_columns(sheet: Sheet, kind: Kind, profile: Profile, person: str = "") -> Mapped:
    """Return the cells of each field of a kind.

    Args:
        sheet: what was read.
        kind: the kind of records wanted.
        profile: which headers give which field.
        person: our id of the person that the whole file is about, if it names none.

    Raises:
        InputRefused: the headers do not fit the profile; with all that is wrong with them.
        UsageError: the person has to be named, or must not be.
    """
    found: dict[str, int] = {}
    for index, header in enumerate(sheet.headers):
        found.setdefault(folded(header), index)
    headers = {name: headers_of(name, profile) for name in all_fields(profile)}
    headers |= {name: (header,) for name, header in sheet.gives.items()}
    expected = [header for names in headers.values() for header in names]
    unfit = list(_header_problems(sheet, profile, expected))
    if unfit and profile.exact_header:
        raise InputRefused(unfit)  # what is missing then says nothing new
    problems: list[Problem] = []
    cells: dict[str, Sequence[Cell]] = {}
    labels: dict[str, str] = {}
    count = len(sheet.lines)
    for field in kind.fields:
        name = field.name
        present = [header for header in headers.get(name, ()) if folded(header) in found]
        columns = [sheet.columns[found[folded(header)]] for header in present]
        joined = name == _joined_field(kind, profile)
        if name in sheet.gives and name in profile.constants:
            cells[name] = _filled_up(sheet, columns[0], profile.constants[name])
        elif name in profile.constants:
            cells[name] = [profile.constants[name]] * count
        elif columns and joined and len(present) == len(headers[name]):
            cells[name] = columns[0] if len(columns) == 1 else _join(columns)
        elif columns and not joined:
            cells[name] = columns[0] if len(columns) == 1 else _first_filled(columns)
        elif _needed(field, kind, profile, person):
            problems.append(_missing(sheet, name, headers.get(name, ()), found))
        labels[name] = name if name in sheet.gives else " + ".join(present) or name
    if problems or unfit:
        raise InputRefused([*problems, *unfit])
    _add_person(cells, kind, profile, person, count)
    return Mapped(cells, labels, _remarks(sheet, profile, expected))


def _filled_up(sheet: Sheet, cells: Sequence[Cell], constant: str) -> list[Cell]:
    """Put a constant where a matrix's cell says nothing; no day where it was not completed."""
    outcome = sheet.gives.get("outcome")
    if outcome is None or sheet.gives.get("completed") is None:
        return [cell or constant for cell in cells]
    outcomes = sheet.columns[sheet.headers.index(outcome)]
    done = {"", Outcome.COMPLETE.value}
    return [
        cell or (constant if str(said).casefold() in done else "")
        for cell, said in zip(cells, outcomes, strict=True)
    ]


def _joined_field(kind: Kind, profile: Profile) -> str | None:
    """Return the field that the source id of a person goes to, if the file has one."""
    if profile.person.by is not PersonBy.SOURCE_ID:
        return None
    return "source_id" if kind.name == "people" else "person"


def _needed(field: Field, kind: Kind, profile: Profile, person: str) -> bool:
    """Say whether a file must have a column for a field."""
    joined = _joined_field(kind, profile)
    if field.name == "person":
        by = profile.person.by
        return by is not PersonBy.OPTION and not (person and by is PersonBy.ID)
    if field.name == "id" and joined is not None:
        return False
    return field.required or field.column or field.name == joined


def _add_person(
    cells: dict[str, Sequence[Cell]], kind: Kind, profile: Profile, person: str, count: int
) -> None:
    if kind.name == "people":
        if profile.person.by is PersonBy.SOURCE_ID:
            cells["source"] = [profile.source] * count
            cells.setdefault("id", cells["source_id"])
        return
    if kind.field("person") is None:
        return
    if person and "person" in cells:
        raise UsageError("The file names its own people. Import it without --person.")
    if not person and "person" not in cells:
        raise UsageError("The file does not say whose records these are. Add --person ID.")
    if person:
        cells["person"] = [person] * count


def _header_problems(sheet: Sheet, profile: Profile, expected: list[str]) -> Iterator[Problem]:
    place = sheet.place()
    unused = {folded(header) for header in _unused(profile)}
    if profile.unknown_columns is UnknownColumns.IGNORE:
        unused |= {folded(header) for header in sheet.headers} - set(map(folded, expected))
    for header, count in Counter(map(folded, sheet.headers)).items():
        if header and count > 1 and header not in unused:
            shown = next(each for each in sheet.headers if folded(each) == header)
            yield Problem(
                "duplicate-header",
                place,
                f"{count} columns have the same header ({shown})",
                f"Give each its own, or name them in a profile as {shown} and {shown}#2.",
            )
    headers = tuple(header for header in sheet.headers if header not in added_headers(sheet))
    if profile.exact_header:
        if headers not in profile.exact_header.values():
            yield _not_exact(sheet, headers, profile)
        return
    if profile.unknown_columns is UnknownColumns.REFUSE:
        found = {folded(header) for header in sheet.headers}
        lacking = [header for header in expected if folded(header) not in found]
        for header in _unknown(sheet, profile, expected):
            offered = near(header, lacking) if lacking else "Remove it."
            yield Problem(
                "unknown-column",
                place,
                f"There is no use for a column of this header ({header})",
                f"{offered} Or name it in ignore, in a profile.",
            )
    for index, header in enumerate(sheet.headers):
        if not header and any(sheet.columns[index]):
            yield Problem(
                "cell-without-header",
                place,
                f"Column {index + 1} has no header",
                "Give it one, or remove it.",
            )


def _not_exact(sheet: Sheet, headers: tuple[str, ...], profile: Profile) -> Problem:
    def differences(wanted: tuple[str, ...]) -> int:
        pairs = zip(headers, wanted, strict=False)
        return sum(a != b for a, b in pairs) + abs(len(headers) - len(wanted))

    version, wanted = min(profile.exact_header.items(), key=lambda item: differences(item[1]))
    pairs = enumerate(zip((*headers, "nothing"), (*wanted, "nothing"), strict=False), start=1)
    number, (is_, should) = next((n, pair) for n, pair in pairs if pair[0] != pair[1])
    return Problem(
        "wrong-header",
        sheet.place(),
        f"The header is not that of {profile.name or profile.source}, "
        f"version {version}: column {number} should be {should} ({is_})",
        "Export it again, without changing, moving or adding columns.",
    )


def _unknown(sheet: Sheet, profile: Profile, expected: list[str]) -> list[str]:
    known = {folded(header) for header in (*expected, *_unused(profile), *added_headers(sheet), "")}
    return [header for header in sheet.headers if folded(header) not in known]


def _unused(profile: Profile) -> tuple[str, ...]:
    return (*profile.ignore, *profile.fill_down, *profile.skip_rows, *profile.stop_at)


def added_headers(sheet: Sheet) -> set[str]:
    """Return the headers of columns that come from us."""
    return {REASON, SHEET, *sheet.gives.values(), *((CELL,) if sheet.wide else ())}


def _missing(sheet: Sheet, field: str, wanted: Sequence[str], found: dict[str, int]) -> Problem:
    named = wanted or (field,)
    lacking = next((header for header in named if folded(header) not in found), field)
    headers = [header for header in sheet.headers if header]
    offered = near(lacking, headers)
    if not offered.startswith("Did you mean"):
        offered = f"The headers are {', '.join(headers[:8])}{', …' if len(headers) > 8 else ''}."
    return Problem(
        "missing-column",
        sheet.place(),
        f"There is no column for {field} ({lacking})",
        f"{offered} Add it, or name its header in a profile.",
    )


def _remarks(sheet: Sheet, profile: Profile, expected: list[str]) -> tuple[str, ...]:
    remarks: list[str] = []
    headers = tuple(header for header in sheet.headers if header not in added_headers(sheet))
    versions = [name for name, wanted in profile.exact_header.items() if wanted == headers]
    if versions and versions[0] != next(iter(profile.exact_header)):
        remarks.append(f"{sheet.place()}: the header is that of an older version, {versions[0]}.")
    if unused := _unknown(sheet, profile, expected):
        remarks.append(f"{sheet.place()}: columns not used: {_some(unused)}.")
    return tuple(remarks)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _first_filled(columns: Sequence[Sequence[Cell]]) -> list[Cell]:
    return [next((cell for cell in cells if cell), "") for cells in zip(*columns, strict=True)]


def _join(columns: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Join the parts of an id; one that lacks a part is no id."""
    return [
        JOIN.join(map(str, cells)) if all(cells) else "" for cells in zip(*columns, strict=True)
    ]
