"""Whom a requirement binds, and whose training counts, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from skillsmatrix.model.catalogue import Catalogue
from skillsmatrix.model.dated import Dated
from skillsmatrix.model.recognition import Acceptance, Extension, Recognition
from skillsmatrix.model.renewal import Calendar, Renewal
from skillsmatrix.model.requirement import Grace, Requirement, Trigger, Within

_FROM = {
    Trigger.POST: "",
    Trigger.AGENCY: " of joining the agency",
    Trigger.ROLE: " of the first such role anywhere",
    Trigger.TAG: " of being tagged",
}


def period_words(value: Dated) -> str:
    """Return the days on which a value is in force."""
    if value.start and value.end:
        return f"from {value.start} to {value.end}"
    if value.start:
        return f"from {value.start}"
    return f"until {value.end}" if value.end else "always"


def renewal_words(renewal: Renewal) -> str:
    """Return how a competency is kept up, a day of the year written as people write it.

    >>> renewal_words(Calendar(due="11-30", origin="default"))
    'by 30 November each year'
    """
    if not isinstance(renewal, Calendar):
        return str(renewal)
    due = date.fromisoformat(f"2023-{renewal.due}")
    return f"by {due.day} {due:%B} each year"


def within_words(within: Within) -> str:
    """Return a first deadline, and from when it runs."""
    before = ", even before the rule" if within.backdated else ""
    return f"within {within.value}{_FROM[within.trigger]}{before}"


def grace_words(grace: Grace) -> str:
    """Return how long who may do what after a lapse."""
    who = f" for {', '.join(grace.roles)}" if grace.roles else ""
    allows = f", who may {grace.allows}" if grace.allows else ""
    return f"{grace.value}{who}{allows}"


def group_words(rule: Requirement) -> str:
    """Return what a requirement asks to be held: its competency, or so many of several."""
    if not rule.of:
        return rule.competency
    many = "all" if rule.members_needed == len(rule.of) else str(rule.members_needed)
    return f"{rule.competency} ({many} of {', '.join(rule.of)})"


def scope_words(rule: Requirement) -> str:
    """Return the limits of a requirement besides its roles, or nothing."""
    only = [*rule.sectors, *rule.agencies, *rule.areas, *rule.setting_types, *rule.employments]
    parts = [f"only in {', '.join(only)}"] if only else []
    parts += [f"only if tagged {' or '.join(rule.tags)}"] if rule.tags else []
    parts += [f"only where needed: {', '.join(rule.needs)}"] if rule.needs else []
    parts += [f"from {rule.hours_from:g} hours a week"] if rule.hours_from else []
    parts += [f"below {rule.hours_below:g} hours a week"] if rule.hours_below else []
    parts += [f"only in the first {rule.new_starters}"] if rule.new_starters else []
    parts += [f"{rule.coverage} in each {rule.per}"] if rule.coverage else []
    return "; ".join(parts)


def recognition_words(said: Recognition) -> str:
    """Return who takes whose training, of what, and how far."""
    receivers = ", ".join((*said.agencies, *said.sectors)) or "everybody"
    givers = ", ".join((*said.from_agencies, *said.from_sectors)) or "anybody else"
    what = ", ".join((*said.competencies, *said.frameworks)) or "everything"
    if said.acceptance is Acceptance.REFUSED:
        return f"{receivers} refuses {what} from {givers}"
    limits = [f"at level {said.level} at most"] if said.level else []
    limits += [f"for {said.not_older_than} at most"] if said.not_older_than else []
    limits += [f"only if aligned to {said.aligned}"] if said.aligned else []
    return ", ".join((f"{receivers} accepts {what} from {givers}", *limits))


def extension_words(given: Extension) -> str:
    """Return what holds through which day, and where."""
    where = ", ".join((*given.agencies, *given.sectors))
    limit = f", only at {where}" if where else ""
    return f"what would end from {given.start} holds through {given.end}{limit}"


def recognitions_of(catalogue: Catalogue, competency: str) -> Iterator[Recognition]:
    """Yield the recognitions that speak of a competency."""
    framework = catalogue.competencies[competency].framework
    for said in catalogue.recognitions.values():
        everything = not said.competencies and not said.frameworks
        if everything or competency in said.competencies or framework in said.frameworks:
            yield said
