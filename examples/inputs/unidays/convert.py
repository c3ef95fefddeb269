"""The UNiDAYS competency framework (JSON) as a catalogue of ours (TOML).

A topic becomes a competency, its levels the names of that competency's levels. A level of a role
becomes a role. What it requires becomes an essential requirement at a level, what it lists as
optional a desirable one; both are held once, as the framework knows no renewal.

Not carried over, as a catalogue has no place for them: the criteria of each level, the summaries
of roles, themes, and the departments that roles are listed under.

    python convert.py content catalogue
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORDS = """\
[[reference]]
id = "unidays-framework"
document = "UNiDAYS competency framework (content/, 2019, MIT-style licence)"
publisher = "MyUNiDAYS Ltd"
address = "github.com/MyUNiDAYS/competency-framework"

[[sector]]
id = "company"
title = "Company"
"""
SOURCE = 'origin = "local"\nreference = "unidays-framework"\n'


@dataclass(frozen=True)
class Topic:
    """A topic of the framework; ``levels`` are (path, title), the lowest first."""

    id: str
    title: str
    summary: str
    levels: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Collection:
    """A file of competencies."""

    path: str
    title: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True)
class RoleLevel:
    """One level of a role, with the paths of the levels that it requires or lists as optional."""

    id: str
    title: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    misplaced: tuple[str, ...]
    """Listed as optional beside the competencies instead of among them."""


def read_collections(content: Path) -> tuple[Collection, ...]:
    """Return the files of competencies, in the order of their names.

    Raises:
        ValueError: two topics have the same path, by which we know them.
    """
    found = tuple(map(_collection, _tables(content / "competencies")))
    names = [topic.id for collection in found for topic in collection.topics]
    if len(set(names)) < len(names):
        raise ValueError("two topics have the same path")
    return found


def _collection(table: Mapping[str, Any]) -> Collection:
    def topic(found: Mapping[str, Any]) -> Topic:
        levels = tuple((level["path"], level["title"]) for level in found["levels"])
        return Topic(found["path"], found["title"], found.get("summary", ""), levels)

    return Collection(table["path"], table["title"], tuple(map(topic, table["topics"])))


def read_roles(content: Path) -> tuple[RoleLevel, ...]:
    """Return every level of every role of every department.

    Raises:
        ValueError: two levels have the same path, by which we know them.
    """
    found = [role for table in _tables(content / "roles") for role in _roles(table)]
    if len({role.id for role in found}) < len(found):
        raise ValueError("two levels of roles have the same path")
    return tuple(found)


def _roles(table: Mapping[str, Any]) -> Iterator[RoleLevel]:
    for role in table.get("roles", ()):
        for level in role["levels"]:
            wanted = level["competencies"]
            yield RoleLevel(
                id=level["path"],
                title=level["title"],
                required=tuple(wanted.get("required", ())),
                optional=tuple(wanted.get("optional", ())),
                misplaced=tuple(level.get("optional", ())),
            )
    for department in table.get("departments", ()):
        yield from _roles(department)


def _tables(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        yield json.loads(path.read_text("utf-8"))


def catalogue_texts(
    collections: Sequence[Collection], roles: Sequence[RoleLevel]
) -> dict[str, str]:
    """Return the text of each file of the catalogue.

    Raises:
        ValueError: a role names a level that no topic has.
    """
    places = {
        f"{collection.path}/{topic.id}/{path}": (topic.id, number)
        for collection in collections
        for topic in collection.topics
        for number, (path, _) in enumerate(topic.levels, start=1)
    }
    texts = {"competencies/words.toml": WORDS}
    for collection in collections:
        texts[f"competencies/{collection.path}.toml"] = _collection_text(collection)
    for role in roles:
        texts[f"competencies/roles/{role.id}.toml"] = _role_text(role, places)
    return texts


def _collection_text(collection: Collection) -> str:
    framework = (
        f"[[framework]]\nid = {_quoted(collection.path)}\n"
        f"title = {_quoted(collection.title)}\n{SOURCE}"
    )
    return "\n".join([framework, *(_topic_text(topic, collection) for topic in collection.topics)])


def _topic_text(topic: Topic, collection: Collection) -> str:
    levels = ", ".join(_quoted(title) for _, title in topic.levels)
    lines = [
        "[[competency]]",
        f"id = {_quoted(topic.id)}",
        f"title = {_quoted(topic.title)}",
        f"framework = {_quoted(collection.path)}",
        *([f"summary = {_quoted(topic.summary)}"] if topic.summary else ()),
        f"levels = [{levels}]",
    ]
    return "\n".join(lines) + "\n"


def _role_text(role: RoleLevel, places: Mapping[str, tuple[str, int]]) -> str:
    texts = [f"[[role]]\nid = {_quoted(role.id)}\ntitle = {_quoted(role.title)}\n"]
    wanted = [(path, "essential") for path in role.required]
    wanted += [(path, "desirable") for path in role.optional]
    for path, standing in wanted:
        if path not in places:
            raise ValueError(f"{role.id} names a level that no topic has ({path})")
        competency, number = places[path]
        texts.append(
            f"[[requirement]]\nid = {_quoted(f'{role.id}.{competency}')}\n"
            f"competency = {_quoted(competency)}\nlevel = {number}\n"
            f"standing = {_quoted(standing)}\nroles = [{_quoted(role.id)}]\n{SOURCE}\n"
            '[[requirement.renewal]]\nkind = "once"\norigin = "default"\n'
        )
    return "\n".join(texts)


def _quoted(text: str) -> str:
    """Return text as TOML writes it; what JSON escapes, TOML escapes alike."""
    return json.dumps(text, ensure_ascii=False)


def main(content: Path, catalogue: Path) -> None:
    """Write the catalogue, and say how much of what it holds."""
    collections, roles = read_collections(content), read_roles(content)
    for name, text in catalogue_texts(collections, roles).items():
        path = catalogue / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    topics = [topic for collection in collections for topic in collection.topics]
    print(
        f"{len(roles)} role-levels: {sum(len(role.required) for role in roles)} required, "
        f"{sum(len(role.optional) for role in roles)} optional."
    )
    print(
        f"{sum(len(topic.levels) for topic in topics)} competency-levels of {len(topics)} topics."
    )
    for role in roles:
        for name in role.misplaced:
            print(f"Left out, as it stands outside the competencies of {role.id}: {name}.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
