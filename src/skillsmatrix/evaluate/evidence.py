"""What a proof looks at: everything recorded about one person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen

from skillsmatrix.model.completion import Completion
from skillsmatrix.model.decision import Decision
from skillsmatrix.model.person import Absence, Assignment, Tag


class Evidence(Protocol):
    """Records of one person, wherever they come from."""

    @property
    def assignments(self) -> Sequence[Assignment]:
        """Where the person works and has worked."""

    @property
    def absences(self) -> Sequence[Absence]:
        """When the person is or was away."""

    @property
    def completions(self) -> Sequence[Completion]:
        """What was attended or achieved."""

    @property
    def decisions(self) -> Sequence[Decision]:
        """What somebody decided about the person."""

    @property
    def tags(self) -> Sequence[Tag]:
        """Words that hold of the person for a time."""


@frozen(kw_only=True)
class Given:
    """Evidence put together by hand; what is left out is empty."""

    assignments: tuple[Assignment, ...] = ()
    absences: tuple[Absence, ...] = ()
    completions: tuple[Completion, ...] = ()
    decisions: tuple[Decision, ...] = ()
    tags: tuple[Tag, ...] = ()
