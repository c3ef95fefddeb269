"""Later catalogues over earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from skillsmatrix.catalogue import Layer, load_catalogue, shipped_layer
from skillsmatrix.dates import Interval
from skillsmatrix.model.renewal import Rolling

NATIONAL = """
[[framework]]
id = "cstf"
title = "Core skills"
origin = "default"

[[role]]
id = "nurse"
title = "Nurse"

[[competency]]
id = "FIRE"
title = "Fire safety"
framework = "cstf"
summary = "Knows the way out."

[[requirement]]
id = "FIRE.nurse"
competency = "FIRE"
standing = "mandatory"
weight = 5
roles = ["nurse"]
origin = "default"

[[requirement.within]]
value = "4 weeks"
origin = "default"

[[requirement.renewal]]
kind = "rolling"
every = "2 years"
origin = "default"

[[requirement.renewal]]
kind = "rolling"
every = "3 years"
start = 2027-01-01
origin = "default"
"""

LOCAL = """
[[requirement]]
id = "FIRE.nurse"
overrides = true

[[requirement.renewal]]
kind = "rolling"
every = "1 year"
start = 2025-04-01
end = 2027-03-31
origin = "default"
"""

Write = Callable[[str, dict[str, str]], Layer]


def input_(text: str) -> dict[str, str]:
    """Return the files of a layer that has only one."""
    return {"competencies/input.toml": text}


@pytest.mark.parametrize(
    ("day", "every"),
    [
        pytest.param(date(2025, 3, 31), "2 years", id="before the local value starts"),
        pytest.param(date(2025, 4, 1), "1 year", id="the day the local value starts"),
        pytest.param(date(2026, 12, 31), "1 year", id="while both are in force"),
        pytest.param(date(2027, 1, 1), "1 year", id="when the national value changes later"),
        pytest.param(date(2027, 3, 31), "1 year", id="the last day of the local value"),
        pytest.param(date(2027, 4, 1), "3 years", id="when the local value has ended"),
    ],
)
def test_a_local_value_stands_until_it_ends(day: date, every: str, layer: Write) -> None:
    """The highest layer in force wins, whatever earlier layers say later (domain rule 4)."""
    layers = [layer("national", input_(NATIONAL)), layer("local", input_(LOCAL))]
    catalogue, problems = load_catalogue(layers)
    assert problems == ()
    renewal = catalogue.requirements["FIRE.nurse"].renewal_on(day)
    assert isinstance(renewal, Rolling)
    assert renewal.every == Interval.parse(every)


def test_an_override_says_only_what_differs(layer: Write) -> None:
    """Keys that the later layer leaves out keep the earlier layer's values, dates and all."""
    text = '[[requirement]]\nid = "FIRE.nurse"\noverrides = true\nweight = 9\n'
    layers = [layer("national", input_(NATIONAL)), layer("local", input_(text))]
    catalogue, problems = load_catalogue(layers)
    rule = catalogue.requirements["FIRE.nurse"]
    assert problems == ()
    assert (rule.weight, rule.standing, rule.roles) == (9, "mandatory", ("nurse",))
    assert [value.value for value in rule.within] == [Interval(4, "weeks")]
    assert len(rule.renewal) == 2


def test_an_overridden_value_knows_its_own_file(layer: Write) -> None:
    """A value tells the layer and the line it came from, so that a proof can cite it."""
    layers = [layer("national", input_(NATIONAL)), layer("local", input_(LOCAL))]
    rule = load_catalogue(layers)[0].requirements["FIRE.nurse"]
    assert [(value.layer, str(value.place)) for value in rule.renewal] == [
        (0, "national/competencies/input.toml:29"),
        (0, "national/competencies/input.toml:34"),
        (1, "local/competencies/input.toml:6"),
    ]


GRACE = """
[[requirement]]
id = "FIRE.nurse"
overrides = true

[[requirement.grace]]
value = "{value}"
origin = "default"
"""


def test_graces_of_all_layers_stand_beside_each_other(layer: Write) -> None:
    """A grace is a dated value like the others: the later layer's stands."""
    layers = [
        layer("national", input_(NATIONAL)),
        layer("partnership", input_(GRACE.format(value="4 weeks"))),
        layer("agency", input_(GRACE.format(value="2 weeks"))),
    ]
    catalogue, problems = load_catalogue(layers)
    rule = catalogue.requirements["FIRE.nurse"]
    assert problems == ()
    assert [str(grace.value) for grace in rule.grace] == ["4 weeks", "2 weeks"]
    assert rule.grace_on(date(2026, 1, 1)) is rule.grace[1]


AGREED = """
[[absence_kind]]
id = "leave"
title = "Leave"
pauses = ["employer"]
grace = "4 weeks"
origin = "default"

[[recognition]]
id = "nobody"
frameworks = ["cstf"]
acceptance = "refused"
origin = "default"

[[extension]]
id = "winter"
competencies = ["FIRE"]
start = 2020-10-01
end = 2021-03-31
origin = "default"

[[tag]]
id = "warden"
title = "Fire warden"
"""


def test_agreements_are_overridden_by_name(layer: Write) -> None:
    """What a later layer leaves out of an absence kind, recognition or extension stays."""
    text = """
[[absence_kind]]
id = "leave"
overrides = true
grace = "0 days"

[[recognition]]
id = "nobody"
overrides = true
acceptance = "accepted"

[[extension]]
id = "winter"
overrides = true
end = 2021-06-30

[[tag]]
id = "warden"
overrides = true
title = "Warden of a floor"
"""
    layers = [layer("national", input_(NATIONAL + AGREED)), layer("local", input_(text))]
    catalogue, problems = load_catalogue(layers)
    leave, nobody = catalogue.absence_kinds["leave"], catalogue.recognitions["nobody"]
    winter = catalogue.extensions["winter"]
    assert problems == ()
    assert (leave.pauses, leave.grace) == (("employer",), Interval(0, "days"))
    assert (nobody.frameworks, nobody.acceptance, nobody.layer) == (("cstf",), "accepted", 1)
    assert (winter.start, winter.end) == (date(2020, 10, 1), date(2021, 6, 30))
    assert catalogue.tags["warden"].title == "Warden of a floor"


def test_layers_may_disagree_on_whose_training_counts(layer: Write) -> None:
    """The later layer's recognition goes before; within one layer they would contradict."""
    text = '[[recognition]]\nid = "all"\nframeworks = ["cstf"]\norigin = "default"\n'
    layers = [layer("national", input_(NATIONAL + AGREED)), layer("local", input_(text))]
    assert load_catalogue(layers)[1] == ()


def test_the_last_of_three_layers_wins(layer: Write) -> None:
    """Partnership over national, agency over partnership."""
    agency = LOCAL.replace("1 year", "6 months").replace("end = 2027-03-31\n", "")
    layers = [
        layer("national", input_(NATIONAL)),
        layer("partnership", input_(LOCAL)),
        layer("agency", input_(agency)),
    ]
    catalogue, problems = load_catalogue(layers)
    renewal = catalogue.requirements["FIRE.nurse"].renewal_on(date(2026, 1, 1))
    assert problems == ()
    assert isinstance(renewal, Rolling)
    assert (renewal.every, renewal.layer) == (Interval(6, "months"), 2)
    assert catalogue.layers == ("national", "partnership", "agency")


def test_a_later_layer_adds(layer: Write) -> None:
    """A new competency in an earlier layer's framework needs no override."""
    text = '[[competency]]\nid = "BELLS"\ntitle = "Bells"\nframework = "cstf"\n'
    layers = [layer("national", input_(NATIONAL)), layer("local", input_(text))]
    catalogue, problems = load_catalogue(layers)
    assert problems == ()
    assert tuple(catalogue.competencies) == ("FIRE", "BELLS")


def test_a_plain_value_is_replaced(layer: Write) -> None:
    """A title of the later layer stands alone; the rest of the competency stays."""
    text = '[[competency]]\nid = "FIRE"\noverrides = true\ntitle = "Fire, by our own brigade"\n'
    layers = [layer("national", input_(NATIONAL)), layer("local", input_(text))]
    fire = load_catalogue(layers)[0].competencies["FIRE"]
    assert (fire.title, fire.summary) == ("Fire, by our own brigade", "Knows the way out.")


def test_a_list_is_replaced_whole(layer: Write) -> None:
    """Only dated values add up: the roles of the later layer are all the roles there are."""
    text = (
        '[[role]]\nid = "porter"\ntitle = "Porter"\n\n'
        '[[requirement]]\nid = "FIRE.nurse"\noverrides = true\nroles = ["porter"]\n'
    )
    layers = [layer("national", input_(NATIONAL)), layer("local", input_(text))]
    catalogue, problems = load_catalogue(layers)
    assert problems == ()
    assert catalogue.requirements["FIRE.nurse"].roles == ("porter",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(
            '[[competency]]\nid = "FIRE"\ntitle = "Fire"\nframework = "cstf"\n',
            "defined-twice",
            id="the same id without a word",
        ),
        pytest.param(
            '[[competency]]\nid = "FIRE"\ntitle = "Fire"\nframework = "cstf"\noverrides = false\n',
            "defined-twice",
            id="the same id and overrides = false",
        ),
        pytest.param(
            '[[competency]]\nid = "FIRES"\ntitle = "Fire"\nframework = "cstf"\noverrides = true\n',
            "nothing-to-override",
            id="overriding an id there is not",
        ),
    ],
)
def test_an_accident_is_no_override(text: str, code: str, layer: Write) -> None:
    """Redefining without saying so is refused, and so is overriding nothing."""
    layers = [layer("national", input_(NATIONAL)), layer("local", input_(text))]
    _, problems = load_catalogue(layers)
    assert [(problem.code, problem.place.line) for problem in problems] == [(code, 2)]


def test_what_was_redefined_by_accident_keeps_its_first_meaning(layer: Write) -> None:
    """The problem is told; the catalogue shown meanwhile is the earlier one."""
    text = '[[competency]]\nid = "FIRE"\ntitle = "Another"\nframework = "cstf"\n'
    layers = [layer("national", input_(NATIONAL)), layer("local", input_(text))]
    assert load_catalogue(layers)[0].competencies["FIRE"].title == "Fire safety"


def test_the_shipped_catalogue_takes_a_local_layer(layer: Write) -> None:
    """A hospital asks for fire training every year, others every two (domain rule 4)."""
    text = (
        '[[requirement]]\nid = "FIRE.hospital"\ncompetency = "CSTF-FIRE"\nstanding = "mandatory"\n'
        'roles = ["nhs-staff"]\nagencies = ["hospital"]\norigin = "default"\n'
        '[[requirement.renewal]]\nkind = "rolling"\nevery = "1 year"\norigin = "default"\n'
    )
    alone = load_catalogue([shipped_layer()])[0]
    both, problems = load_catalogue([shipped_layer(), layer("hospital", input_(text))])
    assert problems == ()
    assert set(both.requirements) - set(alone.requirements) == {"FIRE.hospital"}
    assert both.competencies == alone.competencies
