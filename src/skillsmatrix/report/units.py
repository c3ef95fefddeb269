"""The page of ``skills gaps --by unit``: requirements, people and records side by side."""

from __future__ import annotations

from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.report.figures import EXCLUSIONS, facts, figures_header, left_out_words
from skillsmatrix.report.table import Column, Page

_UNITS = {
    "requirements": "each person and competency that is due, once",
    "people": "those of whom something is due; met when all of it is",
    "records": "those that count for something asked of the person; met while in date",
}
"""What is counted as reported; all-in counts what is left out of that as well."""

_COLUMNS = (
    Column("unit", "Unit"),
    Column("counted", "Counts", narrow=False),
    Column("met", "Met"),
    Column("of", "Of"),
    Column("percent", "%"),
    Column("all_in_met", "All-in met"),
    Column("all_in", "All-in of"),
    Column("all_in_percent", "All-in %"),
    *(Column(key, words.capitalize(), narrow=False) for key, words in EXCLUSIONS.items()),
)


def units_page(gaps: Gaps, name: str) -> Page:
    """Return the page of one question in three units, which differ."""
    return Page(
        title=f"The same question in three units: {name}",
        header=figures_header(gaps),
        columns=_COLUMNS,
        rows=tuple(
            (
                unit.name,
                _UNITS[unit.name],
                unit.met,
                unit.of,
                unit.percent,
                unit.all_in_met,
                unit.total,
                unit.all_in_percent,
                *(unit.left_out.get(key) for key in EXCLUSIONS),
            )
            for unit in gaps.units
        ),
        notes=(
            *(
                f"{unit.name.capitalize()}: {_UNITS[unit.name]}. Left out, and counted all-in:"
                f" {left_out_words(unit)}."
                for unit in gaps.units
            ),
            (
                "A record that a later one replaced counts as lapsed here, and makes nobody"
                " non-compliant."
            ),
        ),
        facts=facts(gaps),
    )
