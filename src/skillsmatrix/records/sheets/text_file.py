"""What the bytes of a text file are: the encoding, found out by reading all of it once."""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import BinaryIO

from attrs import frozen

from skillsmatrix.errors import InputRefused
from skillsmatrix.records.faults import refused

_CHUNK = 1 << 20
_NOT_IN_1252 = re.compile(b"[\x81\x8d\x8f\x90\x9d]")
_LONGEST_LINE = 16 << 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@frozen
class TextFile:
    """How a text is to be decoded; ``size`` is in bytes."""

    encoding: str
    sha256: str
    size: int
    remarks: tuple[str, ...] = ()


def examine(file: str, stream: BinaryIO, declared: str) -> TextFile:
    """Return the encoding of a text: the declared one, or UTF-8, UTF-16 with its mark, or cp1252.

    A chunk is held at a time, however long the file is.

    Raises:
        InputRefused: it is not text, or not in the declared encoding or any of ours.
    """
    digest, at = hashlib.sha256(), 0
    encoding = declared
    decoder: codecs.IncrementalDecoder | None = None
    odd: int | None = None
    line = 0
    while chunk := stream.read(_CHUNK):
        if at == 0:
            encoding = _encoding(chunk, declared)
            decoder = codecs.getincrementaldecoder(encoding)()
        if odd is None and (found := _NOT_IN_1252.search(chunk)):
            odd = at + found.start()
        try:
            text = decoder.decode(chunk) if decoder else chunk.decode("latin-1")
        except UnicodeError as error:
            if encoding != "utf-8-sig" or declared:
                raise _wrong(file, encoding, at + getattr(error, "start", 0)) from error
            decoder, text = None, chunk.decode("latin-1")
        if "\0" in text:
            raise refused(
                file,
                "not-text",
                f"The file is not text (a NUL byte at {at + max(chunk.find(0), 0)})",
                "Give a CSV or an XLSX file; if it is one, export it again.",
            )
        line = 0 if "\n" in text or "\r" in text else line + len(text)
        if line > _LONGEST_LINE:
            raise refused(
                file,
                "not-csv",
                f"The file is no table (a line of more than {line >> 20} million characters)",
                "Give a CSV or an XLSX file; if it is one, export it again.",
            )
        digest.update(chunk)
        at += len(chunk)
    try:
        if decoder is not None:
            decoder.decode(b"", final=True)
    except UnicodeError as error:
        if encoding != "utf-8-sig" or declared:
            raise _wrong(file, encoding, at) from error
        decoder = None
    if at == 0 or decoder is not None:
        return TextFile(encoding or "utf-8-sig", digest.hexdigest(), at)
    if odd is not None:
        raise refused(
            file,
            "not-utf8",
            f"The file is neither UTF-8 nor Windows-1252 (byte {odd})",
            'Save it as CSV UTF-8, or name its encoding in a profile: encoding = "…".',
        )
    remark = f"{file}: read as Windows-1252, as it is not UTF-8."
    return TextFile("cp1252", digest.hexdigest(), at, (remark,))


def _encoding(start: bytes, declared: str) -> str:
    """Return the encoding by the first bytes; a mark says more than what was declared."""
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    return declared or ("utf-16" if start.startswith(_UTF16) else "utf-8-sig")


def _wrong(file: str, encoding: str, byte: int) -> InputRefused:
    return refused(
        file,
        "wrong-encoding",
        f"The file is not {encoding}, as the profile or its first bytes would have it (byte {byte})",
        "Save it as CSV UTF-8, or correct the encoding in the profile.",
    )
