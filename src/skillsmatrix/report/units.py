"""The page of ``skills gaps --by unit``: requirements, people and records side by side."""

from __future__ import annotations

from skillsmatrix.evaluate.answer import Gaps
from skillsmatrix.report.figures import facts, figures_header
from skillsmatrix.report.table import Column, Page


def units_page(gaps: Gaps, name: str) -> Page:
    """Return the page of one question in three units, which differ."""
    columns = (
        Column("unit", "Unit"),
        Column("counted", "Counts"),
        Column("met", "Met"),
        Column("of", "Of"),
        Column("percent", "%"),
    )
    return Page(
        title=f"The same question in three units: {name}",
        header=figures_header(gaps),
        columns=columns,
        rows=tuple(
            (unit.name, _UNITS[unit.name], unit.met, unit.of, unit.percent) for unit in gaps.units
        ),
        notes=(
            (
                "A record that a later one replaced counts as lapsed here, and makes nobody"
                " non-compliant."
            ),
        ),
        facts=facts(gaps),
    )


_UNITS = {
    "requirements": "each person and competency that is due, once",
    "people": "those of whom something is due; met when all of it is",
    "records": "records that count for something asked of the person; met while in date",
}
