"""The list of hostile and broken files, and what each of them gets."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.records.hostile import (
    HEAD,
    Hostile,
    book,
    cells,
    database,
    deflated,
    fifo,
    grows,
    in_part,
    in_utf_16,
    many_parts,
    name_that_is_no_text,
    overlapping,
    parts,
    sheets,
    spaces,
    sparse,
    text,
    zipped,
)
from tests.records.test_xlsx import in_sheet

LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><sst'
FETCHED = b'<!DOCTYPE x [<!ENTITY a SYSTEM "%s">]><sst'
BOMB = ',""",x","\n'
STRINGS = "xl/sharedStrings.xml"


def person(name: str | bytes, **asked: object) -> Hostile:
    """Return a file of one person, all of whose text is what it was."""
    told = name if isinstance(name, str) else name.decode("utf-8", "replace")
    quoted = '"' + told.replace('"', '""') + '"'
    return Hostile(make=text(f"{HEAD}P7,{quoted},\n"), says=(f"<P7|{told}>",), **asked)  # type: ignore[arg-type]


def line(content: str | bytes, *says: str, profile: str = "") -> Hostile:
    """Return a file with these lines under the header."""
    raw = content if isinstance(content, bytes) else content.encode()
    return Hostile(make=text(HEAD.encode() + raw), says=says, profile=profile)


def whole(content: str | bytes, *says: str, profile: str = "") -> Hostile:
    """Return a file of just this."""
    return Hostile(make=text(content), says=says, profile=profile)


def day(value: str, *says: str) -> Hostile:
    """Return a file with a day."""
    return Hostile(
        make=text(f"person,item,completed\nP1,C01,{value}\n"), says=says, kind="completions"
    )


def bombed(gigabytes: int, said: int) -> Hostile:
    """Return a workbook that unpacks to gigabytes, and says something of its size."""
    large = "too-large-workbook" if said > 1000 else "is larger than it says"
    return Hostile(make=book(lambda path: deflated(path, gigabytes, said)), says=(large,))


def declared(encoding: str) -> str:
    """Return a profile that declares an encoding."""
    columns = '[columns]\nid = "id"\nname = "name"\nemail = "email"\n'
    return f'kind = "people"\nencoding = "{encoding}"\n{columns}'


TEXTS = {
    "SQL in a name": person("Robert'); DROP TABLE people;--"),
    "SQL in an id": line("\"1' OR '1'='1\",Zoe,\n", "<1' OR '1'='1|Zoe>"),
    "a formula": person("=1+1"),
    "a formula that starts a program": person("=cmd|' /C calc'!A0"),
    "a link": person('=HYPERLINK("http://x.example","Click")'),
    "a plus, as Excel runs it": person("+1+1"),
    "a minus": person("-2+3"),
    "an at sign": person("@SUM(A1)"),
    "a path for a name": person("../../etc/passwd"),
    "markup": person("<script>alert(1)</script>"),
    "a template": person("{{7*7}}${7*7}%s%n"),
    "a field of 32,767 characters": person("x" * 32_767),
    "a field of 32,768 characters": line(f"P7,{'x' * 32_768},\n", "[too-long]", "32768 characters"),
    "a field of a million characters": line(f"P7,{'x' * 10**6},\n", "[not-csv]", ":2"),
    "a quoted field of a million characters": line(f'P7,"{"x" * 10**6}",\n', "[not-csv]", ":2"),
    "letters that turn round": line("P7,\u202eeoZ,\n", "[unseen-character]", "U+202E", "RIGHT"),
    "letters set apart": line("P7,\u2066Zoe\u2069,\n", "[unseen-character]", "U+2066"),
    "a zero-width space": line("P7,Z\u200bo\u2060e\ufeff,\n", "<P7|Zoe>"),
    "a joiner": person("\U0001f469\u200d\U0001f33e"),
    "a terminal's escape": line("P7,\x1b[2JZoe,\n", "[unseen-character]", "U+001B"),
    "an escape in a header": whole("id,name,\x1b[2J\nP7,Zoe,\n", "[unknown-column]", "\\x1b[2J"),
    "C1 controls": line("P7,Z\x9b2Je,\n", "[unseen-character]", "U+009B"),
    "NUL at the start": whole(b"\0" + HEAD.encode(), "[not-text]", "byte at 0"),
    "NUL in the middle": line(b"P7,Z\0e,\n", "[not-text]", "NUL"),
    "NUL at the end": line(b"P7,Zoe,\n\0", "[not-text]", "NUL"),
    "half a character, in UTF-8": line(b"P7,Z\xed\xa0\x80\x81,\n", "[not-utf8]"),
    "invalid UTF-8": line(b"P7,Zo\xeb,\n", "Windows-1252", "<P7|Zoë>"),
    "overlong UTF-8": line(b"P7,Z\xc0\xaf\x81,\n", "[not-utf8]"),
    "UTF-7 that nobody declared": line("P7,+ADw-script+AD4-,\n", "<P7|+ADw-script+AD4->"),
    "half a character, in UTF-7": line(
        "P7,Z+2AA-e,\n", "[unseen-character]", "U+D800", profile=declared("utf-7")
    ),
    "UTF-16 without its mark": whole(
        HEAD.encode("utf-16-le"), "[wrong-encoding]", profile=declared("utf-16")
    ),
    "UTF-16 of odd length": whole(HEAD.encode("utf-16") + b"\0", "[wrong-encoding]"),
    "half a character, in UTF-16": whole(
        b"\xff\xfe" + f"{HEAD}P7,".encode("utf-16-le") + b"\x00\xd8\n\0", "[wrong-encoding]"
    ),
    "UTF-32": whole(f"{HEAD}P7,Zoe,\n".encode("utf-32"), "[not-text]"),
    "a mark twice": whole(b"\xef\xbb\xbf\xef\xbb\xbf" + HEAD.encode() + b"P7,Zoe,\n", "<P7|Zoe>"),
    "all sorts of line ends": line("P7,Zoe,\r\nP8,Eve,\rP9,Abe,\n", "<P7|Zoe>", "<P9|Abe>"),
    "no line end": line("P7,Zoe,", "<P7|Zoe>"),
    "only a header": whole(HEAD, "no rows under the header"),
    "only line ends": whole("\n\r\n\n", "[empty-file]"),
    "nothing": whole("", "[empty-file]"),
    "only a mark": whole(b"\xef\xbb\xbf", "[empty-file]"),
    "an open quotation mark on the first line": whole('id,"name\nP7,Zoe\n', "[not-csv]", ":1"),
    "an open quotation mark on the last line": line('P7,Zoe,\nP8,"Eve,', "[not-csv]", ":3"),
    "quotation marks that never end": line(BOMB * 100_000, "[not-csv]", "too many quotation marks"),
    "quotation marks, 100,000": line("P7," + '"' * 100_000 + ",\n", "[too-long]"),
    "a gigabyte of nothing": Hostile(make=sparse, says=("[not-text]",)),
    "a line of 64 MB of spaces": Hostile(make=spaces, says=("[not-csv]", "million characters")),
    "100,000 columns": whole(",".join(f"c{n}" for n in range(100_000)), "[too-many-columns]"),
    "100,000 cells in a row": line("P7" + "," * 100_000 + "\n", "[too-many-columns]", "(100001)"),
    "rows of 100,000 cells": line(("," * 100_000 + "\n") * 100, "[too-many-columns]", "(100001)"),
    "1,000 people that nobody knows": Hostile(
        make=text("person,item,completed\n" + "".join(f"X{n},C01,2025-01-02\n" for n in range(1000))),
        says=("[unknown-person]", "(X0)", "(X999)"),
        kind="completions",
    ),
    "rows that contradict each other": line(
        "P7,Zoe,\nP7,Eve,\n", "[contradicting-rows]", "row 3", "row 2", "(name)"
    ),
    "the same id in another case": line("P7,Zoe,\np7,Eve,\n", "<P7|Zoe>", "<p7|Eve>"),
    "a number beyond all": line("1e308,Zoe,\n", "<1e308|Zoe>"),
}  # fmt: skip

DAYS = {
    "the first day of all": day("0001-01-01", "[too-early]", "0001-01-01"),
    "the last day of all": day("9999-12-31", "[in-future]", "9999-12-31"),
    "31 February": day("2025-02-31", "[impossible-date]", "2025-02-31"),
    "the year 10000": day("10000-01-01", "[date-form]", "10000-01-01"),
    "the year nought": day("0000-01-01", "[impossible-date]"),
    "a day before the year nought": day("-0001-01-01", "[date-form]"),
    "a day in other digits": day("٢٠٢٥-٠١-٠٢", "[date-form]"),
    "a day that is no number": day("NaN", "[date-form]", "(NaN)"),
}

BOOKS = {
    "a formula and its value": Hostile(
        make=cells('<c r="A2"><v>7</v></c><c r="B2" t="str"><f>1+1</f><v>Zoe</v></c>'),
        says=("<7|Zoe>",),
    ),
    "a formula without a value": Hostile(
        make=cells('<c r="A2"><v>7</v></c><c r="B2"><f>1+1</f></c>'),
        says=("[formula-without-value]", ":2"),
    ),
    "a link that is a formula": Hostile(
        make=cells('<c r="A2"><v>7</v></c><c r="B2" t="str"><f>HYPERLINK("x")</f><v>Zoe</v></c>'),
        says=("<7|Zoe>",),
    ),
    "text like a formula": Hostile(
        make=cells('<c r="A2"><v>7</v></c><c r="B2" t="inlineStr"><is><t>=cmd|x</t></is></c>'),
        says=("<7|=cmd|x>",),
    ),
    "an id of 1.0": Hostile(
        make=cells('<c r="A2"><v>1.0</v></c><c r="B2" t="inlineStr"><is><t>Zoe</t></is></c>'),
        says=("<1|Zoe>",),
    ),
    "an id of 1E+05": Hostile(
        make=cells('<c r="A2"><v>1E+05</v></c><c r="B2" t="inlineStr"><is><t>Zoe</t></is></c>'),
        says=("<100000|Zoe>",),
    ),
    "an id of -0": Hostile(
        make=cells('<c r="A2"><v>-0</v></c><c r="B2" t="inlineStr"><is><t>Zoe</t></is></c>'),
        says=("<0|Zoe>",),
    ),
    "an id of 1e308": Hostile(
        make=cells('<c r="A2"><v>1e308</v></c><c r="B2" t="inlineStr"><is><t>Zoe</t></is></c>'),
        says=("<1000000", "|Zoe>"),
    ),
    "an id that is no number": Hostile(
        make=cells('<c r="A2"><v>NaN</v></c><c r="B2" t="inlineStr"><is><t>Zoe</t></is></c>'),
        says=("[error-cell]", "(#NUM!)"),
    ),
    "an id of true": Hostile(
        make=cells('<c r="A2" t="b"><v>1</v></c><c r="B2" t="inlineStr"><is><t>Z</t></is></c>'),
        says=("<True|Z>",),
    ),
    "NUL, as Excel escapes it": Hostile(
        make=cells('<c r="A2"><v>7</v></c><c r="B2" t="inlineStr"><is><t>_x0000_Z</t></is></c>'),
        says=("[unseen-character]", "U+0000"),
    ),
    "half a character, as Excel escapes it": Hostile(
        make=cells('<c r="A2"><v>7</v></c><c r="B2" t="inlineStr"><is><t>_xD800_Z</t></is></c>'),
        says=("<7|_xD800_Z>",),
    ),
    "A1 and XFD1048576": Hostile(
        make=parts(
            in_sheet(
                b"</sheetData>",
                b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
            )
        ),
        says=("[too-large-sheet]", "column 16384"),
    ),
    "a row beyond the last": Hostile(
        make=parts(
            in_sheet(
                b"</sheetData>", b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData>'
            )
        ),
        says=("[too-large-sheet]", "row 99999999999"),
    ),
    "shared texts that are not there": Hostile(make=in_part(STRINGS, b"<sst", b"<sst2"), says=("[not-a-workbook]",)),
    "a shared text beyond the last": Hostile(
        make=parts(in_sheet(b't="s"><v>0<', b't="s"><v>999999999<')),
        says=("[not-a-workbook]", "index not found"),
    ),
    "a sheet's name like a path": Hostile(
        make=book(fill=sheets("x..y", "b")), says=("read its first sheet, x..y",)
    ),
    "a sheet's name that is a path": Hostile(
        make=parts(
            lambda _, content: content.replace(b'"One"', b'"../../x"'), sheets("One", "Two")
        ),
        says=("read its first sheet, ../../x", "no rows"),
    ),
    "a sheet's name with an escape": Hostile(
        make=parts(
            lambda _, content: content.replace(b'"One"', "\"\u202e\u009b2J\"".encode()),
            sheets("One", "Two"),
        ),
        says=("first sheet, \\u202e\\x9b2J;", "[\\u202e\\x9b2J]"),
    ),
    "a part outside of the file": Hostile(
        make=parts(lambda _, content: content.replace(b"worksheets/sheet1", b"../../../etc/passwd")),
        says=("[not-a-workbook]",),
    ),
    "a billion laughs": Hostile(make=in_part(STRINGS, b"<sst", LAUGHS), says=("[doctype]",)),
    "a billion laughs, in the sheet": Hostile(
        make=in_part("xl/worksheets/sheet1.xml", b"<worksheet", LAUGHS.replace(b"<sst", b"<worksheet")),
        says=("[doctype]",),
    ),
    "an entity that is a file": Hostile(
        make=in_part(STRINGS, b"<sst", FETCHED % b"file:///etc/passwd"), says=("[doctype]",)
    ),
    "an entity that is fetched": Hostile(
        make=in_part(STRINGS, b"<sst", FETCHED % b"http://127.0.0.1:9/"), says=("[doctype]",)
    ),
    "two gigabytes in a workbook": bombed(2, 2 << 30),
    "two gigabytes that say they are little": bombed(2, 100),
    "many parts": Hostile(make=book(many_parts), says=("[too-large-workbook]", "too many parts")),
    "a part whose name is no text": Hostile(
        make=book(name_that_is_no_text), says=("[not-a-workbook]", "can't decode")
    ),
    "a part that begins before the file": Hostile(
        make=book(
            lambda path: path.write_bytes(
                path.read_bytes()[:-6] + b"\xf0\xff\xff\x7f" + path.read_bytes()[-2:]
            )
        ),
        says=("[not-a-workbook]", "before its beginning"),
    ),
    "parts that overlap": Hostile(make=book(overlapping), says=("[not-a-workbook]", "overlap")),
    "a zip file without its list": Hostile(
        make=book(lambda path: path.write_bytes(path.read_bytes()[:-60])), says=("[not-a-workbook]",)
    ),
    "a zip file whose list lies": Hostile(
        make=book(
            lambda path: path.write_bytes(
                path.read_bytes().replace(b"PK\x01\x02", b"PK\x01\x03", 1)
            )
        ),
        says=("[not-a-workbook]",),
    ),
    "a workbook in a workbook": Hostile(
        make=book(
            lambda path: zipfile.ZipFile(path, "a").writestr("xl/embeddings/b.xlsx", path.read_bytes())
        ),
        says=("<P7|Zoë Łódź>",),
    ),
}  # fmt: skip

OTHERS = {
    "a workbook with a password, or .xls": whole(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "[old-excel]", "password"
    ),
    ".xlsb": whole(zipped(xl__workbook_bin=b"\x83"), "[other-document]", ".xlsb"),
    ".ods": whole(zipped(mimetype=b"x", content_xml=b"<x/>"), "[other-document]", ".ods"),
    ".docx": whole(zipped(word__document_xml=b"<x/>"), "[other-document]", ".docx"),
    "any zip file": whole(zipped(a_txt=b"x"), "[not-a-workbook]"),
    "an empty zip file": whole(b"PK\x05\x06" + bytes(18), "[not-text]"),
    "a picture": whole(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "[not-text]"),
    "a PDF": whole(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "[missing-column]"),
    "a database": Hostile(make=database, says=("[not-text]",)),
    "a web page": whole("<!DOCTYPE html><html><body>Sign in</body></html>", "[missing-column]"),
    "a folder": Hostile(make=lambda folder: folder, says=("[unreadable-file]", "directory")),
    "no file": Hostile(make=lambda folder: folder / "x.csv", says=("[unreadable-file]", "No such")),
    "a pipe with a name": Hostile(make=fifo, says=("<P7|Zoe>",)),
    "/dev/null": Hostile(make=lambda _: Path("/dev/null"), says=("[empty-file]",)),
    "/dev/zero": Hostile(make=lambda _: Path("/dev/zero"), says=("[not-text]",)),
    "a file that grows while it is read": Hostile(
        make=text(HEAD + "P7,Zoe,\n"), says=("[unreadable-file]", "was changed"), meanwhile=grows
    ),
    "a file that becomes another while it is read": Hostile(
        make=text(HEAD + "P7,Zoe,\n" * 60_000),
        says=("[unreadable-file]", "was changed"),
        meanwhile=in_utf_16,
    ),
    "a name with an escape": Hostile(
        make=text(HEAD, "\x1b[2J\n.csv"), says=("\\x1b[2J\\n.csv: there are no rows",)
    ),
    "a name that is no text": Hostile(
        make=text(HEAD + "P7,Zoe,\n", b"\xff.csv".decode(errors="surrogateescape")),
        says=("people from \ufffd.csv", "<P7|Zoe>"),
    ),
    "a name like a path": Hostile(
        make=text(HEAD + "P7,Zoe,\n", "..x..csv"), says=("people from ..x..csv",)
    ),
    "a name like a sum": Hostile(
        make=text(HEAD + "P7,Zoe,\n", "=1+1.csv"), says=("people from =1+1.csv", "<P7|Zoe>")
    ),
}

PROFILES = {
    "a profile in brackets without end": whole(HEAD, "[not-toml]", profile="a = " + "[" * 100_000),
    "a profile with a number without end": whole(HEAD, "[not-toml]", profile="a = " + "9" * 10_000),
    "a profile of megabytes": whole(HEAD, "[not-toml]", "too large", profile="# " + "x" * (2 << 20)),
    "a pattern in brackets without end": whole(
        HEAD, "[bad-profile]", profile=f'kind = "people"\nitem_pattern = "{"(" * 5000}{")" * 5000}"\n'
    ),
    "a pattern that repeats without end": whole(
        HEAD, "[bad-profile]", profile='kind = "people"\nitem_pattern = "(a{99999999999})"\n'
    ),
    "a pattern that takes for ever": whole(
        HEAD, "[bad-profile]", "for ever", profile='kind = "people"\nitem_pattern = "(a+)+"\n'
    ),
    "a matrix's pattern that takes for ever": whole(
        HEAD,
        "[bad-profile]",
        "for ever",
        profile='kind = "completions"\n[matrix]\npatterns = ["(?P<expires>(a|bc)*)x"]\n',
    ),
    "a text that a pattern would be slow for": Hostile(
        make=text("person,item,completed\nP1," + "a" * 30_000 + ",2025-01-02\n"),
        says=("[item-form]",),
        kind="completions",
        profile='kind = "completions"\nitem_pattern = "(.*).*.*.*x"\n[columns]\nperson = "person"\n'
        'item = "item"\ncompleted = "completed"\n',
    ),
    "an encoding that is none of files": whole(HEAD, "[bad-profile]", profile=declared("punycode")),
    "an encoding that cannot be": whole(HEAD, "[bad-profile]", profile=declared("undefined")),
    "an encoding with NUL": whole(HEAD, "[bad-profile]", profile=declared("\\u0000")),
}  # fmt: skip

HOSTILE: dict[str, Hostile] = {**TEXTS, **DAYS, **BOOKS, **OTHERS, **PROFILES}
