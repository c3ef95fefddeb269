"""Three tables of requirements, made up, in the shape of three that we may not show.

python make.py data
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import xlsxwriter

LEVELS = {
    "Play": {
        "Observing play": ("Notices what children do.", "Writes it down.", "Teaches others to."),
        "Outdoor play": ("Joins in.", "Plans an hour.", "Plans a term."),
    },
    "Care": {
        "Meals & allergies": ("Knows the list.", "Keeps the list.", "Answers for the list."),
        "Sleep": ("Checks each ten minutes.", "Writes the rota.", "Reviews the rota."),
        "Nappies": ("Follows the steps.", "Shows the steps.", "Writes the steps."),
    },
}
GRADES = ("Assistant (L1)", "Practitioner (L2)", "Room leader (L3)")

SKILLS = ("first aid", "food hygiene", "driving", "training")
TASKS = {"outings": "x.x.", "lunch": "xx..", "induction": "...x", "night shift": "...."}

PLAN = {
    "Nursery Courses": {
        "Practitioner": (
            ("0-2 years", "Paediatric first aid", "St Made Up"),
            ("0-2 years", "Safeguarding basics", "Partnership"),
            ("2+ years", "Safeguarding for leads", "Partnership"),
        ),
        "Cook": (("0-2 years", "Food hygiene", "College"), ("2+ years", "Allergens", "College")),
    },
    "Office Courses": {
        "Manager": (
            ("0-2 years", "Safeguarding basics", "Partnership"),
            ("2+ years", "Safer recruitment", "Partnership"),
        )
    },
}


def write(folder: Path) -> None:
    """Write the workbooks, the same bytes each time."""
    with _book(folder / "levels.xlsx") as book:
        sheet = book.add_worksheet("Skills Matrix")
        sheet.write_row(0, 0, ("Competency Area", "Skill/Attribute", *GRADES))
        at = 1
        for area, skills in LEVELS.items():
            sheet.merge_range(at, 0, at + len(skills) - 1, 0, area)
            for skill, texts in skills.items():
                sheet.write_row(at, 1, (skill, *texts))
                at += 1
    with _book(folder / "tasks.xlsx") as book:
        sheet = book.add_worksheet("Skills Matrix")
        sheet.write(0, 1, "Skills Matrix")
        sheet.write_row(2, 1, ("Tasks", *SKILLS))
        for at, (task, marks) in enumerate(TASKS.items(), start=3):
            sheet.write_row(at, 1, (task, *(mark.strip(".") for mark in marks)))
        sheet.write_row(8, 1, ("People needed", 2, 1, 1, 1))
        sheet.write_row(9, 1, ("Monthly rate", 2500, 2100, 1900, 2700))
    with _book(folder / "plan.xlsx") as book:
        book.add_worksheet("Document Control").write_row(1, 1, ("Version", "Prepared by"))
        for name, jobs in PLAN.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(1, 1, ("Job Title", "Experience Level", "Course", "Institute"))
            at = 2
            for job, courses in jobs.items():
                sheet.merge_range(at, 1, at + len(courses) - 1, 1, job)
                for course in courses:
                    sheet.write_row(at, 2, course)
                    at += 1


def _book(path: Path) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime(2026, 4, 1)})
    return book


if __name__ == "__main__":
    write(Path(sys.argv[1]))
