"""A training matrix as people keep it, made up: every cell of it is one that was seen in the wild.

python make.py matrix.xlsx
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

HEADERS = (
    *("Staff no", "Name", "Team", "Fire safety", "Moving and\nhandling", ""),
    *("Paediatric first aid", "Prevent", "Food hygiene ", "Comments"),
)
PEOPLE = (
    ("0017", "Ada K", "Baby room", "12/05/25", "L2", "", "exp 03/27", "✓", "N/A", ""),
    (
        "0018",
        "Bo L",
        "",
        "03/11/25",
        "L1",
        "",
        "14/01/25 exp 13/01/28",
        "✓",
        "02/02/26",
        "back in May",
    ),
    ("0020", "Cy M", "", "booked", "N/A", "", date(2025, 9, 30), "x", "n/a", ""),
    ("21", "Di N", "Pre-school", "✓", "L3", "", "exp 03/27", "", "TBC", ""),
    ("0022", "Ed O", "", "", "", "", "", "", "", "starts 1 April"),
    ("0023", "Flo P", "", "booked 12/05/26", "L2", "", "28/02/24", "✓", "30/04/25", ""),
    ("0024", "Gus R", "Kitchen", "19/11/24", "–", "", "N/A", "✓", "30/04/25", "agency"),
)
TOTAL = ("Total trained", "", "", "4", "5", "", "5", "4", "3", "")
LEGEND = (
    ("Key", "", "", "", "", "", "", "", "", ""),
    ("✓ = trained, day not known", "", "", "", "", "", "", "", "", ""),
    ("x = certificate seen", "", "", "", "", "", "", "", "", ""),
)


def write(path: Path) -> None:
    """Write the workbook, the same bytes each time."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime(2026, 4, 1)})
        sheet = book.add_worksheet("Matrix")
        day = book.add_format({"num_format": "dd/mm/yy"})
        sheet.write(0, 0, "MANDATORY TRAINING – Little Oaks")
        sheet.write(1, 0, "as at 31/03/26, please do not sort!")
        sheet.merge_range(3, 3, 3, 4, "Health and safety")
        sheet.merge_range(3, 6, 3, 8, "Children")
        sheet.write_row(4, 0, HEADERS)
        for at, row in enumerate((*PEOPLE, TOTAL), start=5):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, column, cell, day)
                elif cell:
                    sheet.write_string(at, column, cell)
        for at, row in enumerate(LEGEND, start=14):
            sheet.write_row(at, 0, row)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
