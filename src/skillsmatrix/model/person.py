"""People, what they do where, and when they are away."""

from __future__ import annotations

from datetime import date

from attrs import frozen


@frozen(kw_only=True)
class Person:
    """Someone who supports children.

    Attributes:
        id: the id the workspace knows the person by.
        email: the work address, where invites go.
        born: for checking dates only.
    """

    id: str
    name: str
    email: str = ""
    born: date | None = None


@frozen(kw_only=True)
class Assignment:
    """A person in a role at an agency, from ``start`` through ``end``.

    Attributes:
        manager: id of the line manager.
        supervisor: id of the supervisor, where that is someone else.
        hours: contracted hours a week.
        employment: the kind of employment, such as ``bank``; empty where not known.
    """

    person: str
    agency: str
    role: str
    start: date
    end: date | None = None
    setting: str = ""
    team: str = ""
    manager: str = ""
    supervisor: str = ""
    hours: float | None = None
    employment: str = ""


@frozen(kw_only=True)
class Absence:
    """A stretch in which a person is away, both days included; None while it lasts.

    Attributes:
        kind: id of an absence kind of the catalogue.
    """

    person: str
    kind: str
    start: date
    end: date | None = None


@frozen(kw_only=True)
class Tag:
    """A word that holds of a person for a time, such as counting in ratio; a closed list."""

    person: str
    tag: str
    start: date
    end: date | None = None
