"""Suggestion → the text of a profile, reasons and questions in comments, for a person to confirm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from textwrap import wrap

from skillsmatrix.records.suggest.suggestion import Line, Question, Suggestion, Value

_WIDTH = 100
_BARE = re.compile("[A-Za-z0-9_-]+")


def render(suggestion: Suggestion) -> str:
    """Return a profile as text: TOML that is valid whatever is still open."""
    lines = [*_comment("", f"For {suggestion.file}. Nothing is applied: read it, answer, save it.")]
    for about in suggestion.about:
        lines += _comment("", about)
    if suggestion.ready:
        return "\n".join([*lines, "", suggestion.ready])
    tables: dict[str, list[Line | Question]] = {"": []}
    for each in suggestion.said:
        tables.setdefault(each.table, []).append(each)
    for table, said in tables.items():
        lines.append("")
        if table:
            told = any(isinstance(each, Line) for each in said)
            # A table of nothing but questions is a comment as a whole.
            lines.append(_header(table) if told else f"# {_header(table)}")
        for each in said:
            lines += _line(each) if isinstance(each, Line) else _question(each)
    return "\n".join(lines) + "\n"


def _line(line: Line) -> Iterator[str]:
    if line.because:
        yield from _comment("because ", line.because)
    yield f"{_key(line.key)} = {_value(line.value)}"


def _question(question: Question) -> Iterator[str]:
    yield from _comment("? ", question.text)
    for offer in question.offers:
        reason = f"  # {offer.because}" if offer.because else ""
        yield f"# {_key(offer.key)} = {_value(offer.value)}{reason}"


def _comment(mark: str, text: str) -> Iterator[str]:
    plain = re.sub(r"[\x00-\x1f\x7f]+", " ", text)
    yield from wrap(
        plain,
        _WIDTH,
        initial_indent=f"# {mark}",
        subsequent_indent="#   " if mark else "# ",
        break_on_hyphens=False,
    )


def _header(table: str) -> str:
    return f"[{table}]"


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)


def _value(value: Value) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_quoted(v)}" for k, v in value.items()) + " }"
    if len(value) == 1:
        return _quoted(value[0])
    short = "[" + ", ".join(map(_quoted, value)) + "]"
    return (
        short
        if len(short) < _WIDTH
        else "[\n" + "".join(f"    {_quoted(v)},\n" for v in value) + "]"
    )


def _quoted(text: str) -> str:
    """Return text as TOML writes it; what JSON escapes, TOML escapes alike."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
