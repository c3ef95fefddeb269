"""Every table and key knows the line it stands on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from skillsmatrix.catalogue import Layer
from skillsmatrix.catalogue.read import Table, read_layer

Write = Callable[[str, dict[str, str]], Layer]
Path = tuple[str | int, ...]


def table_of(text: str, layer: Write) -> Table:
    """Return the top table of one file."""
    tables, problems = read_layer(layer("one", {"courses/a.toml": text}), 0)
    assert problems == []
    return tables[0]


def at(table: Any, path: Path) -> Any:
    """Return the part of a table that a path leads to."""
    for step in path:
        table = table[step]
    return table


PLAIN = """\
# a remark

[[course]]
id = "C01"          # line 4

  title   =   "One"
"quoted key" = 1
'single' = 2

[[course]]
id = "C02"

[[course.award]]
competency = "A"
[[course.award]]
competency = "B"

[[course]]
id = "C03"
[[course.award]]
competency = "C"
"""

INLINE = """\
[[course]]
awards = [
    { competency = "A" },
    { competency = "B", level = 2 },
]
after = 1
"""

MULTI_LINE = '''\
[[course]]
summary = """
[[course]]
id = "not a key"
"""
after = 1
literal = \'\'\'
title = "nor this"
\'\'\'
last = """one line"""
end = 2
'''

NESTED = """\
[[course]]
groups = [
    ["a", "b"],
    ["c", "d"]
]
after = 1
"""

SUB_TABLE = """\
[[course]]
id = "C01"
[course.provider]
name = "X"
[[course]]
id = "C02"
[course.provider]
name = "Y"
"""

BRACKET_IN_TEXT = """\
[[course]]
title = "about [brackets]"
remark = "a = b"
list = [
    "[[course]]",
    "id = 3",
]
after = 1
"""

HASH = '''\
[[course]]  # with a remark
title = "three quotes \\"\\"\\" inside"  # and """ in a remark
after = 1
'''


@pytest.mark.parametrize(
    ("text", "path", "key", "line"),
    [
        pytest.param(PLAIN, ("course", 0), "id", 4, id="a plain key"),
        pytest.param(PLAIN, ("course", 0), "title", 6, id="a key with space around"),
        pytest.param(PLAIN, ("course", 0), "quoted key", 7, id="a quoted key"),
        pytest.param(PLAIN, ("course", 0), "single", 8, id="a key in single quotes"),
        pytest.param(PLAIN, ("course", 1), "id", 11, id="a key of the second table"),
        pytest.param(PLAIN, ("course", 1, "award", 1), "competency", 16, id="a table in a table"),
        pytest.param(PLAIN, ("course", 2, "award", 0), "competency", 21, id="counted anew"),
        pytest.param(PLAIN, (), "course", 3, id="a repeated table, by its first header"),
        pytest.param(INLINE, ("course", 0), "awards", 2, id="a list of inline tables"),
        pytest.param(INLINE, ("course", 0, "awards", 1), "level", 2, id="a key in an inline table"),
        pytest.param(INLINE, ("course", 0), "after", 6, id="the key after inline tables"),
        pytest.param(MULTI_LINE, ("course", 0), "summary", 2, id="a text of several lines"),
        pytest.param(MULTI_LINE, ("course", 0), "after", 6, id="the key after it"),
        pytest.param(MULTI_LINE, ("course", 0), "literal", 7, id="a literal text"),
        pytest.param(MULTI_LINE, ("course", 0), "last", 10, id="three quotes on one line"),
        pytest.param(MULTI_LINE, ("course", 0), "end", 11, id="the key after three quotes"),
        pytest.param(NESTED, ("course", 0), "groups", 2, id="a list of lists"),
        pytest.param(NESTED, ("course", 0), "after", 6, id="the key after a list of lists"),
        pytest.param(SUB_TABLE, ("course", 0, "provider"), "name", 4, id="a table once in each"),
        pytest.param(SUB_TABLE, ("course", 1, "provider"), "name", 8, id="and in the second"),
        pytest.param(BRACKET_IN_TEXT, ("course", 0), "list", 4, id="a list of texts like headers"),
        pytest.param(BRACKET_IN_TEXT, ("course", 0), "after", 8, id="the key after such texts"),
        pytest.param(HASH, ("course", 0), "after", 3, id="the key after quotes in a remark"),
    ],
)
def test_a_key_knows_its_line(text: str, path: Path, key: str, line: int, layer: Write) -> None:
    """A problem points at the key, not at the file."""
    place = at(table_of(text, layer), path).places[key]
    assert (place.file, place.line) == ("one/courses/a.toml", line)


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        pytest.param(PLAIN, ("course", 0), 3, id="the first table"),
        pytest.param(PLAIN, ("course", 1), 10, id="the second table"),
        pytest.param(PLAIN, ("course", 1, "award", 0), 13, id="a table in the second"),
        pytest.param(PLAIN, ("course", 2, "award", 0), 20, id="a table in the third"),
        pytest.param(INLINE, ("course", 0, "awards", 0), 2, id="an inline table, by its key"),
        pytest.param(SUB_TABLE, ("course", 1, "provider"), 7, id="a table that is not repeated"),
        pytest.param(MULTI_LINE, ("course", 0), 1, id="a header before a text like a header"),
        pytest.param(HASH, ("course", 0), 1, id="a header with a remark"),
    ],
)
def test_a_table_knows_the_line_of_its_header(
    text: str, path: Path, line: int, layer: Write
) -> None:
    """An inline table has no header and stands where its key stands."""
    assert at(table_of(text, layer), path).place.line == line


def test_a_table_knows_its_layer(layer: Write) -> None:
    """Tables inside tables as well, since dated values of several layers meet."""
    files = {"courses/a.toml": PLAIN, "competencies/b.toml": "[[role]]\nid = 1\n"}
    tables, _ = read_layer(layer("one", files), 3)
    courses = tables[1]["course"]
    assert [tables[0].layer, courses[1].layer, courses[1]["award"][1].layer] == [3, 3, 3]


def test_files_come_in_the_order_of_their_paths(layer: Write) -> None:
    """Competencies before courses, then by name, folders among the files."""
    files = dict.fromkeys(
        ("courses/a.toml", "competencies/z.toml", "competencies/b/y.toml", "competencies/a.toml"),
        "",
    )
    assert [shown for shown, _ in layer("one", files).texts()] == [
        "one/competencies/a.toml",
        "one/competencies/b/y.toml",
        "one/competencies/z.toml",
        "one/courses/a.toml",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("[[course]]\nid = \n", 2, id="a value is missing"),
        pytest.param("a = 1\na = 2\n", 2, id="a key comes twice"),
        pytest.param('a = """\n', None, id="a text never ends"),
    ],
)
def test_a_file_that_is_no_toml_says_where(text: str, line: int | None, layer: Write) -> None:
    """The parser's line is kept; the end of the file has none."""
    tables, problems = read_layer(layer("one", {"courses/a.toml": text}), 0)
    assert tables == []
    assert [(p.code, p.place.file, p.place.line) for p in problems] == [
        ("not-toml", "one/courses/a.toml", line)
    ]
