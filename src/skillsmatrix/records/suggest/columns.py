"""Headers and cells → what each column means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import field, frozen

from skillsmatrix.records.sheets.sheet import Cell
from skillsmatrix.records.suggest.days import DayForms, day_forms
from skillsmatrix.records.suggest.shape import Shape
from skillsmatrix.records.suggest.words import senses_of, word

DAYS = ("completed", "expires", "start", "end", "born")
_FEW = 15


@frozen(kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        at: counted from 0.
        filled: the cells that are not empty, each with how often it stands.
        rows: how many rows there are.
        may: what the header may mean.
        sense: what it means, as far as the cells agree; nothing, if that is not known.
        doubt: why it is not what its header may mean.
    """

    at: int
    header: str
    filled: Counter[Cell] = field(repr=False)
    rows: int = 0
    days: DayForms = field(repr=False)
    may: tuple[str, ...] = ()
    sense: str = ""
    doubt: str = ""

    @property
    def count(self) -> int:
        """How many cells are filled."""
        return self.filled.total()

    @property
    def texts(self) -> list[str]:
        """The different texts, in the order of the file."""
        return [cell for cell in self.filled if isinstance(cell, str)]


def columns_of(shape: Shape) -> list[Column]:
    """Return the columns that have a header, each meaning claimed by one of them at most."""
    found: list[Column] = []
    taken: set[str] = set()
    for at, header in enumerate(shape.headers):
        if not header:
            continue
        cells = [row[at] for row in shape.rows]
        found.append(_column(at, header, cells, taken))
        if found[-1].sense not in ("", "nothing", "part_of_name"):
            taken.add(found[-1].sense)
    return found


def _column(at: int, header: str, cells: Sequence[Cell], taken: set[str]) -> Column:
    filled = Counter(cell for cell in cells if cell)
    days = day_forms(cells)
    may = senses_of(header.split("#")[0]) if "#" in header[1:] else senses_of(header)
    fits = [sense for sense in may if _fits(sense, filled, days)]
    sense = next((each for each in fits if each not in taken), "")
    doubt = ""
    if may and not fits:
        doubt = f"its header may mean {' or '.join(may)}, its cells do not"
    elif fits and not sense:
        doubt = f"another column is {fits[0]} already"
    if not may and filled and all("@" in str(cell) for cell in filled) and "email" not in taken:
        sense = "email"
    return Column(
        at=at, header=header, filled=filled, rows=len(cells), days=days, may=may, sense=sense,
        doubt=doubt,
    )  # fmt: skip


def _fits(sense: str, filled: Counter[Cell], days: DayForms) -> bool:
    """Say whether cells can be what a header says; none at all can be anything."""
    if not filled or sense in ("nothing", "item_title"):
        return True
    if sense in DAYS:
        return days.mostly
    if sense in ("item", "competency", "description", "area"):  # a course may be called Training
        return not days.mostly and not all(word("cells", str(cell)) for cell in filled)
    if sense == "email":
        return any("@" in str(cell) for cell in filled)
    if sense == "outcome":
        told = any(word("outcomes", str(cell)) for cell in filled)
        return not days.mostly and (told or len(filled) <= _FEW)
    if sense == "standing":
        return any(word("standings", str(cell)) for cell in filled) or len(filled) <= _FEW
    return not days.mostly or days.forms.keys() <= {"excel"}
