"""CSV → rows, as they are asked for: the encoding and the separator are found out, and said."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import BinaryIO

from skillsmatrix.records.faults import Wrong, refused
from skillsmatrix.records.sheets.grid import Grid, clean
from skillsmatrix.records.sheets.sheet import Unfit
from skillsmatrix.records.sheets.table import Row
from skillsmatrix.records.sheets.text_file import examine

_SEPARATORS = (",", ";", "\t")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_LOOKED_AT = 20
MOST_COLUMNS = 16_384
"""No sheet has more."""
_MOST_LINES = 10_000
"""How many lines a row may go over: none needs as many."""
_MOST_BACK = 2_000_000
"""How many lines are read again for the sake of quotation marks that are not closed."""


def read_csv(file: str, stream: BinaryIO, encoding: str, *, titled: bool) -> Grid:
    """Read CSV in the given encoding, or else in one that is found out.

    Args:
        file: what the file is called.
        stream: its bytes; read twice, and never held as a whole.
        encoding: the declared one, or nothing.
        titled: other rows may stand above the header.

    Raises:
        InputRefused: it is not text.
    """
    if stream.read(len(_OLD_EXCEL)) == _OLD_EXCEL:
        raise refused(
            file,
            "old-excel",
            "The file is an old Excel workbook (.xls), or one with a password",
            "Save it as .xlsx without a password, or as CSV.",
        )
    stream.seek(0)
    found = examine(file, stream, encoding)
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=found.encoding, newline="")
    first = list(islice(text, _LOOKED_AT))
    skipped = 0
    if first and first[0].strip().lower() in ("sep=,", "sep=;", "sep=\t"):  # only Excel wants it
        separator, skipped = first[0].strip()[4:] or "\t", 1
    else:
        separator = _separator(first if titled else (line for line in first if line.strip()))
    lines = _Lines(chain(first[skipped:], text))
    return Grid(
        file=file,
        sha256=found.sha256,
        rows=_rows(file, lines, separator, 1 + skipped),
        separator=separator,
        remarks=found.remarks,
        done=lambda: 100 * text.buffer.tell() // max(found.size, 1),
    )


def _separator(lines: Iterable[str]) -> str:
    """Return the separator that is used most outside of quotation marks; one line will do."""
    lines = list(lines)
    bare = "".join("".join(line.split('"')[::2]) for line in lines)
    if lines and not any(map(bare.count, _SEPARATORS)):
        return ","
    return max(_SEPARATORS, key=bare.count)


class _Lines:
    """Lines of a text that can be given back; ``taken`` are those of the row being read."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self._given_back = 0
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) == _MOST_LINES:
            raise csv.Error(f"it goes over more than {_MOST_LINES} lines")
        line = self._back.popleft() if self._back else next(self._lines)
        self.taken.append(line)
        return line

    def go_back(self) -> str:
        """Give back all lines taken but the first, and return that.

        Raises:
            OverflowError: that was done too often; a file may be made to take for ever.
        """
        first, *others = self.taken
        self._given_back += len(others)
        if self._given_back > _MOST_BACK:
            raise OverflowError
        self._back.extendleft(reversed(others))
        self.taken.clear()
        return first


def _rows(file: str, lines: _Lines, separator: str, begins: int) -> Iterator[Row | Unfit]:
    """Yield each row and the line it begins on; a cell may go over several lines.

    A row that cannot be read takes one line, and reading goes on with the next: a quotation mark
    that is not closed would otherwise hide what is wrong with all the rows that it swallows.
    """
    while True:
        try:
            for cells in csv.reader(lines, delimiter=separator, strict=True):
                if len(cells) > MOST_COLUMNS:
                    yield _too_wide(begins, cells)
                    begins += len(lines.taken)
                    lines.taken.clear()
                    continue
                plain = len(lines.taken) == 1 and lines.taken[0].isascii()  # nearly all are
                yield begins, [cell.strip() if plain else clean(cell) for cell in cells]
                begins += len(lines.taken)
                lines.taken.clear()
        except csv.Error as error:
            try:
                line = lines.go_back()
            except OverflowError:
                raise refused(
                    file,
                    "not-csv",
                    f"The file has too many quotation marks that are not closed (row {begins})",
                    "Look whether they are doubled inside of cells; or export it again.",
                ) from error
            yield Unfit(
                line=begins,
                cells=(line.strip(),),
                wrong=Wrong(
                    "not-csv",
                    f"The row that begins here cannot be read ({error})",
                    "Look for a quotation mark that is not closed or not doubled.",
                ),
            )
            begins += 1
        else:
            return


def _too_wide(line: int, cells: Sequence[str]) -> Unfit:
    """Return a row that no sheet can hold; only its first cells are kept."""
    return Unfit(
        line=line,
        cells=tuple(map(clean, cells[:_LOOKED_AT])),
        wrong=Wrong(
            "too-many-columns",
            f"The row has too many columns ({len(cells)})",
            f"No sheet has more than {MOST_COLUMNS}: look at the separators and line ends.",
        ),
    )
