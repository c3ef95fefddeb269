"""Tables in narrow terminals: what is cut, folded and left out, in which order."""

from __future__ import annotations

import pytest

from skillsmatrix.report.fit import fit
from skillsmatrix.report.table import Column

COLUMNS = (
    Column("id", "Id"),
    Column("name", "Name", shrinks=True, least=10),
    Column("below", "Below level"),
    Column("people", "People", drops=True),
)
CELLS = {0: ["P0000001"], 1: ["Marigold Fettler Stoneware"], 2: ["3"], 3: ["12"]}


@pytest.mark.parametrize(
    ("width", "heads", "name"),
    [
        pytest.param(
            57, ("Id", "Name", "Below level", "People"), "Marigold Fettler Stoneware", id="all"
        ),
        pytest.param(50, ("Id", "Name", "Below level", "People"), "Marigold Fettler S…", id="cut"),
        pytest.param(40, ("Id", "Name", "Below\nlevel", "People"), "Marigold Fettl…", id="folded"),
        pytest.param(28, ("Id", "Name", "Below\nlevel"), "Marigold F…", id="left out"),
        pytest.param(22, ("Id", "Name", "Below\nlevel"), "Mari…", id="cut harder"),
        pytest.param(16, ("Id", "Name"), "Marig…", id="left out from the right"),
        pytest.param(5, ("Id",), None, id="an id is never cut"),
    ],
)
def test_what_gives_way(width: int, heads: tuple[str, ...], name: str | None) -> None:
    """Texts first, then labels, then columns."""
    found = fit(COLUMNS, {place: list(cells) for place, cells in CELLS.items()}, width)
    assert found.heads == heads
    assert found.cells[0] == ["P0000001"]
    if name is not None:
        (shown,) = found.cells[1]
        assert (shown, len(found.places)) == (name, len(heads))
