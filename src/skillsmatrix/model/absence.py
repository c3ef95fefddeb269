"""What an absence does to deadlines."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from skillsmatrix.dates import Interval
from skillsmatrix.model.dated import Source
from skillsmatrix.model.requirement import Clock
from skillsmatrix.problems import Place


@frozen(kw_only=True)
class AbsenceKind(Source):
    """A kind of absence, and the clocks it pauses.

    Attributes:
        pauses: the clocks it pauses; a professional register's often goes on.
        after: it pauses them only once it has lasted longer than this; None for from the first day.
        grace: what fell due since it began is due so long after the return; None for at once.
    """

    id: str
    title: str
    pauses: tuple[Clock, ...] = ()
    after: Interval | None = None
    grace: Interval | None = None
    places: Mapping[str, Place] = field(factory=dict, eq=False)
