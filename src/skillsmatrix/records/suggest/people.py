"""Columns → how a file knows people: by their id, their e-mail address, or not well enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from skillsmatrix.records.suggest.columns import Column
from skillsmatrix.records.suggest.suggestion import Line, Question


def people_said(
    kinds: Sequence[str], by_sense: Mapping[str, Column], joined: tuple[str, tuple[str, ...]] | None
) -> Iterator[Line | Question]:
    """Yield how people are known, for a table that is about people."""
    person = by_sense.get("person")
    if joined is not None:
        system, headers = joined
        shown = " and ".join(headers)
        yield Line("source", system, f"{shown} together are an id of that system")
        yield Line("by", "source id", f"{shown} say who it is only together", "person")
        yield Line("columns", headers, "", "person")
    elif person is not None:
        yield from _ids(person)
    elif "email" in by_sense and kinds != ("people",):
        email = by_sense["email"]
        reason = f"{len(email.filled)} different under {email.header}, and there is no id"
        yield Line("by", "email", reason, "person")
    elif "email" in by_sense or "name" in by_sense or "part_of_name" in by_sense:
        known = by_sense.get("email") or by_sense.get("name") or by_sense["part_of_name"]
        what = "e-mail addresses" if "email" in by_sense else "names"
        yield Question(
            f"Who is meant? There are only {what} ({known.header}), and no id: names do not tell "
            "two people of one name apart, and change. Add a column of ids, or of work e-mail "
            "addresses, to the file.",
            (Line("id" if "people" in kinds else "person", "…", "its header", "columns"),),
            table="columns",
        )


def _ids(person: Column) -> Iterator[Question]:
    """Ask about ids that differ in case or leading zeros only: are they the same people?"""
    for rule, same in (("ignore case", _by_case), ("ignore padding", _by_padding)):
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for text in person.texts:
            alike[same(text)].append(text)
        if twins := [texts for texts in alike.values() if len(texts) > 1]:
            shown = ", ".join(" and ".join(texts[:3]) for texts in twins[:3])
            yield Question(
                f"Are these the same people, under {person.header}: {shown}?",
                (Line("ids", rule, "if they are"),),
            )


def _by_case(text: str) -> str:
    return text.casefold()


def _by_padding(text: str) -> str:
    stem = text.rstrip("0123456789")
    return f"{stem}|{text[len(stem) :].lstrip('0')}"
