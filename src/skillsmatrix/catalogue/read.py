"""TOML files as tables that remember the file and line they came from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from skillsmatrix.catalogue.locate import Layer
from skillsmatrix.problems import Place, Problem

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*=""")
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")

Path = tuple[str | int, ...]


class Table(dict[str, Any]):
    """A table of a TOML file that knows where it stands.

    Attributes:
        place: the line of its header.
        places: the line of each of its keys.
        layer: number of the layer it belongs to.
    """

    def __init__(
        self, values: Mapping[str, Any], place: Place, places: Mapping[str, Place], layer: int
    ) -> None:
        super().__init__(values)
        self.place = place
        self.places = dict(places)
        self.layer = layer


def read_layer(layer: Layer, number: int) -> tuple[list[Table], list[Problem]]:
    """Return the top table of each file of a layer, and a problem for each file that is no TOML."""
    tables: list[Table] = []
    problems: list[Problem] = []
    for shown, entry in layer.texts():
        try:
            text = entry.read_bytes().decode("utf-8-sig")
            values = tomllib.loads(text)
        except UnicodeDecodeError:
            problems.append(
                Problem("not-utf8", Place(shown), "The file is not UTF-8", "Save it as UTF-8.")
            )
        except tomllib.TOMLDecodeError as error:
            problems.append(_not_toml(shown, str(error)))
        else:
            tables.append(_table(values, (), shown, dict(_lines(text)), number))
    return tables, problems


def _not_toml(shown: str, message: str) -> Problem:
    line = re.search(r"at line (\d+)", message)
    what = _AT_LINE.sub("", message)
    return Problem(
        "not-toml",
        Place(shown, int(line[1]) if line else None),
        f"The file is not TOML ({what})",
        "Mend the line; text wants quotes, dates are written 2025-09-01 without.",
    )


def _table(
    values: Mapping[str, Any], path: Path, shown: str, lines: Mapping[Path, int], layer: int
) -> Table:
    """Turn a plain dictionary, and every dictionary in it, into tables."""
    here = lines.get(path)
    # A repeated table has no line of its own: it stands where its first one does.
    found = {key: lines.get((*path, key), lines.get((*path, key, 0), here)) for key in values}
    places = {key: Place(shown, line) for key, line in found.items()}

    def convert(value: Any, path: Path) -> Any:
        if isinstance(value, dict):
            # An inline table has no header: it stands where the key that holds it stands.
            known = {path: _nearest(path, lines), **lines}
            return _table(value, path, shown, known, layer)
        if isinstance(value, list):
            return [convert(item, (*path, index)) for index, item in enumerate(value)]
        return value

    converted = {key: convert(value, (*path, key)) for key, value in values.items()}
    return Table(converted, Place(shown, here), places, layer)


def _nearest(path: Path, lines: Mapping[Path, int]) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _lines(text: str) -> Iterator[tuple[Path, int]]:
    """Yield the line of each header and each key; tomllib does not tell."""
    header: Path = ()
    counts: dict[Path, int] = {}
    depth, quote = 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if depth == 0 and not quote:
            if match := _HEADER.match(line):
                header = _header(match[2], counts, repeated=match[1] == "[[")
                yield header, number
                continue
            if match := _KEY.match(line):
                yield (*header, match[1] or match[2] or match[3]), number
        depth, quote = _open_after(line, depth, quote)


_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|\\.|#|[\[{]|[\]}]')


def _open_after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """Return how many brackets, and which long quote, are open after a line."""
    for token in _TOKEN.findall(line):
        if quote:
            quote = "" if token == quote else quote
        elif token in ('"""', "'''"):
            quote = token
        elif token == "#":
            break
        elif token in "[{":
            depth += 1
        elif token in "]}":
            depth -= 1
    return depth, quote


def _header(dotted: str, counts: dict[Path, int], *, repeated: bool) -> Path:
    """Return the path of a header, with the number of each repeated table on the way."""
    path: Path = ()
    parts = [part.strip().strip("\"'") for part in dotted.split(".")]
    for depth, part in enumerate(parts):
        path = (*path, part)
        if repeated and depth == len(parts) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
