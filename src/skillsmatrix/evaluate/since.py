"""From when first deadlines run, where it is not the start of the assignment."""

from __future__ import annotations

import narwhals as nw

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.evaluate.frames import Frames, Lazy
from skillsmatrix.evaluate.unbroken import unbroken
from skillsmatrix.matrix.tables import Tables
from skillsmatrix.model.requirement import Trigger

c = nw.col


def since(frames: Frames, tables: Tables, who: Lazy, day: int) -> Lazy | None:
    """Return the day from which the first deadline of a rule runs for an assignment.

    Args:
        frames: the records; assignments that ended count too.
        tables: the rules.
        who: as :func:`skillsmatrix.evaluate.in_post.in_post` returns it.
        day: the day asked about; what begins later does not count.

    Returns:
        pk (assignment and rule packed), since; only where that is another day than the assignment's
        start. None where no rule asks for one.
    """
    of: dict[Trigger, list[int]] = {trigger: [] for trigger in Trigger}
    for number, rule in enumerate(tables.rules):
        of[rule.trigger].append(number)
    begun = frames.assignments.filter(c("start") <= day).select(
        *(c(name).cast(nw.Int64) for name in ("person", "assignment", "agency", "role", "start")),
        c("end").fill_null(FOREVER_NUMBER).cast(nw.Int64),
    )
    found = []
    if of[Trigger.AGENCY]:
        here = who.select("assignment", "start")
        rules = frames.lay({"rule": of[Trigger.AGENCY]})
        # Most people have been with their agency for just this post.
        before = here.join(unbroken(begun, "agency"), on="assignment", how="inner").filter(
            c("since") < c("start")
        )
        found.append(before.join(rules, how="cross"))
    codes = {ref: code for code, ref in frames.roles.items()}
    roles = [
        (codes[role], number)
        for number in of[Trigger.ROLE]
        for role in tables.rules[number].roles
        if role in codes
    ]
    if roles:
        binding = frames.lay({"role": [role for role, _ in roles], "rule": [n for _, n in roles]})
        found.append(_of_people(begun.join(binding, on="role", how="inner"), who))
    tags = [(tag, n) for n in of[Trigger.TAG] for tag in tables.rules[n].scope.tags]
    if tags:
        binding = frames.lay({"tag": [tag for tag, _ in tags], "rule": [n for _, n in tags]})
        given = frames.tags.filter(c("start") <= day, c("end").fill_null(FOREVER_NUMBER) >= day)
        first = given.join(binding, on="tag", how="inner").with_columns(
            c("person").cast(nw.Int64), c("start").cast(nw.Int64)
        )
        found.append(_of_people(first, who))
    if not found:
        return None
    pk = c("assignment") * tables.part_count + c("rule").cast(nw.Int64)
    return nw.concat([each.select(pk.alias("pk"), "since") for each in found], how="vertical")


def _of_people(starts: Lazy, who: Lazy) -> Lazy:
    first = starts.group_by("person", "rule").agg(c("start").min().alias("since"))
    return first.join(who.select("person", "assignment"), on="person", how="inner")
