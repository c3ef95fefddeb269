"""One evaluation: policy and records of a day, joined once, for every question asked after."""

from __future__ import annotations

import narwhals as nw
from attrs import define, frozen

from skillsmatrix.dates import Convention, day_number
from skillsmatrix.evaluate.away import absences_on
from skillsmatrix.evaluate.batches import in_batches
from skillsmatrix.evaluate.closer import Closer
from skillsmatrix.evaluate.computed import computed
from skillsmatrix.evaluate.counted import Records
from skillsmatrix.evaluate.decided import decided_on
from skillsmatrix.evaluate.frames import NOWHERE, Frames, Lazy
from skillsmatrix.evaluate.held import held_until
from skillsmatrix.evaluate.in_post import in_post
from skillsmatrix.evaluate.near import near, once_away
from skillsmatrix.evaluate.posts import Posts, posts_of
from skillsmatrix.evaluate.since import since
from skillsmatrix.evaluate.status import bound, judged
from skillsmatrix.evaluate.widths import wide
from skillsmatrix.matrix.calendar import tabulate_calendar
from skillsmatrix.matrix.layout import lay_out
from skillsmatrix.matrix.policy import Policy
from skillsmatrix.matrix.tables import Tables

c = nw.col


@frozen
class Settings:
    """How a workspace wants its days counted.

    Attributes:
        convention: how intervals end.
        soon: what ends within so many days is expiring.
        not_counted: kinds of employment that percentages as reported leave out.
    """

    convention: Convention = Convention.LAST_VALID_DAY
    soon: int = 90
    not_counted: tuple[str, ...] = ()


@define(slots=False, eq=False)
class Evaluation:
    """The rows of a day, and what is needed to read them.

    Attributes:
        policy: the rules of the day.
        frames: the records.
        settings: how days are counted.
        tables: the rules as laid out for these records.
        records: what was completed, beside the assignments of the day.
        rows: with the columns of :data:`skillsmatrix.evaluate.status.COLUMNS`, computed.
        attributes: assignment, role, setting, team, manager, employment, and the numbers of its
            sector and its area in ``sectors`` and ``areas``.
    """

    policy: Policy
    frames: Frames
    settings: Settings
    tables: Tables
    records: Records
    rows: Lazy
    attributes: Lazy
    sectors: tuple[str, ...]
    areas: tuple[str, ...]

    @property
    def day(self) -> int:
        """The day asked about, as a number."""
        return day_number(self.policy.day)


def evaluate(frames: Frames, policy: Policy, settings: Settings) -> Evaluation:
    """Join the policy of a day with records.

    Args:
        frames: the records; what is later than the policy's day does not count.
        policy: the policy compiled for the day.
        settings: how days are counted.
    """
    day, convention = day_number(policy.day), settings.convention
    posts = posts_of(frames, policy, day)
    agencies = {code: (names.ref, names.sector) for code, names in frames.agencies.items()}
    tables = lay_out(policy, posts.posts, frames.items, convention, agencies)
    profiles = frames.lay({"post": posts.keys, "profile": list(tables.profiles)})
    who = computed(in_post(posts.assignments, profiles, day))
    decided = decided_on(frames, policy, tables)
    revoked, certified, extended = (
        frames.lay(table) if table["person"] else None
        for table in (decided.revoked, decided.certified_parts, decided.put_off)
    )
    calendar = _calendar(frames, tables, convention)
    records = Records(frames, tables, who, calendar, revoked, certified, extended, day)
    closer = Closer(
        frames=frames,
        tables=tables,
        decided=decided,
        away=absences_on(frames, policy, convention, day),
        convention=convention,
        day=day,
        soon=settings.soon,
    )
    rows = [computed(_rows(batch, closer)) for batch in in_batches(records)]
    attributes, sectors, areas = _attributes(frames, posts)
    return Evaluation(
        policy=policy,
        frames=frames,
        settings=settings,
        tables=tables,
        records=records,
        rows=nw.concat(rows, how="vertical") if len(rows) > 1 else rows[0],
        attributes=attributes,
        sectors=sectors,
        areas=areas,
    )


def _calendar(frames: Frames, tables: Tables, convention: Convention) -> Lazy:
    """Return the last valid days from every day on which something was completed."""
    completed = frames.completions.select("completed").unique().collect()["completed"].to_list()
    spans = tables.spans_of(tables.terms, "limit")
    for counts in (*tables.counts.values(), *tables.several.values()):
        spans |= tables.spans_of(counts, "span")
    return frames.lay(tabulate_calendar(completed, spans, convention))


def _rows(records: Records, closer: Closer) -> Lazy:
    """Return rows with their severity; only those of some rules and people need a closer look."""
    frames, tables, who = records.frames, records.tables, records.who
    held = held_until(records, closer.convention)
    begun = since(frames, tables, who, closer.day)
    need = frames.lay(tables.need)
    concerned = closer.decided.people | closer.away.people
    before = {p: time for p, time in closer.away.before.items() if p not in concerned}
    few = frames.lay({"person": [*concerned, *before]})
    others = who.join(few, on="person", how="anti")
    special, plainly = need.filter(c("special") == 1), need.filter(c("special") == 0)
    looked_at = [(who.join(few, on="person", how="semi"), need), (others, special)]
    candidates = computed(bound(looked_at, held, begun, tables))
    theirs = frames.lay({"person": list(concerned)})
    once = frames.lay(
        {
            "person": list(before),
            "first": [first for first, _ in before.values()],
            "last": [last for _, last in before.values()],
        }
    )
    touched_once, untouched_once = once_away(
        candidates, once, tables, closer.convention, closer.day
    )
    touched, untouched = near(
        frames,
        tables,
        closer.decided,
        closer.convention,
        candidates.join(few, on="person", how="anti"),
    )
    closely = [candidates.join(theirs, on="person", how="semi"), touched_once, touched]
    plain = [bound([(others, plainly)], held, begun, tables), untouched_once, untouched]
    answers = [judged(each, closer.day, closer.soon) for each in plain]
    answers.append(closer.looked_at(computed(wide(nw.concat(closely, how="vertical")))))
    return nw.concat(answers, how="vertical")


def _attributes(frames: Frames, posts: Posts) -> tuple[Lazy, tuple[str, ...], tuple[str, ...]]:
    """Return what is known of assignments, and the sectors and areas by number."""
    places = [post.place for post in posts.posts]
    sectors = tuple(sorted({place.sector for place in places}))
    areas = tuple(sorted({place.area for place in places}))
    laid = frames.lay(
        {
            "post": posts.keys,
            "sector": [sectors.index(place.sector) for place in places],
            "area": [areas.index(place.area) for place in places],
        }
    )
    attributes = posts.assignments.join(laid, on="post", how="inner").select(
        c("assignment").cast(nw.Int32),
        "role",
        *(c(name).fill_null(NOWHERE) for name in ("setting", "team", "manager", "employment")),
        "sector",
        "area",
    )
    return attributes, sectors, areas
