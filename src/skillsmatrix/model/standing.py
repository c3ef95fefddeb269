"""How binding a requirement is."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """How binding a requirement is, the most binding first."""

    STATUTORY = "statutory"
    MANDATORY = "mandatory"
    ESSENTIAL = "essential"
    DESIRABLE = "desirable"

    @property
    def rank(self) -> int:
        """0 for statutory to 3 for desirable."""
        return _RANKS[self.value]


_RANKS = {standing.value: rank for rank, standing in enumerate(Standing)}
