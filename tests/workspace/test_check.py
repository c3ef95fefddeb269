"""What a check tells that is not wrong: each sort of finding once, with its count."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rules.places import home_of

from skillsmatrix.workspace import open_workspace
from skillsmatrix.workspace.check import check_workspace

DAY = date(2026, 9, 30)
POLICY = """
[[role]]
id = "helper"
title = "Helper"
[[tag]]
id = "left-handed"
title = "Left-handed"
[[competency]]
id = "FULL"
title = "All of it"
framework = "partnership"
[[competency]]
id = "PART"
title = "Part of it"
framework = "partnership"
[[equivalence]]
id = "all-is-part"
item = "FULL"
competency = ["PART"]
origin = "default"
[[requirement]]
id = "PART.helper"
competency = "PART"
standing = "mandatory"
roles = ["helper"]
origin = "default"
[[requirement.renewal]]
kind = "once"
origin = "default"
[[extension]]
id = "winter"
competencies = ["FULL"]
start = 2026-01-01
end = 2026-12-31
origin = "default"
"""


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the findings of a workspace with one record of each idle sort."""
    home = home_of(tmp_path_factory.mktemp("idle") / "home", ["shipped", "catalogue"])
    (home.folder / "catalogue" / "competencies" / "helpers.toml").write_text(POLICY, "utf-8")
    on = "2026-07-01"
    home.bring_on(on, "people", "id,name", "P,Pat", "Q,Quin", "R,Rob", "LEFT,Lee")
    home.bring_on(
        *(on, "assignments", "person,agency,role,start,end"),
        *("P,council,helper,2020-01-01,", "Q,council,helper,2020-01-01,"),
        *("R,county,helper,2020-01-01,", "LEFT,council,helper,2020-01-01,2025-01-01"),
    )
    home.bring_on(
        *(on, "decisions", "person,kind,subject,reason,decided_by,start,end,agency"),
        "P,extension,FULL,Ill,Head,2026-09-01,2026-12-31,",
        "Q,extension,PART,Ill,Head,2026-09-01,2026-12-31,",
        "Q,exemption,PART.helper,Never needs it,Head,2026-09-01,,",
        "R,exemption,PART,Never needs it,Head,2026-09-01,,council",
        "Q,exemption,FULL,Over,Head,2025-09-01,2025-12-31,",
        "LEFT,exemption,FULL,Gone,Head,2026-09-01,,",
    )
    home.bring_on(
        on, "tags", "person,tag,start", "P,left-handed,2026-01-01", "P,in-ratio,2026-01-01"
    )
    home.bring_on(
        *(on, "needs", "setting,need,start"),
        *("hill,adrenaline-pen,2026-01-01", "hill,rescue-medication,2026-01-01"),
    )
    return list(check_workspace(open_workspace(home.folder), DAY).findings)


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(
            "idle-decision: 2 decisions are about what no rule asks of the person on 2026-09-30"
            " (exemption 1, extension 1). Such as extension of P for FULL (asked: PART, which it"
            " counts for); exemption of R for PART.",
            id="decisions, not those that are over, or of who left",
        ),
        pytest.param(
            "idle-tag: no requirement in force on 2026-09-30 asks by left-handed (1 person).",
            id="tags",
        ),
        pytest.param(
            "idle-need: no requirement in force on 2026-09-30 asks by adrenaline-pen (1 setting).",
            id="needs",
        ),
        pytest.param(
            "half-extended: 1 competency is left out. Extension winter names FULL but not PART,"
            " which FULL counts for: name it too if it is meant.",
            id="an extension",
        ),
    ],
)
def test_a_finding_is_told_once_with_its_count(said: str, findings: list[str]) -> None:
    code = said.split(":")[0]
    assert [line for line in findings if line.startswith(f"{code}:")] == [said]
