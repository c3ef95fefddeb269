"""What the library raises: one root, so that a caller can catch everything of ours at once.

Trouble in a user's *data* is not raised one by one: it is a list of
:class:`skillsmatrix.problems.Problem` values. :class:`InputRefused` carries such a list
where nothing sensible can go on.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skillsmatrix.problems import Problem


class SkillsError(Exception):
    """The root of everything this library raises on purpose."""


class UsageError(SkillsError):
    """The library or the command was called in a way that cannot work."""


class InputRefused(SkillsError):
    """A user's input has problems, and nothing was changed.

    Args:
        problems: every problem found, in the order of the input.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
