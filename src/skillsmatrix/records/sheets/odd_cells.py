"""What is wrong with a text, whatever it should say."""

from __future__ import annotations

import re
import unicodedata

from skillsmatrix.records.faults import Wrong
from skillsmatrix.records.sheets.xlsx_scan import UNCALCULATED

LONGEST = 32_767
"""The characters that a cell of Excel can hold."""

_ERRORS = frozenset(
    {
        "#BLOCKED!",
        "#BUSY!",
        "#CALC!",
        "#CONNECT!",
        "#DIV/0!",
        "#ERROR!",
        "#FIELD!",
        "#GETTING_DATA",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#SPILL!",
        "#UNKNOWN!",
        "#VALUE!",
    }
)

# Control characters, those that make a text look other than it is (Unicode's UAX 9), and halves of
# characters, which no store takes.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def odd_text(text: str) -> Wrong | None:
    """Return what is wrong with a cell's text before anything is made of it, if something is."""
    if text.startswith("#"):
        if text == UNCALCULATED:
            return Wrong(
                "formula-without-value",
                f"the cell has a formula that was never calculated ({text})",
                "Open the workbook in a spreadsheet program, save it, and import it again.",
            )
        if text in _ERRORS:
            return Wrong(
                "error-cell",
                f"the spreadsheet has an error there ({text})",
                "Mend the formula or type the value; or give its meaning in a profile, under "
                "[values].",
            )
    if len(text) > LONGEST:
        return Wrong(
            "too-long",
            f"the text has {len(text)} characters ({text[:20]} …)",
            f"Shorten it to {LONGEST}, or look for a quotation mark that is not closed.",
        )
    if match := _UNSEEN.search(text):
        name = unicodedata.name(match[0], "a control character")
        shown = _UNSEEN.sub("\ufffd", text[:60])
        return Wrong(
            "unseen-character",
            f"there is a character that nobody sees, U+{ord(match[0]):04X} {name} ({shown})",
            "Type the text again, without copying it.",
        )
    return None
