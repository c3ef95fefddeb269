"""What the store's checks are told of the catalogue."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rules.places import home_of

from skillsmatrix.records.verify import Lasting
from skillsmatrix.workspace import open_workspace
from skillsmatrix.workspace.verify import lasting_by_item

POLICY = """
[[role]]
id = "helper"
title = "Helper"
[[competency]]
id = "AID"
title = "Aid"
framework = "partnership"
[[competency]]
id = "OATH"
title = "Oath"
framework = "partnership"
[[requirement]]
id = "AID.helper"
competency = "AID"
standing = "mandatory"
roles = ["helper"]
origin = "default"
[[requirement.renewal]]
kind = "rolling"
every = "1 year"
origin = "default"
[[requirement]]
id = "OATH.helper"
competency = "OATH"
standing = "mandatory"
roles = ["helper"]
origin = "default"
[[requirement.renewal]]
kind = "once"
origin = "default"
"""


@pytest.mark.parametrize(("item", "lasts"), [("AID", ["1 year"]), ("OATH", ["None"])])
def test_each_item_lasts_as_the_rules_that_ask_for_it_say(
    tmp_path_factory: pytest.TempPathFactory, item: str, lasts: list[str]
) -> None:
    home = home_of(tmp_path_factory.mktemp("lasting") / "home", ["shipped", "catalogue"])
    (home.folder / "catalogue" / "competencies" / "helpers.toml").write_text(POLICY, "utf-8")
    policy = open_workspace(home.folder).policy(date(2026, 9, 30))
    found: tuple[Lasting, ...] = lasting_by_item(policy)[item]
    assert [str(each.every) for each in found] == lasts
