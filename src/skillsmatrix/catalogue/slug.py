"""A title → an id."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = {"&": " and ", "+": " plus ", "#": " sharp ", "@": " at "}


def slug(title: str) -> str:
    """Return an id made from a title, the same each time.

    >>> slug("Data Structures & Algorithms"), slug("C#"), slug("Soins à domicile")
    ('data-structures-and-algorithms', 'c-sharp', 'soins-a-domicile')
    """
    for sign, words in _SIGNS.items():
        title = title.replace(sign, words)
    plain = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", plain).strip("-")
