"""What is proposed for reading a file: lines of a profile with their reasons, and questions."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

Value = str | int | tuple[str, ...] | Mapping[str, str]
"""What a line of a profile can say."""


def cells(count: int) -> str:
    """Return how many cells, in words for a reason."""
    return "1 cell" if count == 1 else f"{count} cells"


@frozen
class Line:
    """One line of a profile.

    Attributes:
        table: under which table it stands, such as ``values.outcome``; the top, if empty.
        because: why, in words; nothing where it is only how the line above is meant.
    """

    key: str
    value: Value
    because: str = ""
    table: str = ""


@frozen
class Question:
    """What only a person can say.

    Attributes:
        offers: lines that would answer it; none of them is applied.
        needed: the file cannot be imported rightly while it is open.
    """

    text: str
    offers: tuple[Line, ...] = ()
    needed: bool = True
    table: str = ""


@frozen(kw_only=True)
class Suggestion:
    """A profile that a person may confirm.

    Attributes:
        file: what it is for.
        about: what the file was taken for, a sentence each.
        said: the lines and questions, in their order.
        ready: the text of a profile that there is already and fits, instead of lines.
    """

    file: str
    about: tuple[str, ...]
    said: tuple[Line | Question, ...] = ()
    ready: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of records, none if it is not known what the file is."""
        for line in self.said:
            if isinstance(line, Line) and line.key == "kind" and not line.table:
                return (line.value,) if isinstance(line.value, str) else tuple(map(str, line.value))  # type: ignore[arg-type]  # a kind is text
        return ()

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is open."""
        return tuple(each for each in self.said if isinstance(each, Question))

    @property
    def needs_answers(self) -> bool:
        """Say whether something is open that must be said."""
        return not self.ready and any(each.needed for each in self.questions)
