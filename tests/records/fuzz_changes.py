"""Bytes → other bytes: what goes wrong with files, by chance and on purpose."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from random import Random

Change = Callable[[Random, bytes], bytes]

_ANYWHERE = [
    b"\0", b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc0\xaf", b"\xed\xa0\x80", b"\x1b[2J",
    b"\x1a", b"\x81", b"\r", b"\n", b"\r\n", b"\n\n\n", b"\t", b" ", b"A" * 300, "\u202e".encode(),
    "\u200b".encode(), "\u2028".encode(), "\u0130".encode(), "\U0001f9d1\u200d\U0001f33e".encode(),
    "e\u0301".encode(), "\u00a0".encode(), "٣".encode(), "²".encode(), "ß".encode(),
]  # fmt: skip
_VALUES = [
    b"", b"0", b"-0", b"-1", b"1.0", b"1E+05", b"1e308", b"1e999", b"NaN", b"inf", b"9" * 400, b"37,5",
    b"0.0000001", b"2019", b"1905-07-11", b"0001-01-01", b"9999-12-31", b"10000-01-01", b"2025-02-31",
    b"2025-02-28", b"31/12/2025", b"1/1/00", b"45000", b"45000.99999", b"60", b"2958466", b"-700000",
    b"P1", b"p1", b"P001", b"P9", b"C01", b"FIRE", b"Fire safety", b"C01|C02", b"A1", b"a2", b"S1", b"T1",
    b"exemption", b"revocation", b"extension", b"complete", b"not started", b"in progress", b"in-ratio",
    b"=1+1", b"@SUM(A1)", b"#N/A", b"#REF!", b"#UNCALCULATED!", b"'; DROP TABLE people; --", b"%s{}\\",
    b"../../etc/passwd", b"(problem)", b"(sheet)", b"(cell)", b"Total 3", b"Notes*", b"[a-", b"*",
]  # fmt: skip
_CSV = [b",", b";", b"\t", b'"', b'""', b'","', b"|", b",,,,,,,,", b"sep=;\n", b'"\n', b"\n\n,,\n"]
_XML = [
    b'<c r="XFD1048576"><v>1</v></c>', b'<c r="A1048577"><v>1</v></c>', b'<c r="ZZZZ1"><v>1</v></c>',
    b'<c r="A0"><v>1</v></c>', b'<c t="s"><v>99999</v></c>', b'<c t="s"><v>-1</v></c>', b'<c t="e"><v/></c>',
    b'<c t="b"><v>7</v></c>', b'<c t="d"><v>2025-01-02T25:61:00</v></c>', b'<c t="str"><f>1</f><v></v></c>',
    b'<c t="inlineStr"><is><t>x</t><r><t>y</t></r></is></c>', b'<c s="99999"><v>1</v></c>', b"<f>1/0</f>",
    b'<c r="B2" s="1"><v>1e308</v></c>', b'<c r="C3" s="1"><v>-1</v></c>', b'<c s="1"><v>NaN</v></c>',
    b'<c s="1"><v>2958466</v></c>', b"<v>", b"</v>", b"<row>", b"</row>", b'<row r="0">', b"<c/>",
    b'<row r="99999999999999999999">', b"&#0;", b"&#x202E;", b"&lt;", b"&undefined;", b"<![CDATA[x]]>",
    b"<!--", b"-->", b"<?x?>", b'<!DOCTYPE a [<!ENTITY a "b">]>', b'encoding="utf-16"', b'date1904="1"',
    b'<mergeCell ref="A1:XFD1048576"/>', b'<mergeCell ref="B2:A1"/>', b'<mergeCell ref="A1"/>', b' r="C9"',
    b'state="hidden"', b'<sheet name="Data" sheetId="9" r:id="rId1"/>', b't="s"', b't="e"', b's="1"',
    b'<dimension ref="A1:XFD1048576"/>', b"_x0000_", b"_xD800_", b"</sheetData>", b"<sheetData>",
]  # fmt: skip


def change_bytes(tokens: list[bytes]) -> Change:
    """Return what changes a few spots of any bytes."""

    def change(random: Random, content: bytes) -> bytes:
        at = random.randrange(len(content) + 1)
        length = random.choice((1, 2, 5, 20, 200))
        piece = content[at : at + length]
        match random.randrange(9):
            case 0:
                flipped = bytes(byte ^ 1 << random.randrange(8) for byte in piece[:1])
                return content[:at] + flipped + content[at + 1 :]
            case 1:
                return content[:at] + random.randbytes(length) + content[at:]
            case 2:
                return content[:at] + content[at + length :]
            case 3:
                return content[:at] + piece * random.choice((2, 3, 50)) + content[at + length :]
            case 4:
                to = random.randrange(len(content) + 1)
                return content[:to] + piece + content[to:]
            case 5 if random.random() < 0.3:
                return content[:at]
            case _:
                return content[:at] + random.choice(tokens) + content[at:]

    return change


def _cell(random: Random, content: bytes, ends: bytes, begins: bytes) -> bytes:
    """Put a value in the place of what stands between two marks."""
    start = random.randrange(len(content) + 1)
    first = min((at for mark in begins if (at := content.find(mark, start)) >= 0), default=-1)
    if first < 0:
        return content
    last = min((at for m in ends if (at := content.find(m, first + 1)) >= 0), default=len(content))
    value = random.choice(_VALUES)
    return content[: first + 1] + value + content[last:]


def _line(random: Random, content: bytes) -> bytes:
    """Repeat, move or drop a line."""
    lines = content.splitlines(keepends=True)
    if not lines:
        return content
    line, to = random.choice(lines), random.randrange(len(lines) + 1)
    match random.randrange(3):
        case 0:
            lines[to:to] = [line] * random.choice((1, 1, 2, 40))
        case 1:
            lines.remove(line)
        case _:
            lines[to:to] = [random.choice(_CSV) * len(lines) + b"\n"]
    return b"".join(lines)


_ANY_CSV = change_bytes(_ANYWHERE + _VALUES + _CSV * 3)
_ANY_XML = change_bytes(_ANYWHERE + _VALUES + _XML * 3)
_ANY_ZIP = change_bytes(
    [*_ANYWHERE, b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"\xff" * 4, b"\0" * 8]
)


def change_csv(random: Random, content: bytes) -> bytes:
    """Return a text with one thing changed."""
    if b"\0" in content:  # two bytes a character: in one, and back
        text = content.decode("utf-16", "replace").encode()
        return change_csv(random, text).decode("utf-8", "replace").encode("utf-16")
    match random.randrange(10):
        case 0 | 1 | 2 | 3:
            return _cell(random, content, b",;\t\r\n", b",;\t\n")
        case 4 | 5:
            return _line(random, content)
        case _:
            return _ANY_CSV(random, content)


def change_xml(random: Random, content: bytes) -> bytes:
    """Return a part of a workbook with one thing changed."""
    match random.randrange(10):
        case 0 | 1 | 2 | 3:
            return _cell(random, content, b"<", b">")
        case 4 | 5:
            return _cell(random, content, b'"', b'"')
        case 6:
            at = content.find(b"<", random.randrange(len(content) + 1))
            return content[: max(at, 0)] + random.choice(_XML) + content[max(at, 0) :]
        case _:
            return _ANY_XML(random, content)


def times(random: Random) -> range:
    """Return how often to change a file: mostly once or twice."""
    return range(random.choice((1, 1, 1, 2, 2, 3, 5, 12)))


def changed_csv(random: Random, content: bytes, other: bytes) -> bytes:
    """Return a text after a few changes; now and then with the end of another."""
    for _ in times(random):
        content = change_csv(random, content)
    if random.random() < 0.03:
        content = content[: random.randrange(len(content) + 1)] + other
    return content


def changed_workbook(random: Random, content: bytes, other: bytes) -> bytes:
    """Return a workbook after a few changes: of its parts, or of the zip file itself."""
    if random.random() < 0.25:
        for _ in times(random):
            content = _ANY_ZIP(random, content)
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    weighed = [name for name in parts if "sheet" in name or "Strings" in name] * 4 + list(parts)
    for _ in times(random):
        name = random.choice(weighed)
        parts[name] = change_xml(random, parts[name])
    if random.random() < 0.05:
        parts.pop(random.choice(weighed))
    packing = random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing, compresslevel=1) as new:
        for name, text in parts.items():
            new.writestr(zipfile.ZipInfo(name), text, packing)
    return out.getvalue() if random.random() > 0.02 else out.getvalue() + other
