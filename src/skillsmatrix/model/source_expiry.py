"""What an expiry date that came with a record means."""

from __future__ import annotations

from enum import StrEnum


class SourceExpiry(StrEnum):
    """What an expiry date that came with a record means beside the requirement's own interval."""

    WINS = "wins"
    """The certificate's own date stands."""
    EARLIER = "earlier"
    """Whichever comes first: for an agency that asks for more than the certificate promises."""
