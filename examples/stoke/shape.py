"""What the city is made of: which agencies, of what size, with which settings.

Change this page to make another city. Agencies bear the names of the real partners of a real
strategy; their settings, and everybody in them, are made up.
"""

from __future__ import annotations

from typing import NamedTuple

import settings_shape as made
from settings_shape import SettingShape, TeamShape


class AgencyShape(NamedTuple):
    """A sort of agency.

    Attributes:
        id: the id of the only one, or what the ids of several begin with.
        names: names of the first ones; later ones are numbered.
        share: its share of everybody, in percent.
        at_least: how many there are in a city of any size.
        largest: the most people in one of them; more people make more agencies.
        areas: the areas of its settings, in turn; the first is the agency's own.
        settings: its settings, in turn.
        beside: roles that its people hold beside their main one.
        guests: whether people of other agencies hold a role here too, and which.
    """

    id: str
    names: tuple[str, ...]
    sector: str
    share: int
    at_least: int
    largest: int
    areas: tuple[str, ...]
    settings: tuple[SettingShape, ...]
    beside: tuple[str, ...] = ("agency-trainer", "nominated-first-aider")
    guests: str = ""


STOKE, STAFFS = "stoke-on-trent", "staffordshire"

INDUCTION = {"nhs": "D33", "local-authority": "LOCAL-AUTHORITY-COURSE"}
"""The course by which newcomers of a sector begin."""

ELSEWHERE = {
    "education": ("D36", "PSCP-REFRESHER", "C34"),
    "early-years": ("C05", "D36", "PSCP-REFRESHER"),
    "nhs": ("LOCAL-AUTHORITY-COURSE", "C04"),
    "local-authority": ("C21", "C44"),
    "social-care": ("C01", "C30"),
}
"""Courses that a few people of a sector bring along; some are no longer run, or refused."""

_IN_SCHOOL = ("dsl", "deputy-dsl", "elsa", "nominated-first-aider", "agency-trainer")

AGENCIES: tuple[AgencyShape, ...] = (
    AgencyShape(
        "council", ("City council",), "local-authority", 13, 1, 9_000, (STOKE,), made.COUNCIL
    ),
    AgencyShape(
        "county", ("County council",), "local-authority", 5, 1, 9_000, (STAFFS,), made.COUNCIL
    ),
    AgencyShape(
        "uhnm",
        ("University Hospitals of North Midlands",),
        "nhs",
        11,
        1,
        12_000,
        (STOKE, STOKE, STOKE, STAFFS),
        (
            SettingShape("Children's Ward", "ward", (made.WARD,)),
            SettingShape("Ward", "ward", (made.ADULT_WARD,)),
            SettingShape("Clinic", "clinic", (made.OUTPATIENTS,)),
            SettingShape("Children's Therapy Centre", "clinic", (made.THERAPIES,)),
        ),
        guests="nurse",
    ),
    AgencyShape(
        "mpft",
        ("Midlands Partnership",),
        "nhs",
        7,
        1,
        9_000,
        (STAFFS, STOKE),
        (
            SettingShape("Health Centre", "clinic", (made.PUBLIC_HEALTH_NURSING, made.THERAPIES)),
            SettingShape("Therapy Centre", "clinic", (made.THERAPIES,)),
        ),
        guests="nurse",
    ),
    AgencyShape(
        "combined",
        ("North Staffordshire Combined Healthcare",),
        "nhs",
        5,
        1,
        6_000,
        (STOKE, STAFFS),
        (SettingShape("Young People's Clinic", "clinic", (made.CAMHS,)),),
    ),
    AgencyShape(
        "primary-care",
        ("Potteries Primary Care",),
        "nhs",
        2,
        1,
        400,
        (STOKE,),
        (SettingShape("Surgery", "general-practice", (made.SURGERY,)),),
    ),
    AgencyShape(
        "trust",
        ("Saggar Learning Trust", "Slipware Academies Trust", "Bottle Kiln Schools"),
        "education",
        31,
        2,
        300,
        (STOKE, STOKE, STAFFS),
        (made.PRIMARY, made.SPECIAL, made.PRIMARY, made.SECONDARY, made.PRIMARY, made.UNIT),
        _IN_SCHOOL,
        guests="governor",
    ),
    AgencyShape(
        "college",
        ("Etruria Vale College",),
        "education",
        2,
        1,
        900,
        (STOKE,),
        (
            SettingShape(
                "Campus",
                "college",
                (
                    TeamShape(
                        "Tutors",
                        "assistant-headteacher",
                        "college-tutor",
                        (("college-tutor", 8), ("dsl", 1), ("school-office-staff", 1)),
                        12,
                        20,
                    ),
                ),
            ),
        ),
        _IN_SCHOOL,
    ),
    AgencyShape(
        "nursery",
        ("Acorn Kiln Nurseries", "Little Marl Childcare", "Clayhanger Day Nurseries"),
        "early-years",
        8,
        3,
        60,
        (STOKE, STOKE, STAFFS),
        (SettingShape("Nursery", "nursery", (made.NURSERY,)),),
    ),
    AgencyShape(
        "police",
        ("Staffordshire Police",),
        "police",
        4,
        1,
        9_000,
        (STAFFS, STOKE, STOKE),
        (SettingShape("Police Station", "police-station", made.STATION),),
    ),
    AgencyShape(
        "care",
        ("Trentside Care", "Marlpit Support"),
        "social-care",
        4,
        2,
        150,
        (STOKE, STAFFS),
        (SettingShape("House", "care-home", (made.CARE,)),),
    ),
    AgencyShape(
        "homes",
        ("Harecastle Children's Homes",),
        "social-care",
        3,
        1,
        120,
        (STOKE, STAFFS),
        (
            SettingShape("Children's Home", "childrens-home", (made.HOME,)),
            SettingShape("Children's Home", "childrens-home", (made.HOME,)),
            SettingShape("Secure Home", "secure-home", (made.HOME,)),
        ),
    ),
    AgencyShape(
        "charity",
        ("Six Towns Families", "Canalside Play", "Oatcake Youth Project"),
        "voluntary",
        3,
        2,
        50,
        (STOKE, STAFFS),
        (SettingShape("Community Centre", "community", (made.CHARITY,)),),
        guests="volunteer",
    ),
    AgencyShape(
        "forum",
        ("Parent Carer Forum",),
        "parent-carer",
        1,
        1,
        600,
        (STOKE,),
        (SettingShape("Forum Rooms", "community", (made.FORUM,)),),
    ),
    AgencyShape(
        "sendiass",
        ("SEND Information, Advice and Support",),
        "voluntary",
        1,
        1,
        600,
        (STOKE, STAFFS),
        (SettingShape("Advice Office", "office", (made.ADVICE,)),),
    ),
)
