"""A policy laid out as integer columns: what the evaluation joins with the records.

A *post* is a role at a place. Posts bound by the same rules and accepting the same items share a
*profile*, so that the tables stay small however many agencies there are. A rule asks for *parts*;
the first part of a rule has the rule's own number, so that most rules need no table to find it.
"""

from __future__ import annotations

from attrs import frozen

from skillsmatrix.matrix.policy import Formula, Rule
from skillsmatrix.matrix.spans import Span

ALWAYS = -1_000_000
"""A day number before any record."""

NO_SPAN = 999
"""The number of no span: nothing of that number is in the calendar."""

IGNORED, EARLIER, WINS = range(3)
"""What a record's own expiry means: nothing, as it speaks of another competency; the earlier of
the two days; or that it stands."""

Columns = dict[str, list[int]]


@frozen
class Tables:
    """Everything the evaluation joins with the records.

    Attributes:
        rules: the rules of the policy; their place is their code.
        competencies: ids of the competencies needed; their place is their code.
        spans: number → span, as all tables name them.
        profiles: for each post asked for, its profile.
        of_rule: rule, comp, standing, within: what follows from a rule alone.
        of_part: what follows from a part alone, with the columns of :data:`OF_PART`.
        members_needed: rule → how many members, for rules that ask for several parts.
        need: one row for each rule of each profile, with the columns of :data:`NEED`.
        counts: for each formula one row for each item that counts for the only part of a rule.
        several: the same for the parts of rules that ask for several.
        terms: key (terms × givers + giver), cap, limit: on what terms others' training counts.
        givers: code of an agency → its sort as a provider.
        giver_count: one more than the highest number of such a sort.
        profile_count: how many profiles there are.
        part_count: how many parts.
    """

    rules: tuple[Rule, ...]
    competencies: tuple[str, ...]
    spans: dict[int, Span]
    profiles: tuple[int, ...]
    of_rule: Columns
    of_part: Columns
    members_needed: dict[int, int]
    need: Columns
    counts: dict[Formula, Columns]
    several: dict[Formula, Columns]
    terms: Columns
    givers: dict[int, int]
    giver_count: int
    profile_count: int
    part_count: int

    def spans_of(self, columns: Columns, *names: str) -> dict[int, Span]:
        """Return the spans that some columns of a table name."""
        numbers = {number for name in names for number in columns[name]} - {NO_SPAN}
        return {number: self.spans[number] for number in sorted(numbers)}


OF_PART = (
    "part",
    "rule",
    "member",
    "first_clock",
    "every",
    "early",
    "lapsed_within",
    "needed",
    "participatory_needed",
    "multi_agency_needed",
    "included_needed",
)
"""Its rule and which of the rule's competencies; whether it is that one's first clock; the spans of a chain; how many minutes or events."""

NEED = (
    "profile",
    "rule",
    "starts_from",
    "binds_from",
    "rule_start",
    "evaluated",
    "shared",
    "trigger",
    "grace",
    "special",
)
"""profile and rule; the first start whose deadline has not passed; the first start it binds; the
rule's own first day; whether it has a formula, shares its competency with another rule of the
profile; from when its deadline runs; the span of its grace; whether its rows need a closer look."""

COUNTS = (
    "profile",
    "item",
    "part",
    "granted",
    "levelled",
    "min_level",
    "span",
    "own_expiry",
    "first",
    "last_day",
    "renews",
    "terms",
)
"""What every formula needs to know of an item that counts: for which part, at which level and which
is needed, how long, what its own expiry means, when it must have been completed, whether it only
renews, and on what terms it counts when others provided it."""

MORE: dict[Formula, tuple[str, ...]] = {
    Formula.BEST: (),
    Formula.CHAIN: ("carries",),
    Formula.HOURS: ("own_minutes", "own_participatory", "own_multi_agency"),
    Formula.EVENTS: ("included",),
}
"""What a formula needs to know of an item besides: whether an early renewal carries on from the old
last day; how long a course is, and whether all of it is participatory and multi-agency; whether it
is of those that a year must include."""
