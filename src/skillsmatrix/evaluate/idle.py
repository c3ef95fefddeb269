"""Records that change nothing on a day, because no rule in force looks at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import narwhals as nw
from attrs import frozen

from skillsmatrix.dates import FOREVER_NUMBER
from skillsmatrix.evaluate.computed import values
from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.frames import NOWHERE, Lazy
from skillsmatrix.matrix.policy import Policy, Rule, Scope
from skillsmatrix.model.decision import DecisionKind

c = nw.col


@frozen(order=True)
class IdleDecision:
    """A decision about what no rule asks of the person.

    Attributes:
        kind: what sort of decision.
        subject: id of the competency or requirement it is about.
        instead: what is asked of the person that the subject counts for.
    """

    kind: str
    person: str
    subject: str
    instead: tuple[str, ...]


def idle_decisions(evaluation: Evaluation) -> tuple[IdleDecision, ...]:
    """Return the decisions of the day about what no rule asks of people in post, in order."""
    decided = _in_force(evaluation, evaluation.frames.decisions).filter(
        c("kind") != DecisionKind.REVOCATION.value
    )
    told = list(
        values(
            decided.with_columns(c("agency").fill_null(NOWHERE)),
            *("person", "kind", "subject", "agency"),
        )
    )
    people = sorted({person for person, *_ in told})
    if not people:
        return ()
    asked = _asked_of(evaluation, people)
    names = {code: ref for ref, code in evaluation.frames.items.items()}
    who = evaluation.frames.people.filter(c("person").is_in(people))
    refs = dict(values(who, "person", "person_ref"))
    found = []
    for person, kind, code, agency in told:
        rules = [rule for at, rule in asked.get(person, ()) if agency in (NOWHERE, at)]
        subject = names[code]
        if person in asked and not any(subject in (rule.id, rule.competency) for rule in rules):
            instead = sorted({rule.competency for rule in rules if counts_for(subject, rule)})
            found.append(IdleDecision(kind, refs[person], subject, tuple(instead)))
    return tuple(sorted(found))


def counts_for(item: str, rule: Rule) -> bool:
    """Say whether holding an item counts for what a rule asks."""
    return any(grant.item == item for part in rule.parts for grant in part.grants)


def all_rules(policy: Policy) -> Iterator[Rule]:
    """Yield the rules that bind people, then those by which places are covered."""
    yield from policy.rules
    yield from (needed.rule for needed in policy.coverage)


def idle_tags(evaluation: Evaluation) -> dict[str, int]:
    """Return the tags by which no rule asks on the day, with how many people have them."""
    used = {tag for scope in _scopes(evaluation.policy) for tag in scope.tags}
    tags = _in_force(evaluation, evaluation.frames.tags).select("person", "tag").unique()
    return _others((tag for (tag,) in values(tags, "tag")), used)


def idle_needs(evaluation: Evaluation) -> dict[str, int]:
    """Return the needs by which no rule asks on the day, with how many settings have them."""
    used = {need for scope in _scopes(evaluation.policy) for need in scope.needs}
    needs = evaluation.frames.needs_on(evaluation.day).values()
    return _others((need for each in needs for need in each), used)


def _others(words: Iterable[str], used: set[str]) -> dict[str, int]:
    return dict(sorted(Counter(word for word in words if word not in used).items()))


def _scopes(policy: Policy) -> Iterator[Scope]:
    yield from (rule.scope for rule in all_rules(policy))
    yield from (needed.scope for needed in policy.coverage)


def _in_force(evaluation: Evaluation, frame: Lazy) -> Lazy:
    day = evaluation.day
    return frame.filter(c("start") <= day, c("end").fill_null(FOREVER_NUMBER) >= day)


def _asked_of(evaluation: Evaluation, people: list[int]) -> dict[int, list[tuple[int, Rule]]]:
    """Return what is asked of those of some people who are in post, each rule with its agency.

    Whoever has a role that can cover a place is asked what the place must have.
    """
    frames, policy = evaluation.frames, evaluation.policy
    found: dict[int, list[tuple[int, Rule]]] = {}
    posts = _in_force(evaluation, frames.assignments).filter(c("person").is_in(people))
    for person, agency, role in values(posts, "person", "agency", "role"):
        of = found.setdefault(person, [])
        name = frames.roles[role]
        of += [(agency, needed.rule) for needed in policy.coverage if name in needed.rule.roles]
    rows = evaluation.rows.filter(c("person").is_in(people))
    for person, agency, rule in values(rows, "person", "agency", "rule"):
        found.setdefault(person, []).append((agency, policy.rules[rule]))
    return found
