"""What settings are made of: which teams work there, and who is in them."""

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


PRIMARY = SettingShape(
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
SECONDARY = PRIMARY._replace(word="Academy")
SPECIAL = SettingShape(
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
UNIT = SettingShape(
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
SOCIAL_WORK = TeamShape(
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
EARLY_HELP = TeamShape(
    "Early help",
    "social-work-manager",
    "early-help-worker",
    (("early-help-worker", 6), ("family-support-worker", 4), ("youth-worker", 3)),
    8,
    14,
)
INCLUSION = TeamShape(
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
YOUTH = TeamShape(
    "Youth justice",
    "social-work-manager",
    "youth-justice-worker",
    (("youth-justice-worker", 5), ("youth-worker", 4)),
    6,
    10,
)
COUNCIL = (
    SettingShape("Civic Office", "office", (SOCIAL_WORK, INCLUSION)),
    SettingShape("Family Hub", "family-hub", (EARLY_HELP,)),
    SettingShape("Social Work Office", "office", (SOCIAL_WORK,)),
    SettingShape("Youth Centre", "community", (YOUTH,)),
)
WARD = TeamShape(
    "Nursing",
    "named-nurse",
    "childrens-nurse",
    (("childrens-nurse", 9), ("hcsw", 5), ("paediatrician", 2), ("receptionist", 1)),
    12,
    22,
)
ADULT_WARD = TeamShape(
    "Nursing",
    "nhs-service-manager",
    "ward-nurse",
    (("ward-nurse", 10), ("hcsw", 6), ("receptionist", 1)),
    12,
    24,
)
OUTPATIENTS = TeamShape(
    "Outpatients",
    "nhs-service-manager",
    "paediatrician",
    (("paediatrician", 3), ("childrens-nurse", 4), ("receptionist", 3), ("nhs-administrator", 3)),
    8,
    16,
)
THERAPIES = TeamShape(
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
PUBLIC_HEALTH_NURSING = TeamShape(
    "Health visiting and school nursing",
    "designated-nurse",
    "health-visitor",
    (("health-visitor", 6), ("school-nurse", 4), ("community-epilepsy-nurse", 1)),
    9,
    16,
)
CAMHS = TeamShape(
    "CAMHS",
    "nhs-service-manager",
    "camhs-clinician",
    (("camhs-clinician", 9), ("learning-disability-nurse", 4), ("nhs-administrator", 2)),
    8,
    16,
)
SURGERY = TeamShape(
    "Practice",
    "nhs-service-manager",
    "gp",
    (("gp", 5), ("practice-nurse", 4), ("receptionist", 4), ("nhs-administrator", 2)),
    8,
    15,
)
NURSERY = TeamShape(
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
STATION = (
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
CARE = TeamShape("Care", "care-home-manager", "care-worker", (("care-worker", 1),), 9, 18)
HOME = TeamShape(
    "Home",
    "childrens-home-manager",
    "residential-care-worker",
    (("residential-care-worker", 6), ("short-breaks-worker", 2)),
    7,
    13,
)
CHARITY = TeamShape(
    "Family support",
    "family-charity-worker",
    "family-charity-worker",
    (("family-charity-worker", 5), ("volunteer", 6)),
    7,
    15,
)
FORUM = TeamShape(
    "Forum", "parent-carer-forum-worker", "parent-carer-forum-worker", (("volunteer", 1),), 5, 12
)
ADVICE = TeamShape(
    "Advice", "sendiass-adviser", "sendiass-adviser", (("sendiass-adviser", 1),), 5, 12
)
