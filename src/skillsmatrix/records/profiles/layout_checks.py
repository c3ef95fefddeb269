"""What can be wrong with what a profile says of the table: header, matrix, years, encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterator

from skillsmatrix.problems import near
from skillsmatrix.records.profiles.patterns import NO_PATTERN, QUICKER, takes_for_ever
from skillsmatrix.records.profiles.profile import Ids, Matrix, Profile

Found = tuple[str, str, str]
"""The key of the profile, what is wrong with it, and the remedy."""

_NOT_FOR_FILES = ("idna", "punycode", "raw-unicode-escape", "unicode-escape")
_CENTURY = re.compile("([0-9]{4})-([0-9]{4})")


def layout_mistakes(profile: Profile, fields: Collection[str]) -> Iterator[Found]:
    """Yield what is wrong; ``fields`` are those of the profile's kinds."""
    if not _is_encoding(profile.encoding or "utf-8"):
        yield (
            "encoding",
            f"there is no such encoding ({profile.encoding})",
            'Write it like "utf-8", "cp1252" or "latin-1".',
        )
    if profile.sheet_as and profile.sheet_as not in fields:
        yield (
            "sheet_as",
            f"there is no such field ({profile.sheet_as})",
            near(profile.sheet_as, fields),
        )
    if len(profile.ids) > 1 and Ids.EXACT in profile.ids:
        yield "ids", "exact goes with no other (ids)", "Take it out, or the others."
    yield from _year_mistakes(profile)
    if profile.matrix is not None:
        yield from _matrix_mistakes(profile.matrix, profile, fields)


def _is_encoding(name: str) -> bool:
    """Say whether Python knows it, and it is one that texts are written in."""
    try:
        found = codecs.lookup(name).name
        "".encode(name)
    except (LookupError, ValueError):
        return False
    return found.replace("_", "-") not in _NOT_FOR_FILES


def _year_mistakes(profile: Profile) -> Iterator[Found]:
    forms = {*profile.dates, *(form for each in profile.column_dates.values() for form in each)}
    short = sorted(form for form in forms if re.search("(?<!Y)YY(?!Y)", form))
    span = _CENTURY.fullmatch(profile.two_digit_years)
    if profile.two_digit_years and (span is None or int(span[2]) - int(span[1]) != 99):
        yield (
            "two_digit_years",
            f"it does not name a hundred years ({profile.two_digit_years})",
            'Write it like two_digit_years = "1950-2049".',
        )
    elif short and not profile.two_digit_years:
        yield (
            "dates",
            f"two_digit_years is missing (dates has {short[0]})",
            'Say which hundred years they are of: two_digit_years = "1950-2049".',
        )


def _matrix_mistakes(matrix: Matrix, profile: Profile, fields: Collection[str]) -> Iterator[Found]:
    given: list[str] = []
    for pattern in matrix.patterns:
        try:
            groups = list(re.compile(pattern).groupindex)
        except NO_PATTERN as error:
            yield "patterns", f"it is no regular expression ({error})", "Mend it."
            continue
        if not groups:
            yield (
                "patterns",
                f"it names no field ({pattern})",
                "Put (?P<expires> ) around a date, say.",
            )
        if takes_for_ever(pattern):
            yield "patterns", f"it may take for ever ({pattern})", QUICKER
        given += groups
    given += [name for meaning in matrix.cells.values() for name in meaning.fields if name]
    for name in dict.fromkeys([matrix.header_as, matrix.cell_as, *given]):
        if fields and name not in fields:
            yield "matrix", f"there is no such field in matrix ({name})", near(name, fields)
    for name in (matrix.header_as, matrix.cell_as):
        if name in profile.columns:
            yield (
                "matrix",
                f"a column gives what the matrix gives ({name})",
                f"Take {name} out of columns, or name another field in matrix.",
            )
