"""Files that are meant to do harm, or that no longer are what they were: each made, and met.

As a program it meets them all in one process that may have little memory, and prints what each got.
"""

from __future__ import annotations

import copy
import io
import json
import os
import resource
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
import traceback
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from attrs import frozen
from tests.records.conftest import ASKED
from tests.records.fuzz import make_world
from tests.records.test_xlsx import changed, in_sheet, make, of_rows

from skillsmatrix.errors import InputRefused, SkillsError
from skillsmatrix.records.door import import_file
from skillsmatrix.records.profiles.profile_file import read_profile
from skillsmatrix.records.store import open_store

MEMORY = 1536 << 20
HEAD = "id,name,email\n"
Make = Callable[[Path], Path]
PEOPLE = of_rows(["id", "name"], ["P7", "Zoë Łódź"])


@frozen(kw_only=True)
class Hostile:
    """A file and what it must get.

    Attributes:
        make: makes it in a folder.
        says: texts, all of which must be in what is said, or among the people stored afterwards.
        meanwhile: what happens to the file while it is read.
    """

    make: Make
    says: tuple[str, ...]
    kind: str = "people"
    profile: str = ""
    meanwhile: Callable[[Path], object] = lambda _: None


def text(content: str | bytes, name: str = "x.csv") -> Make:
    """Make a file of this text."""

    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def book(change: Callable[[Path], object] = lambda _: None, fill: Any = PEOPLE) -> Make:
    """Make a workbook, and change it."""

    def write(folder: Path) -> Path:
        path = make(folder / "x.xlsx", fill)
        change(path)
        return path

    return write


def parts(change: Callable[[str, bytes], bytes], fill: Any = PEOPLE) -> Make:
    """Make a workbook with other parts."""
    return book(lambda path: changed(path, change), fill)


def cells(xml: str) -> Make:
    """Make a workbook with a row of cells under id, name and email."""
    row = f'<row r="2">{xml}</row></sheetData>'.encode()
    return parts(in_sheet(b"</sheetData>", row), of_rows(["id", "name", "email"]))


def in_part(name: str, old: bytes, new: bytes) -> Make:
    """Make a workbook with another text in one part."""
    return parts(lambda each, content: content.replace(old, new) if each == name else content)


def deflated(path: Path, gigabytes: int, said: int) -> None:
    """Add a part of spaces that is never made here as a whole, and what is said of its size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(b" " * (64 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = piece * (16 * gigabytes) + packer.flush()
    with zipfile.ZipFile(path, "a") as old:
        old.writestr("xl/worksheets/sheet2.xml", packed)
        info = old.getinfo("xl/worksheets/sheet2.xml")
        info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, said


def overlapping(path: Path) -> None:
    """Say of one part that it is five hundred."""
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as old:
        old.writestr("xl/media/a.xml", os.urandom(1 << 16))
        for number in range(500):
            again = copy.copy(old.getinfo("xl/media/a.xml"))
            again.filename = f"xl/media/{number}.xml"
            old.filelist.append(again)


def name_that_is_no_text(path: Path) -> None:
    """Add a part whose name only says that it is UTF-8."""
    with zipfile.ZipFile(path, "a") as old:
        old.writestr("xl/media/\u00e9.png", b"")
    path.write_bytes(path.read_bytes().replace("\u00e9".encode(), b"\x85\x85"))


def many_parts(path: Path) -> None:
    """Add a great many parts."""
    with zipfile.ZipFile(path, "a") as old:
        for number in range(10_001):
            old.writestr(f"xl/media/{number}.png", b"")


def zipped(**files: bytes) -> bytes:
    """Return a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, content in files.items():
            new.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def sheets(*names: str) -> Any:
    """Fill sheets of these names."""

    def fill(workbook: Any) -> None:
        for name in names:
            workbook.add_worksheet(name).write_row(0, 0, ["id", "name"])

    return fill


def sparse(folder: Path) -> Path:
    """Make a file of a gigabyte that takes no room."""
    path = folder / "x.csv"
    with path.open("wb") as file:
        file.write(HEAD.encode())
        file.truncate(1 << 30)
    return path


def spaces(folder: Path) -> Path:
    """Make a line without end."""
    path = folder / "x.csv"
    with path.open("wb") as file:
        for _ in range(64):
            file.write(b" " * (1 << 20))
    return path


def fifo(folder: Path) -> Path:
    """Make a pipe with a name, and something that writes to it."""
    path = folder / "x.csv"
    os.mkfifo(path)
    threading.Thread(target=path.write_text, args=[HEAD + "P7,Zoe,\n"], daemon=True).start()
    return path


def database(folder: Path) -> Path:
    """Make a database."""
    with closing(sqlite3.connect(folder / "x.csv")) as connection:
        connection.execute("CREATE TABLE people (id)")
        connection.commit()
    return folder / "x.csv"


def grows(path: Path) -> None:
    """Write on."""
    with path.open("a") as file:
        file.write("P8,Eve,\n")


def in_utf_16(file: Path) -> None:
    """Write what is no UTF-8 any more."""
    file.write_bytes((HEAD + "P7,Zoë,\n" * 9000).encode("utf-16"))


def meet(hostile: Hostile, folder: Path, first: Path) -> str:
    """Return everything that is said, with the people that came in."""
    shutil.copy(first, folder / "store.sqlite")
    store = open_store(folder / "store.sqlite")
    path = hostile.make(folder)
    asked: dict[str, Any] = {**ASKED, "progress": lambda at: at and hostile.meanwhile(path)}
    said: list[str] = []
    try:
        if hostile.profile:
            (folder / "p.toml").write_text(hostile.profile, encoding="utf-8")
            asked["profile"] = read_profile(folder / "p.toml")
        result = import_file(store, hostile.kind, path, **asked)
        said = [*result.remarks, str(result)]
    except InputRefused as refused:
        said = [f"[{problem.code}] {problem}" for problem in refused.problems]
    except SkillsError as error:
        said = [f"{type(error).__name__}: {error}"]
    except Exception:  # noqa: BLE001  # told, and the test fails
        said = [traceback.format_exc()]
    with closing(sqlite3.connect(folder / "store.sqlite")) as connection:
        found = connection.execute("SELECT ref, name FROM people WHERE id > 3").fetchall()
    return "\n".join([*said, *(f"<{ref}|{name}>" for ref, name in found)])


def main() -> None:
    """Meet them all."""
    from tests.records.hostile_list import HOSTILE

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    told = {}
    with tempfile.TemporaryDirectory() as name:
        make_world(Path(name))
        for number, (called, hostile) in enumerate(HOSTILE.items()):
            folder = Path(name) / str(number)
            folder.mkdir()
            print(called, file=sys.stderr, flush=True)
            began = time.process_time()
            said = meet(hostile, folder, Path(name) / "first.sqlite")
            told[called] = (said, time.process_time() - began)
            shutil.rmtree(folder)
    print(json.dumps(told))


if __name__ == "__main__":
    main()
