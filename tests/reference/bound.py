"""Whom a requirement binds, and its first deadline."""

from __future__ import annotations

from datetime import date

from tests.reference.recognise import Ask
from tests.reference.world import World, day_after, named

from skillsmatrix.dates import FOREVER, Interval, end_of_year, in_force
from skillsmatrix.model.person import Assignment
from skillsmatrix.model.renewal import Calendar, Events
from skillsmatrix.model.requirement import Clock, Requirement, Trigger


def binds(ask: Ask) -> bool:
    """Say whether a rule binds an assignment on the day."""
    rule, post, world = ask.rule, ask.assignment, ask.world
    return (
        rule.coverage is None
        and in_force(rule.start, rule.end, world.day)
        and in_force(post.start, post.end, world.day)
        and bool(world.wider_roles(post.role) & set(rule.roles))
        and in_place(world, rule, post.agency, post.setting)
        and named(post.employment, rule.employments)
        and (not rule.tags or bool(_tagged(ask)))
        and (post.hours is None or rule.hours_from is None or post.hours >= rule.hours_from)
        and (post.hours is None or rule.hours_below is None or post.hours < rule.hours_below)
        and (
            rule.new_starters is None or world.day <= world.end(_post_start(ask), rule.new_starters)
        )
    )


def in_place(world: World, rule: Requirement, agency: str, setting: str) -> bool:
    """Say whether a rule holds at an agency, and at a setting of it if there is one."""
    employer, site = world.agencies.get(agency), world.settings.get(setting)
    area = (site.area if site else "") or (employer.area if employer else "")
    needs = {
        need.need
        for need in world.needs
        if need.setting == setting and in_force(need.start, need.end, world.day)
    }
    return (
        named(world.sector(agency), rule.sectors)
        and named(agency, rule.agencies)
        and named(area, rule.areas)
        and named(site.type if site else "", rule.setting_types)
        and (not rule.needs or bool(needs & set(rule.needs)))
    )


def deadline(ask: Ask) -> date:
    """Return the day by which the rule must first be met."""
    world, rule = ask.world, ask.rule
    within, renewal = rule.within_on(world.day), rule.renewal_on(world.day)
    of_the_person = rule.clock is Clock.REGISTRATION
    by_itself = Trigger.ROLE if of_the_person else Trigger.POST
    since = _trigger(ask, within.trigger if within else by_itself)
    if rule.start is not None and not (within and within.backdated):
        since = max(since, rule.start)
    if within is None and isinstance(renewal, Events | Calendar):
        year = end_of_year(since, renewal.first_day)
        begins_a_year = f"{since:%m-%d}" == renewal.first_day
        return year if begins_a_year else end_of_year(day_after(year), renewal.first_day)
    return world.end(since, within.value if within else Interval(0, "days"))


def _trigger(ask: Ask, trigger: Trigger) -> date:
    post, rule = ask.assignment, ask.rule
    begun = [other for other in ask.records.assignments if other.start <= ask.world.day]
    here = [other for other in begun if other.agency == post.agency]
    starts = {
        Trigger.POST: [_post_start(ask)],
        Trigger.AGENCY: [_served_since(post.start, here)],
        Trigger.ROLE: [
            other.start for other in begun if ask.world.wider_roles(other.role) & set(rule.roles)
        ],
        Trigger.TAG: _tagged(ask) or [_post_start(ask)],
    }
    return min(starts[trigger])


def _post_start(ask: Ask) -> date:
    """Return when the post began, by whatever contracts without a break."""
    post = ask.assignment
    return _served_since(
        post.start,
        [
            other
            for other in ask.records.assignments
            if (other.agency, other.role, other.setting) == (post.agency, post.role, post.setting)
        ],
    )


def _served_since(day: date, contracts: list[Assignment]) -> date:
    """Walk back from a day as long as some contract covers the day, or the day before."""
    before = [
        contract.start
        for contract in contracts
        if contract.start < day and day_after(contract.end or FOREVER) >= day
    ]
    return _served_since(min(before), contracts) if before else day


def _tagged(ask: Ask) -> list[date]:
    """Return since when the person has had each tag that the rule names."""
    return [
        tag.start
        for tag in ask.records.tags
        if tag.tag in ask.rule.tags and in_force(tag.start, tag.end, ask.world.day)
    ]
