"""What a sheet of a workbook holds, found out before it is loaded.

A reader makes room for every cell of the box around those that are filled: with A1 and XFD1048576
alone that is 17 billion. And it gives an empty cell for an error and for a formula without a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO
from xml.parsers import expat

from attrs import field, frozen

UNCALCULATED = "#UNCALCULATED!"
"""Stands in a cell whose formula has no value."""
_PIECE = 1 << 18
_DIGITS = "0123456789"


@frozen
class Scan:
    """The last row and column that are filled, counted from 1.

    Attributes:
        marks: what stands, by row and column, in cells whose value is an error or is lacking.
    """

    rows: int
    columns: int
    marks: Mapping[tuple[int, int], str] = field(repr=False)


def scan_sheet(part: IO[bytes]) -> Scan:
    """Return what is where in a sheet; memory does not grow with it.

    Raises:
        ValueError: it is not what a sheet should be.
    """
    scanner = _Scanner()
    parser = expat.ParserCreate()
    parser.StartElementHandler = scanner.start
    scanner.parser = parser
    try:
        while piece := part.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:  # an unknown encoding is the latter
        raise ValueError(str(error)) from error
    scanner.leave_cell()
    return Scan(scanner.rows, scanner.columns, scanner.marks)


class _Local(dict[str, str]):
    """Names of elements without their prefix, each worked out once."""

    def __missing__(self, name: str) -> str:
        found = self[name] = name.rpartition(":")[2]
        return found


class _Columns(dict[str, int]):
    """Numbers of columns by their letters, each worked out once."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            if not "A" <= letter <= "Z":
                raise ValueError(f"no such column, {letters}")
            number = 26 * number + ord(letter) - 64
        self[letters] = number
        return number


class _Scanner:
    """Hears of each element of a sheet."""

    parser: expat.XMLParserType

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.marks: dict[tuple[int, int], str] = {}
        self._row = self._column = 0
        self._sort: str | None = None
        self._formula = False
        self._text = ""
        self._local = _Local()
        self._numbers = _Columns()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = self._local[name]
        if tag == "c":
            if self._formula or self._sort == "e":
                self.leave_cell()
            ref = attributes.get("r")
            if ref is None:
                self._column += 1
            else:
                letters = ref.rstrip(_DIGITS)
                self._column, self._row = self._numbers[letters], int(ref[len(letters) :])
            self._sort = attributes.get("t")
        elif tag in ("v", "is"):
            self._fill()
            if self._formula or self._sort == "e":
                self.parser.CharacterDataHandler = self._hear
        elif tag == "f":
            self._fill()
            self._formula = True
        elif tag == "row":
            self.leave_cell()
            number = attributes.get("r")
            self._row = self._row + 1 if number is None else int(number)
            self._column = 0

    def leave_cell(self) -> None:
        if self._sort == "e":
            self.marks[self._row, self._column] = self._text.strip() or "#ERROR!"
        elif self._formula and self._sort != "str" and not self._text.strip():
            self.marks[self._row, self._column] = UNCALCULATED
        self.parser.CharacterDataHandler = None
        self._sort, self._formula, self._text = None, False, ""

    def _fill(self) -> None:
        self.rows = max(self.rows, self._row)
        self.columns = max(self.columns, self._column)

    def _hear(self, text: str) -> None:
        self._text += text
