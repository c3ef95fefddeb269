"""What is not wrong with a workspace, but somebody should know; each sort of finding once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from skillsmatrix.evaluate.evaluation import Evaluation
from skillsmatrix.evaluate.expiry import expiry_differences
from skillsmatrix.evaluate.idle import (
    IdleDecision,
    all_rules,
    counts_for,
    idle_decisions,
    idle_needs,
    idle_tags,
)
from skillsmatrix.matrix.policy import Policy
from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.records.columns import Columns
from skillsmatrix.report.words import count_words

_MOST = 3
"""Examples of a finding."""


def required_without_course(catalogue: Catalogue, policy: Policy) -> Iterator[str]:
    """Yield each competency that is required and that nobody can be trained in."""
    for name in policy.no_course:
        yield f"no-course: {name} is required, but no course in force on {policy.day} gives it."


def extended_by_half(catalogue: Catalogue, policy: Policy) -> Iterator[str]:
    """Yield extensions that name a competency, and not another that it counts for.

    What lapses holds on only where it is named: of a ladder perhaps one rung.
    """
    found = []
    for given in catalogue.extensions.values():
        for name in given.competencies:
            missed = {
                rule.competency
                for rule in all_rules(policy)
                if rule.competency not in given.competencies and counts_for(name, rule)
            }
            found += [(given.id, name, other) for other in sorted(missed)]
    if found:
        such = "; ".join(
            f"extension {given} names {name} but not {other}, which {name} counts for: name it too"
            " if it is meant"
            for given, name, other in found[:_MOST]
        )
        yield f"half-extended: {count_words(len(found), 'competency is', 'competencies are')} left out. {_upper(such)}."


def completions_of_unknown_items(columns: Columns, catalogue: Catalogue) -> Iterator[str]:
    """Yield completions that are kept under a title of their own, and count for nothing yet."""
    items = dict(columns.items.select("id", "ref").iter_rows())
    counted = columns.completions.group_by("item").len().sort("len", "item", descending=True)
    found = [
        (items[item], count)
        for item, count in counted.iter_rows()
        if items[item] not in catalogue.items
    ]
    if found:
        shown = ", ".join(f"{title} ({count:,})" for title, count in found[:_MOST])
        more = f" and {len(found) - _MOST:,} more titles" if len(found) > _MOST else ""
        total = sum(count for _, count in found)
        yield (
            f"unknown-item: {count_words(total, 'completion', 'completions')} of what the catalogue does not know"
            f" count for nothing: {shown}{more}. Say what they are: skills courses map."
        )


def people_without_assignment(columns: Columns, evaluation: Evaluation) -> Iterator[str]:
    """Yield how many people no rule can ever bind."""
    idle = set(columns.people["id"].to_list()) - set(columns.assignments["person"].to_list())
    if idle:
        yield f"no-assignment: {len(idle):,} people have no assignment, so no rule can bind them."


def records_with_another_expiry(columns: Columns, evaluation: Evaluation) -> Iterator[str]:
    """Yield how often a source's own date differs from the rule's."""
    differences = expiry_differences(evaluation)
    if not differences:
        return
    count, later = sum(d.records for d in differences), sum(d.later for d in differences)
    most = ", ".join(f"{d.requirement} ({d.records:,})" for d in differences[:_MOST])
    yield (
        f"other-expiry: {count:,} times a record came with another last valid day than a"
        f" requirement gives ({later:,} times later); the record's was kept. Most often: {most}."
    )


def decisions_about_nothing_asked(columns: Columns, evaluation: Evaluation) -> Iterator[str]:
    """Yield decisions about what no rule asks of the person, who may be asked something like it."""
    found = idle_decisions(evaluation)
    if not found:
        return
    kinds = Counter(decision.kind for decision in found)
    said = ", ".join(f"{kind} {count:,}" for kind, count in kinds.items())
    # Those that mean something else are told first: they can be mended.
    told = sorted(found, key=lambda decision: not decision.instead)[:_MOST]
    yield (
        f"idle-decision: {count_words(len(found), 'decision is', 'decisions are')} about what no rule asks"
        f" of the person on {evaluation.policy.day} ({said}). Such as"
        f" {'; '.join(_decision(one) for one in told)}."
    )


def _decision(found: IdleDecision) -> str:
    asked = f" (asked: {', '.join(found.instead)}, which it counts for)" if found.instead else ""
    return f"{found.kind} of {found.person} for {found.subject}{asked}"


def words_by_which_nothing_is_asked(columns: Columns, evaluation: Evaluation) -> Iterator[str]:
    """Yield tags of people and needs of settings that no requirement in force uses."""
    for code, found, one, many in (
        ("idle-tag", idle_tags(evaluation), "person", "people"),
        ("idle-need", idle_needs(evaluation), "setting", "settings"),
    ):
        if found:
            said = ", ".join(
                f"{word} ({count_words(count, one, many)})" for word, count in found.items()
            )
            yield f"{code}: no requirement in force on {evaluation.policy.day} asks by {said}."


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


POLICY_FINDINGS: tuple[Callable[[Catalogue, Policy], Iterator[str]], ...] = (
    required_without_course,
    extended_by_half,
)
"""What policy alone shows, in the order it is told."""

RECORD_FINDINGS: tuple[Callable[[Columns, Evaluation], Iterator[str]], ...] = (
    people_without_assignment,
    records_with_another_expiry,
    decisions_about_nothing_asked,
    words_by_which_nothing_is_asked,
)
"""What records show beside policy, in the order it is told."""
