"""What the city is made of: which agencies, with which settings, teams and roles.

Change this page to make another city. Agencies bear the names of the real partners of a real
strategy; their settings, and everybody in them, are made up.
"""

from __future__ import annotations

from typing import NamedTuple


class TeamShape(NamedTuple):
    """A team: who leads it, who deputises, who else works there and how often."""

    name: str
    lead: str
    deputy: str
    members: tuple[tuple[str, int], ...]
    smallest: int
    largest: int


class SettingShape(NamedTuple):
    """A sort of setting, by its type in the catalogue's vocabulary, and its teams."""

    word: str
    type: str
    teams: tuple[TeamShape, ...]


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

_PRIMARY = SettingShape(
    "Primary School",
    "school",
    (
        TeamShape(
            "Leadership",
            "headteacher",
            "assistant-headteacher",
            (("senco", 3), ("dsl", 3), ("school-office-staff", 4), ("governor", 3)),
            5,
            8,
        ),
        TeamShape(
            "Teaching",
            "assistant-headteacher",
            "teacher",
            (("teacher", 10), ("teaching-assistant", 9), ("elsa", 1)),
            12,
            24,
        ),
        TeamShape(
            "Pastoral",
            "pastoral-lead",
            "deputy-dsl",
            (("lunchtime-supervisor", 5), ("teaching-assistant", 3), ("elsa", 1)),
            4,
            9,
        ),
    ),
)
_SECONDARY = _PRIMARY._replace(word="Academy")
_SPECIAL = SettingShape(
    "Special School",
    "special-school",
    (
        TeamShape(
            "Leadership",
            "headteacher",
            "assistant-headteacher",
            (("dsl", 2), ("school-office-staff", 3), ("governor", 2)),
            4,
            7,
        ),
        TeamShape(
            "Classes",
            "special-school-teacher",
            "special-school-teacher",
            (("special-school-teacher", 3), ("special-school-assistant", 7)),
            10,
            22,
        ),
    ),
)
_UNIT = SettingShape(
    "Pupil Referral Unit",
    "alternative-provision",
    (
        TeamShape(
            "Unit",
            "headteacher",
            "deputy-dsl",
            (("alternative-provision-worker", 7), ("teacher", 3), ("team-teach-tutor", 1)),
            8,
            14,
        ),
    ),
)
_SOCIAL_WORK = TeamShape(
    "Social work",
    "social-work-manager",
    "social-worker",
    (
        ("social-worker", 8),
        ("newly-qualified-social-worker", 2),
        ("family-support-worker", 4),
        ("personal-adviser", 1),
        ("foster-support-worker", 1),
    ),
    9,
    16,
)
_EARLY_HELP = TeamShape(
    "Early help",
    "social-work-manager",
    "early-help-worker",
    (("early-help-worker", 6), ("family-support-worker", 4), ("youth-worker", 3)),
    8,
    14,
)
_INCLUSION = TeamShape(
    "Inclusion",
    "commissioner",
    "educational-psychologist",
    (
        ("ehc-coordinator", 5),
        ("educational-psychologist", 2),
        ("specialist-advisory-teacher", 3),
        ("transitions-social-worker", 1),
    ),
    7,
    13,
)
_YOUTH = TeamShape(
    "Youth justice",
    "social-work-manager",
    "youth-justice-worker",
    (("youth-justice-worker", 5), ("youth-worker", 4)),
    6,
    10,
)
_COUNCIL = (
    SettingShape("Civic Office", "office", (_SOCIAL_WORK, _INCLUSION)),
    SettingShape("Family Hub", "family-hub", (_EARLY_HELP,)),
    SettingShape("Social Work Office", "office", (_SOCIAL_WORK,)),
    SettingShape("Youth Centre", "community", (_YOUTH,)),
)
_WARD = TeamShape(
    "Nursing",
    "named-nurse",
    "childrens-nurse",
    (("childrens-nurse", 9), ("hcsw", 5), ("paediatrician", 2), ("receptionist", 1)),
    12,
    22,
)
_ADULT_WARD = TeamShape(
    "Nursing",
    "nhs-service-manager",
    "ward-nurse",
    (("ward-nurse", 10), ("hcsw", 6), ("receptionist", 1)),
    12,
    24,
)
_OUTPATIENTS = TeamShape(
    "Outpatients",
    "nhs-service-manager",
    "paediatrician",
    (("paediatrician", 3), ("childrens-nurse", 4), ("receptionist", 3), ("nhs-administrator", 3)),
    8,
    16,
)
_THERAPIES = TeamShape(
    "Therapies",
    "nhs-service-manager",
    "speech-language-therapist",
    (
        ("speech-language-therapist", 5),
        ("occupational-therapist", 4),
        ("physiotherapist", 4),
        ("nhs-administrator", 2),
    ),
    8,
    15,
)
_PUBLIC_HEALTH_NURSING = TeamShape(
    "Health visiting and school nursing",
    "designated-nurse",
    "health-visitor",
    (("health-visitor", 6), ("school-nurse", 4), ("community-epilepsy-nurse", 1)),
    9,
    16,
)
_CAMHS = TeamShape(
    "CAMHS",
    "nhs-service-manager",
    "camhs-clinician",
    (("camhs-clinician", 9), ("learning-disability-nurse", 4), ("nhs-administrator", 2)),
    8,
    16,
)
_SURGERY = TeamShape(
    "Practice",
    "nhs-service-manager",
    "gp",
    (("gp", 5), ("practice-nurse", 4), ("receptionist", 4), ("nhs-administrator", 2)),
    8,
    15,
)
_NURSERY = TeamShape(
    "Rooms",
    "nursery-manager",
    "early-years-safeguarding-lead",
    (
        ("early-years-practitioner", 10),
        ("early-years-senco", 1),
        ("early-years-apprentice", 2),
        ("early-years-volunteer", 1),
    ),
    8,
    16,
)
_STATION = (
    TeamShape(
        "Neighbourhood",
        "police-officer",
        "police-officer",
        (("police-officer", 6), ("community-support-officer", 4)),
        7,
        13,
    ),
    TeamShape(
        "Child protection",
        "child-protection-officer",
        "child-protection-officer",
        (("child-protection-officer", 1),),
        5,
        8,
    ),
)
_CARE = TeamShape("Care", "care-home-manager", "care-worker", (("care-worker", 1),), 9, 18)
_HOME = TeamShape(
    "Home",
    "childrens-home-manager",
    "residential-care-worker",
    (("residential-care-worker", 6), ("short-breaks-worker", 2)),
    7,
    13,
)
_CHARITY = TeamShape(
    "Family support",
    "family-charity-worker",
    "family-charity-worker",
    (("family-charity-worker", 5), ("volunteer", 6)),
    7,
    15,
)
_FORUM = TeamShape(
    "Forum", "parent-carer-forum-worker", "parent-carer-forum-worker", (("volunteer", 1),), 5, 12
)
_ADVICE = TeamShape(
    "Advice", "sendiass-adviser", "sendiass-adviser", (("sendiass-adviser", 1),), 5, 12
)

_IN_SCHOOL = ("dsl", "deputy-dsl", "elsa", "nominated-first-aider", "agency-trainer")

AGENCIES: tuple[AgencyShape, ...] = (
    AgencyShape(
        "council", ("City council",), "local-authority", 13, 1, 9_000, (STOKE,), _COUNCIL
    ),
    AgencyShape(
        "county", ("County council",), "local-authority", 5, 1, 9_000, (STAFFS,), _COUNCIL
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
            SettingShape("Children's Ward", "ward", (_WARD,)),
            SettingShape("Ward", "ward", (_ADULT_WARD,)),
            SettingShape("Clinic", "clinic", (_OUTPATIENTS,)),
            SettingShape("Children's Therapy Centre", "clinic", (_THERAPIES,)),
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
            SettingShape("Health Centre", "clinic", (_PUBLIC_HEALTH_NURSING, _THERAPIES)),
            SettingShape("Therapy Centre", "clinic", (_THERAPIES,)),
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
        (SettingShape("Young People's Clinic", "clinic", (_CAMHS,)),),
    ),
    AgencyShape(
        "primary-care",
        ("Potteries Primary Care",),
        "nhs",
        2,
        1,
        400,
        (STOKE,),
        (SettingShape("Surgery", "general-practice", (_SURGERY,)),),
    ),
    AgencyShape(
        "trust",
        ("Saggar Learning Trust", "Slipware Academies Trust", "Bottle Kiln Schools"),
        "education",
        31,
        2,
        300,
        (STOKE, STOKE, STAFFS),
        (_PRIMARY, _SPECIAL, _PRIMARY, _SECONDARY, _PRIMARY, _UNIT),
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
        (SettingShape("Nursery", "nursery", (_NURSERY,)),),
    ),
    AgencyShape(
        "police",
        ("Staffordshire Police",),
        "police",
        4,
        1,
        9_000,
        (STAFFS, STOKE, STOKE),
        (SettingShape("Police Station", "police-station", _STATION),),
    ),
    AgencyShape(
        "care",
        ("Trentside Care", "Marlpit Support"),
        "social-care",
        4,
        2,
        150,
        (STOKE, STAFFS),
        (SettingShape("House", "care-home", (_CARE,)),),
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
            SettingShape("Children's Home", "childrens-home", (_HOME,)),
            SettingShape("Children's Home", "childrens-home", (_HOME,)),
            SettingShape("Secure Home", "secure-home", (_HOME,)),
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
        (SettingShape("Community Centre", "community", (_CHARITY,)),),
        guests="volunteer",
    ),
    AgencyShape(
        "forum",
        ("Parent Carer Forum",),
        "parent-carer",
        1,
        1,
        60,
        (STOKE,),
        (SettingShape("Forum Rooms", "community", (_FORUM,)),),
    ),
    AgencyShape(
        "sendiass",
        ("SEND Information, Advice and Support",),
        "voluntary",
        1,
        1,
        60,
        (STOKE, STAFFS),
        (SettingShape("Advice Office", "office", (_ADVICE,)),),
    ),
)
