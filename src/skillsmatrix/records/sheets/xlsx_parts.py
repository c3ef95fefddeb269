"""Where a workbook keeps its sheets, and from which day it counts."""

from __future__ import annotations

import posixpath
import zipfile
from xml.etree import ElementTree

from attrs import frozen

from skillsmatrix.records.faults import refused
from skillsmatrix.records.sheets.zip_parts import BROKEN, not_a_workbook

_MOST = 16 << 20
_BOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_ID = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@frozen
class Book:
    """The part of the zip file that holds each sheet, by the sheet's name."""

    parts: dict[str, str]


def read_book(file: str, parts: zipfile.ZipFile) -> Book:
    """Return what the workbook says of its sheets.

    Raises:
        InputRefused: it is no XLSX workbook, or its days would be misread.
    """
    names = {name.casefold(): name for name in parts.namelist()}
    _check_sort(file, parts, names)
    try:
        book = _tree(parts, names[_BOOK])
        relations = _tree(parts, names[_RELATIONS])
    except (*BROKEN, ElementTree.ParseError) as error:
        raise not_a_workbook(file, f"it lacks a part that every workbook has, {error}") from error
    _check_1904(file, book)
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    found: dict[str, str] = {}
    for sheet in book.iter():
        target = targets.get(sheet.get(_ID) or sheet.get(_STRICT_ID))
        if _local(sheet) == "sheet" and target:
            path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            found[sheet.get("name", "")] = names.get(path.casefold(), path)
    return Book(found)


def _tree(parts: zipfile.ZipFile, name: str) -> ElementTree.Element:
    if parts.getinfo(name).file_size > _MOST:
        raise ValueError(f"{name} of such a size")
    return ElementTree.fromstring(parts.read(name))


def _local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _check_sort(file: str, parts: zipfile.ZipFile, names: dict[str, str]) -> None:
    if "mimetype" in names and "content.xml" in names:
        what = "The file is an OpenDocument spreadsheet (.ods)"
    elif "xl/workbook.bin" in names:
        what = "The file is a binary workbook (.xlsb)"
    elif "word/document.xml" in names:
        what = "The file is a text document (.docx)"
    else:
        return
    raise refused(file, "other-document", what, "Save the table as .xlsx or as CSV.")


def _check_1904(file: str, book: ElementTree.Element) -> None:
    """Refuse a workbook whose flag is read over: its days would all be four years early.

    calamine takes the last element of this name for it, and Excel writes another of the same name
    among its extensions (https://github.com/tafia/calamine/issues/706).
    """
    flags = [each.get("date1904", "0") for each in book.iter() if _local(each) == "workbookPr"]
    if flags and flags[0] in ("1", "true") and flags[-1] not in ("1", "true"):
        raise refused(
            file,
            "days-from-1904",
            "The workbook counts its days from 1904, and a part of it would have us think otherwise",
            "Save the sheet as CSV, with its dates as 2026-05-01.",
        )
