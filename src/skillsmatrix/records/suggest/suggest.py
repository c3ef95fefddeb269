"""A file nobody has described → what a profile for it could say, and what must be asked.

Nothing is applied: :mod:`skillsmatrix.records.suggest.render` prints it for a person to confirm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from skillsmatrix.records.fold import folded
from skillsmatrix.records.kinds import KINDS
from skillsmatrix.records.known import Known
from skillsmatrix.records.profiles.profile import Profile
from skillsmatrix.records.sheets.expected import expected_headers
from skillsmatrix.records.suggest.cells import Marks, mark_columns, marks_of, text_columns
from skillsmatrix.records.suggest.columns import Column, columns_of
from skillsmatrix.records.suggest.fields import fields_said
from skillsmatrix.records.suggest.kind import Taken, kinds_of
from skillsmatrix.records.suggest.sample import Sample
from skillsmatrix.records.suggest.shape import Shape, shape_of
from skillsmatrix.records.suggest.suggestion import Line, Question, Suggestion
from skillsmatrix.records.suggest.table import table_said
from skillsmatrix.records.suggest.words import joined_source


@frozen(kw_only=True)
class Read:
    """One table and what it was taken for."""

    sample: Sample
    shape: Shape
    columns: Sequence[Column]
    marks: Sequence[Column]
    texts: Sequence[Column]
    joined: tuple[str, tuple[str, ...]] | None
    taken: Taken

    @property
    def weight(self) -> tuple[bool, int]:
        """How much there is to bring in: of several tables, the heaviest is proposed."""
        return bool(self.taken.kinds), self.telling

    @property
    def telling(self) -> int:
        """How many cells under known headers are filled."""
        return sum(column.count for column in self.columns if column.sense not in ("", "nothing"))


def suggest(
    samples: Sequence[Sample], known: Known, profiles: Sequence[tuple[Profile, str]] = ()
) -> Suggestion:
    """Return a profile that a person may confirm, or why there is none.

    Args:
        samples: the first rows of each table of one file.
        known: what the catalogue knows, to compare texts with.
        profiles: those that there are already, each with its text.
    """
    tables = [_read(sample) for sample in samples]
    best = max(tables, key=lambda read: read.weight)
    file = best.sample.file
    for profile, text in profiles:
        if _fits(profile, best.shape):
            about = f"Each of its headers is one that the profile {profile.name} names: "
            return Suggestion(file=file, about=(about + "that is the profile to use.",), ready=text)
    if kind := _own_kind(best.shape):
        about = f"It has the headers of our own template for {kind}: it needs no profile."
        return Suggestion(file=file, about=(about,), ready=f'kind = "{kind}"\n')
    others = [read for read in tables if read is not best]
    same = [read for read in others if read.shape.headers == best.shape.headers]
    apart = tuple(_told_of(read) for read in others if read not in same)
    if not best.taken.kinds:
        said = (Question("What are the rows? Say kind = …, or leave the file out."),)
        return Suggestion(file=file, about=(_alone(best), *apart), said=said)
    named = [read.sample.sheet or "" for read in tables if read is best or read in same]
    sheets = named if len(tables) > 1 else []
    return Suggestion(
        file=file,
        about=(_alone(best), *apart),
        said=tuple(_once(_said(best, sheets, known))),
    )


def _read(sample: Sample) -> Read:
    shape = shape_of(sample)
    columns = columns_of(shape)
    has_item = any(column.sense in ("item", "completed") for column in columns)
    marks = () if has_item else mark_columns(columns)
    texts = () if marks else text_columns(columns)
    others = [column for column in columns if column not in marks]
    joined = joined_source(shape.headers)
    parts = joined[1] if joined else ()
    taken = kinds_of(others, parts, marks=len(marks), texts=len(texts))
    return Read(
        sample=sample, shape=shape, columns=columns, marks=marks, texts=texts, joined=joined,
        taken=taken,
    )  # fmt: skip


def _fits(profile: Profile, shape: Shape) -> bool:
    """Say whether a profile was made for just these headers."""
    if profile.exact_header:
        return tuple(shape.headers) in profile.exact_header.values()
    if not shape.headers or profile.matrix is not None or not profile.columns:
        return False
    own = {folded(header) for header in shape.headers if header}
    expected = {folded(header) for header in expected_headers(profile)}
    ignored = {folded(header) for header in profile.ignore}
    return own <= expected | ignored and len(own & expected) > 2


def _own_kind(shape: Shape) -> str:
    """Return the kind whose own template has these headers; nothing, if none has."""
    own = set(filter(None, shape.headers))
    for kind in KINDS.values():
        fields = [field for field in kind.fields if field.own]
        needed = {field.name for field in fields if field.required or field.column}
        if needed <= own <= {field.name for field in fields} and shape.first:
            return kind.name
    return ""


def _alone(read: Read) -> str:
    where = f"Sheet {read.sample.sheet}" if read.sample.sheet else "The file"
    rows = f"{len(read.shape.rows)} rows{' looked at, of more' if read.sample.more else ''}"
    if not read.taken.kinds:
        return f"{where} ({rows}): {read.taken.because}"
    return f"{where} ({rows}) looks like {' and '.join(read.taken.kinds)}."


def _told_of(read: Read) -> str:
    return f"Not read: {_alone(read)[0].lower()}{_alone(read)[1:]}"


def _said(read: Read, sheets: Sequence[str], known: Known) -> Iterator[Line | Question]:
    kinds = read.taken.kinds
    yield Line("kind", kinds if len(kinds) > 1 else kinds[0], read.taken.because)
    yield from table_said(read.sample, read.shape, read.columns, kinds, sheets)
    policy = kinds == ("requirements",)
    marks: Marks | None = marks_of(read.marks, policy=policy) if read.marks else None
    wide = marks.columns if marks else read.texts if policy else ()
    yield from fields_said(
        read.columns, kinds, known, read.joined, wide, marks, sampled=read.sample.more
    )


def _once(said: Iterator[Line | Question]) -> Iterator[Line | Question]:
    """Leave out what was said already: two kinds may give the same column."""
    seen: set[tuple[str, str] | str] = set()
    for each in said:
        key = (each.table, each.key) if isinstance(each, Line) else each.text
        if key not in seen:
            seen.add(key)
            yield each
