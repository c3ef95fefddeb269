"""A workbook's zip file, made sure of before anything reads it: its true size, and no DOCTYPE.

What a zip file says of the size of a part need not be true. So each part is unpacked once, a
piece at a time, and counted.
"""

from __future__ import annotations

import errno
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from skillsmatrix.errors import InputRefused
from skillsmatrix.records.faults import refused

MOST_BYTES = 1 << 30
"""How large all parts of a workbook may be together."""
MOST_TIMES = 400
"""How many times larger than the zip file they may be, where they are large at all."""
MOST_PARTS = 10_000
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError),
    *(LookupError, ValueError),
)
"""What comes of reading a zip file that is none, or whose names are no text."""
_SMALL = 64 << 20
_PIECE = 1 << 18
_DOCTYPE = re.compile(b"<!DOCTYPE|<\0!\0D\0O\0C\0T\0Y\0P\0E|\0<\0!\0D\0O\0C\0T\0Y\0P\0E")


class _BrokenError(Exception):
    """The zip file does not hold what it says."""


def open_parts(file: str, stream: BinaryIO) -> zipfile.ZipFile:
    """Return the zip file of a workbook that is safe to read.

    Raises:
        InputRefused: it is broken, too large, or holds what no workbook does.
    """
    try:
        size = stream.seek(0, 2)
        if size > MOST_BYTES:
            raise _too_large(file, f"The workbook is too large ({size >> 20} MB)")
        parts = zipfile.ZipFile(stream)
        infos = parts.infolist()
        _check_sizes(file, infos, size)
        if len({info.filename.casefold() for info in infos}) < len(infos):
            raise _BrokenError("two parts of one name")
        if sum(info.compress_size for info in infos) > size:
            raise _BrokenError("parts that overlap")
        for info in infos:
            _check_part(file, stream, info)
    except (*BROKEN, _BrokenError) as error:
        raise not_a_workbook(file, str(error)) from error
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        raise not_a_workbook(file, "a part before its beginning") from error
    return parts


def not_a_workbook(file: str, why: str) -> InputRefused:
    """Return the exception for what only looks like a workbook."""
    return refused(
        file,
        "not-a-workbook",
        f"The file is not a workbook that can be read ({why.splitlines()[0] if why else 'broken'})",
        "Save it again as .xlsx, or as CSV.",
    )


def _check_sizes(file: str, infos: list[zipfile.ZipInfo], size: int) -> None:
    total = sum(info.file_size for info in infos)
    if len(infos) > MOST_PARTS:
        what = f"The workbook has too many parts ({len(infos)})"
    elif total > MOST_BYTES:
        what = f"The workbook is too large when unpacked ({total >> 20} MB)"
    elif total > _SMALL and total > MOST_TIMES * size:
        what = f"The workbook unpacks to {total // size} times its size ({total >> 20} MB)"
    else:
        return
    raise _too_large(file, what)


def _too_large(file: str, what: str) -> InputRefused:
    return refused(
        file,
        "too-large-workbook",
        what,
        "Save the sheet that is wanted as CSV, or split the workbook; pictures can go.",
    )


def _check_part(file: str, stream: BinaryIO, info: zipfile.ZipInfo) -> None:
    count, before = 0, b""
    for piece in _unpacked(stream, info):
        count += len(piece)
        if count > info.file_size:
            raise _BrokenError(f"{info.filename} is larger than it says")
        if "/media/" not in info.filename and _DOCTYPE.search(before + piece):
            raise refused(
                file,
                "doctype",
                f"The workbook holds a DOCTYPE, which none needs ({info.filename})",
                "Do not open it if you do not know who made it; else save it as CSV.",
            )
        before = (before + piece)[-32:]


def _unpacked(stream: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what a part really holds, wherever its end is said to be."""
    if info.flag_bits & 1:
        raise _BrokenError("its parts are encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _BrokenError(f"packed in an unusual way, {info.compress_type}")
    stream.seek(info.header_offset)
    name, extra = struct.unpack("<HH", stream.read(30)[26:])
    stream.seek(name + extra, 1)
    left = info.compress_size
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while left:
        packed = stream.read(min(left, _PIECE))
        if not packed:
            raise _BrokenError(f"{info.filename} is cut off")
        left -= len(packed)
        if info.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed and not inflate.eof:
            yield inflate.decompress(packed, _PIECE)
            packed = inflate.unconsumed_tail
    if info.compress_type == zipfile.ZIP_DEFLATED and not inflate.eof:
        yield inflate.flush()
