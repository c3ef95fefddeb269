"""The shipped catalogue beside a few partners, and what it says of one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.evaluate.world import agreed, world_of

from skillsmatrix.catalogue import Layer, load_catalogue, shipped_layer
from skillsmatrix.graph import PolicyGraph, build_graph
from skillsmatrix.model.agency import Agency, Setting
from skillsmatrix.model.completion import Completion
from skillsmatrix.model.person import Absence, Assignment, Tag
from skillsmatrix.model.status import Status

TODAY = date(2026, 9, 30)
LONG_AGO = date(2015, 1, 1)
UHNM = ROOT / "examples" / "stoke" / "catalogue" / "uhnm"
"""The layer of one acute trust, fictional in what it says beyond national policy."""

AGENCIES = {
    name: Agency(id=name, name=name, sector=sector, area=area)
    for name, sector, area in (
        ("charity", "voluntary", "stoke-on-trent"),
        ("council", "local-authority", "stoke-on-trent"),
        ("county", "local-authority", "staffordshire"),
        ("home", "social-care", "stoke-on-trent"),
        ("mpft", "nhs", "stoke-on-trent"),
        ("nurseries", "early-years", "stoke-on-trent"),
        ("peaks", "local-authority", "derbyshire"),
        ("primary-care", "nhs", "stoke-on-trent"),
        ("schools", "education", "stoke-on-trent"),
        ("uhnm", "nhs", "stoke-on-trent"),
    )
}
SETTINGS = {
    "hill": Setting(id="hill", name="Hill School", agency="schools", type="school"),
    "over": Setting(
        id="over", name="Over the border", agency="schools", type="school", area="staffordshire"
    ),
    "sun": Setting(id="sun", name="Sun Nursery", agency="nurseries", type="nursery"),
}


@cache
def shipped(*layers: Path) -> PolicyGraph:
    """Return the graph of the shipped catalogue, with further layers over it."""
    over = [Layer(folder.name, folder) for folder in layers]
    catalogue, problems = load_catalogue([shipped_layer(), *over])
    assert problems == ()
    return build_graph(catalogue)


def on(day: str | date) -> date:
    """Return a day written as text, or as it is."""
    return date.fromisoformat(day) if isinstance(day, str) else day


def post(role: str, agency: str, start: str | date = LONG_AGO, **more: Any) -> Assignment:
    """Return P in a role at an agency."""
    return Assignment(**{"person": "P", "agency": agency, "role": role, "start": on(start), **more})


def done(item: str, completed: str | date, expires: str = "", **more: Any) -> Completion:
    """Return what P completed."""
    own = on(expires) if expires else None
    return Completion(person="P", item=item, completed=on(completed), expires=own, **more)


def away(kind: str, start: str, end: str = "") -> Absence:
    """Return a stretch in which P was away."""
    return Absence(person="P", kind=kind, start=on(start), end=on(end) if end else None)


def tagged(tag: str, start: str) -> Tag:
    """Return what holds of P since a day."""
    return Tag(person="P", tag=tag, start=on(start))


Cells = Mapping[tuple[str, str], tuple[Status, date | None, str]]
"""Agency and competency → status, due day, requirement that decided."""


def cells(
    posts: Assignment | Iterable[Assignment],
    held: Completion | Iterable[Completion] = (),
    as_at: str | date = TODAY,
    layers: tuple[Path, ...] = (),
    **more: Any,
) -> Cells:
    """Return every answer about P, after table, proof and reference were found to agree."""
    graph = shipped(*layers)
    posts = [posts] if isinstance(posts, Assignment) else posts
    held = [held] if isinstance(held, Completion) else held
    places: dict[str, Any] = {"agencies": AGENCIES, "settings_of": SETTINGS}
    world = world_of(graph, posts, held, on(as_at), **places, **more)
    return {(agency, name): said for (_, agency, name), said in agreed(graph, world).items()}


def status(competency: str, *asked: Any, **more: Any) -> Status | None:
    """Return what :func:`cells` says of a competency, at the one agency; None: not required."""
    said = {answer[0] for (_, name), answer in cells(*asked, **more).items() if name == competency}
    assert len(said) <= 1
    return next(iter(said), None)


def due(competency: str, *asked: Any, **more: Any) -> date | None:
    """Return by when something must be done about a competency, at the one agency."""
    (said,) = (answer for (_, name), answer in cells(*asked, **more).items() if name == competency)
    return said[1]
