"""Words of other people's tables → what they mean; ``header_words.toml`` lists them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from skillsmatrix.records.fold import folded

_OTHER = re.compile("[^a-z0-9]+")


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(
        (files("skillsmatrix.records.suggest") / "header_words.toml").read_text(encoding="utf-8")
    )


def bare(header: str) -> str:
    """Return the letters and digits of a header.

    >>> bare("Date_Completed ")
    'datecompleted'
    """
    return _OTHER.sub("", header.casefold())


@cache
def _senses() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for sense, headers in _words()["senses"].items():
        for header in headers:
            found.setdefault(bare(header), []).append(sense)
    return {header: tuple(dict.fromkeys(senses)) for header, senses in found.items()}


def senses_of(header: str) -> tuple[str, ...]:
    """Return what a header may mean, the likeliest first.

    >>> senses_of("Completed")
    ('completed', 'outcome')
    """
    own = bare(header)
    without = bare(re.sub(r"\(.*?\)", "", header))
    if header.strip() == "#":
        return ("nothing",)
    return _senses().get(own) or _senses().get(without) or ()


def foreign(headers: Iterable[str]) -> str:
    """Return what a table is that is known and holds no records; nothing, if it is not known."""
    own = {bare(header) for header in headers}
    return next(
        (what for what, marks in _words()["foreign"].items() if own >= set(map(bare, marks))), ""
    )


def joined_source(headers: Iterable[str]) -> tuple[str, tuple[str, ...]] | None:
    """Return the system and the columns of an id that is made of several, if it is known."""
    own = {bare(header): header for header in headers}
    for system, parts in _words()["sources"].items():
        if all(bare(part) in own for part in parts):
            return system, tuple(own[bare(part)] for part in parts)
    return None


def word(table: str, text: str) -> str:
    """Return what a text of a cell means by a table of words; nothing, if it is in none.

    >>> word("outcomes", "Passed"), word("outcomes", "No")
    ('complete', '')
    """
    own = folded(text)
    return next((meaning for meaning, words in _words()[table].items() if own in words), "")


def row_words(which: str) -> tuple[str, ...]:
    """Return how rows begin that are no records: ``totals`` or ``ends``."""
    return tuple(_words()["rows"][which])
