"""Where people work: agencies, their settings and teams."""

from __future__ import annotations

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class Agency:
    """An employer or partner body."""

    id: str
    name: str
    sector: str
    area: str = ""


@frozen(kw_only=True)
class Setting:
    """A school, ward or home of an agency; coverage belongs here.

    Attributes:
        area: its own area, where that differs from the agency's.
    """

    id: str
    name: str
    agency: str
    type: str = ""
    area: str = ""


@frozen(kw_only=True)
class Team:
    """A team of an agency, perhaps inside one setting."""

    id: str
    name: str
    agency: str
    setting: str = ""


@frozen(kw_only=True)
class Need:
    """What a setting has for a time, such as a child who needs rescue medication; a closed list.

    It says what is needed, never who needs it.
    """

    setting: str
    need: str
    start: date
    end: date | None = None
