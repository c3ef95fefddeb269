"""Pages in every format: text for people; CSV, JSON and XLSX for machines and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from textwrap import wrap

from skillsmatrix.records.guarded import FORMULA_STARTS
from skillsmatrix.report.fit import fit
from skillsmatrix.report.table import Page, Value

_FIXED = datetime(2000, 1, 1)
_ENDLESS = 10**9


def harmless(value: Value) -> Value:
    """Return a cell that no spreadsheet takes for a formula.

    >>> harmless("=1+1"), harmless(-3)
    ("'=1+1", -3)
    """
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def to_text(page: Page, width: int = 100) -> str:
    """Return the page for a terminal of a width, long words cut short with an ellipsis."""
    lines = [*_wrapped((page.title, *page.header), width), ""]
    notes = page.notes
    if page.rows:
        grid, dropped = _grid(page, width, "simple")
        lines += [grid, ""]
        if dropped:
            notes = (*notes, f"Left out to fit {width} columns: {', '.join(dropped)}.")
    return "\n".join([*lines, *_wrapped(notes, width)]).rstrip() + "\n"


def fold(line: str, width: int) -> str:
    """Return a line folded to a width, going on under its own text; a tree keeps its trunk.

    >>> print(fold("│  one two three", 10))
    │  one two
    │    three
    """
    text = line.lstrip(" │├─└")
    lead = line[: len(line) - len(text)]
    trunk = lead.replace("├", "│").replace("─", " ").replace("└", " ")
    parts = wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=f"{trunk}  ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    return "\n".join(parts) if parts else line


def _wrapped(lines: Sequence[str], width: int) -> list[str]:
    # Ids hold hyphens: they are not broken there.
    folded = (wrap(line, width, subsequent_indent="  ", break_on_hyphens=False) for line in lines)
    return [part for parts in folded for part in parts]


def to_markdown(page: Page, width: int = 100) -> str:
    """Return the page as Markdown, nothing cut."""
    lines = [f"# {page.title}", "", *(f"{line}  " for line in page.header), ""]
    if page.rows:
        lines += [_grid(page, _ENDLESS, "github")[0], ""]
    return "\n".join([*lines, *page.notes]).rstrip() + "\n"


def to_csv(page: Page, width: int = 100) -> str:
    """Return the table alone as CSV, every column, numbers unrounded."""
    out = io.StringIO()
    # With CRLF inside, so that a cell with either is put in quotes; plain lines outside.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key for column in page.columns])
    for row in page.rows:
        writer.writerow([_plain(harmless(value)) for value in row])
    return out.getvalue().replace("\r\n", "\n")


def to_json(page: Page, width: int = 100) -> str:
    """Return the facts of the header and the table as JSON."""
    keys = [column.key for column in page.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in page.rows]
    content = {"title": page.title, **page.facts, "rows": rows}
    return json.dumps(content, default=str, ensure_ascii=False, indent=2) + "\n"


def to_xlsx(page: Page, width: int = 100) -> bytes:
    """Return a workbook: the table on one sheet, what must be said beside it on another."""
    import xlsxwriter  # type: ignore[import-untyped]  # slow import

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        # A fixed day, so that the same answer gives the same bytes.
        book.set_properties({"title": page.title, "created": _FIXED})
        sheet = book.add_worksheet("Table")
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        bold = book.add_format({"bold": True})
        fills = {word: book.add_format({"bg_color": colour}) for word, colour in FILLS.items()}
        for number, column in enumerate(page.columns):
            sheet.write_string(0, number, column.label, bold)
            longest = max((len(_shown(row[number])) for row in page.rows), default=0)
            sheet.set_column(number, number, min(max(longest, len(column.label)) + 2, 50))
        for line, row in enumerate(page.rows, start=1):
            for number, value in enumerate(row):
                cell = harmless(value)
                if isinstance(cell, date):
                    sheet.write_datetime(line, number, cell, days)
                elif isinstance(cell, str):
                    sheet.write_string(line, number, cell, fills.get(cell))
                elif cell is not None:
                    sheet.write_number(line, number, cell)
        about = book.add_worksheet("About")
        for line, text in enumerate([page.title, *page.header, *page.notes]):
            about.write_string(line, 0, str(harmless(text)))
    return out.getvalue()


FILLS = {
    "met": "#D5E8D4",
    "expiring": "#FFF2CC",
    "expired": "#F8CECC",
    "missing": "#F8CECC",
    "below level": "#FAD7AC",
    "not yet due": "#DAE8FC",
    "not evaluated": "#E6E6E6",
    "short": "#F8CECC",
    "single point": "#FFF2CC",
    "covered": "#D5E8D4",
}
"""Status, or answer of coverage → background in a workbook, always beside the word."""

FORMATS: dict[str, Callable[..., str | bytes]] = {
    "text": to_text,
    "csv": to_csv,
    "json": to_json,
    "markdown": to_markdown,
    "xlsx": to_xlsx,
}
"""Every format by its name: a function of the page and the width of the terminal."""


def _grid(page: Page, width: int, style: str) -> tuple[str, list[str]]:
    """Return the table, and the labels of columns left out to fit."""
    places = [number for number, column in enumerate(page.columns) if column.narrow]
    cells = {place: [_shown(row[place]) for row in page.rows] for place in places}
    fitted = fit(page.columns, cells, width)
    grid = _tabulated(
        list(zip(*fitted.cells, strict=True)),
        headers=list(fitted.heads),
        tablefmt=style,
        colalign=[
            "right" if all(_is_number(row[place]) for row in page.rows) else "left"
            for place in fitted.places
        ],
    )
    return grid, [page.columns[place].label for place in places if place not in fitted.places]


def _tabulated(
    rows: list[tuple[str, ...]], *, headers: list[str], tablefmt: str, colalign: list[str]
) -> str:
    import tabulate  # slow import

    # Its room beside every head would cost a narrow terminal a column; it has no option for that.
    padding, tabulate.MIN_PADDING = tabulate.MIN_PADDING, 0
    try:
        return tabulate.tabulate(
            rows, headers=headers, tablefmt=tablefmt, colalign=colalign, disable_numparse=True
        )
    finally:
        tabulate.MIN_PADDING = padding


def _is_number(value: Value) -> bool:
    return value is None or isinstance(value, int | float)


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1f}"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def _plain(value: Value) -> Value:
    return "" if value is None else value
