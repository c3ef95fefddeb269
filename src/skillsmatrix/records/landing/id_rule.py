"""Ids that differ only in what a profile says does not count."""

from __future__ import annotations

import re
from collections.abc import Iterable

from skillsmatrix.records.faults import Wrong
from skillsmatrix.records.profiles.profile import Ids

_PADDING = re.compile("(?<![0-9])0+(?=[0-9])")


class Alike:
    """Finds the one known id that is the same by a profile's rule."""

    def __init__(self, rule: tuple[Ids, ...], ids: Iterable[str]) -> None:
        self._rule = rule
        self._found: dict[str, list[str]] = {}
        if Ids.EXACT not in rule:
            for each in ids:
                self.add(each)

    def __call__(self, text: str) -> str | Wrong | None:
        """Return the known id, nothing if there is none, or what is wrong if there are several."""
        if not self._found:
            return None
        found = self._found.get(self._bare(text), ())
        if text in found:
            return text
        if len(found) > 1:
            return Wrong(
                "ambiguous-id",
                f"several ids are the same but for case or padding ({text})",
                f"Write the one that is meant: {', '.join(sorted(found)[:5])}.",
            )
        return found[0] if found else None

    def add(self, text: str) -> None:
        """Know one more id."""
        if Ids.EXACT not in self._rule:
            self._found.setdefault(self._bare(text), []).append(text)

    def _bare(self, text: str) -> str:
        if Ids.IGNORE_CASE in self._rule:
            text = text.casefold()
        if Ids.IGNORE_PADDING in self._rule:
            text = _PADDING.sub("", "".join(text.split()))
        return text
