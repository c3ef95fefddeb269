"""The fingerprint of a catalogue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from skillsmatrix.catalogue import Layer, digest, shipped_layer

FILES = {
    "competencies/a.toml": 'title = "A"\n',
    "competencies/b/c.toml": 'title = "C"\n',
    "courses/c01.toml": 'title = "1"\n',
}
Write = Callable[[str, dict[str, str]], Layer]


def test_the_order_in_which_files_were_written_does_not_matter(
    layer: Write, tmp_path: Path
) -> None:
    """Files count in the order of their paths."""
    one = layer("one", FILES)
    other = layer("other", dict(reversed(FILES.items())))
    same = Layer(one.name, other.root, one.shown)
    assert digest([one]) == digest([same])


def test_the_digest_is_64_hexadecimal_digits() -> None:
    """And the same each time it is asked for."""
    found = digest([shipped_layer()])
    assert (len(found), found) == (64, digest([shipped_layer()]))
    assert int(found, 16) > 0


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({**FILES, "courses/c01.toml": 'title = "2"\n'}, id="one byte differs"),
        pytest.param({**FILES, "courses/c01.toml": 'title = "1"\n\n'}, id="a line is added"),
        pytest.param({**FILES, "courses/c02.toml": ""}, id="an empty file is added"),
        pytest.param(dict(list(FILES.items())[:2]), id="a file is taken away"),
        pytest.param(
            {**dict(list(FILES.items())[:2]), "courses/c1.toml": 'title = "1"\n'},
            id="a file is renamed",
        ),
        pytest.param(
            {
                **FILES,
                "competencies/a.toml": "",
                "competencies/b/c.toml": 'title = "A"\ntitle = "C"\n',
            },
            id="a line moves to another file",
        ),
    ],
)
def test_any_difference_changes_the_digest(files: dict[str, str], layer: Write) -> None:
    """Two catalogues that say different things have different digests."""
    one, other = layer("one", FILES), layer("other", files)
    assert digest([one]) != digest([Layer(one.name, other.root, one.shown)])


def test_what_is_no_toml_file_does_not_count(layer: Write) -> None:
    """A note beside the files, or a file outside the two folders, changes nothing."""
    one = layer("one", FILES)
    other = layer("other", {**FILES, "courses/note.md": "x", "notes/a.toml": "x = 1\n"})
    assert digest([one]) == digest([Layer(one.name, other.root, one.shown)])


def test_the_order_of_layers_matters(layer: Write) -> None:
    """What overrides what is part of what a catalogue says."""
    one, other = layer("one", FILES), layer("other", FILES)
    assert digest([one, other]) != digest([other, one])
