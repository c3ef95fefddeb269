"""What is decided of people, and absences, with people on both sides of each edge."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.engines.case import DAY, LONG_AGO, Case, D, Maker, away, off

from skillsmatrix.dates import Interval
from skillsmatrix.model.decision import DecisionKind
from skillsmatrix.model.recognition import Extension
from skillsmatrix.model.renewal import Hours, Rolling
from skillsmatrix.model.requirement import Clock, Within

YEAR, MONTH = Interval(12, "months"), Interval(1, "months")
ROLLING = Rolling(origin=D, every=YEAR)


def exempt(m: Maker) -> Case:
    """Exempt from a day through a day, of a competency or one rule, everywhere or at one agency."""
    kind = DecisionKind.EXEMPTION
    return Case(
        id=m.id,
        rules=(m.rule(),),
        people=(
            m.who(decisions=(m.decided(kind, DAY, DAY),)),
            m.who(decisions=(m.decided(kind, LONG_AGO, off(DAY, -1)),)),
            m.who(decisions=(m.decided(kind, off(DAY, 1), None),)),
            m.who(decisions=(m.decided(kind, LONG_AGO, None, subject=m.name("rule")),)),
            m.who(decisions=(m.decided(kind, LONG_AGO, None, agency="trust"),)),
            m.who(m.done(DAY), decisions=(m.decided(kind, LONG_AGO, None, agency="council"),)),
            m.who(decisions=(m.decided(kind, LONG_AGO, None, subject="unheard-of"),)),
        ),
    )


def extended(m: Maker) -> Case:
    """What lapses or falls due in a stretch holds to its end."""
    kind, lapsed = DecisionKind.EXTENSION, m.first("12 months", off(DAY, -10))
    due = m.first("1 month", off(DAY, -10))
    given = m.decided(kind, off(DAY, -10), DAY)
    later = m.decided(kind, off(DAY, -9), DAY)
    return Case(
        id=m.id,
        rules=(m.rule(ROLLING, within=(Within(origin=D, value=MONTH),)),),
        people=(
            m.who(m.done(lapsed), decisions=(given,)),
            m.who(m.done(lapsed), decisions=(later,)),
            m.who(posts=(m.post(due),), decisions=(given,)),
            m.who(posts=(m.post(due),), decisions=(later,)),
            m.who(m.done(lapsed), decisions=(given, m.decided(kind, off(DAY, -40), off(DAY, -1)))),
            m.who(m.done(lapsed), decisions=(m.decided(kind, off(DAY, -10), off(DAY, 99)),)),
        ),
    )


def certified(m: Maker) -> Case:
    """A temporary certificate counts like a record, and lapses like one."""
    kind = DecisionKind.TEMPORARY
    return Case(
        id=m.id,
        rules=(m.rule(ROLLING),),
        people=(
            m.who(decisions=(m.decided(kind, LONG_AGO, DAY),)),
            m.who(decisions=(m.decided(kind, LONG_AGO, off(DAY, -1)),)),
            m.who(decisions=(m.decided(kind, off(DAY, 1), off(DAY, 9)),)),
            m.who(decisions=(m.decided(kind, DAY, off(DAY, 91), agency="trust"),)),
            m.who(
                m.done(DAY), decisions=(m.decided(kind, DAY, off(DAY, 9), subject=m.name("rule")),)
            ),
        ),
    )


def revoked(m: Maker) -> Case:
    """A revoked record counts for nothing, everywhere or at one agency, while that stands."""
    kind, when = DecisionKind.REVOCATION, off(DAY, -9)
    both = (m.post(), m.post(agency="trust"))
    return Case(
        id=m.id,
        rules=(m.rule(ROLLING),),
        people=(
            m.who(m.done(when), decisions=(m.decided(kind, when, None, completed=when),)),
            m.who(m.done(when), decisions=(m.decided(kind, when, None, completed=DAY),)),
            m.who(m.done(when), decisions=(m.decided(kind, when, off(DAY, -1), completed=when),)),
            m.who(
                m.done(when),
                posts=both,
                decisions=(m.decided(kind, when, None, completed=when, agency="trust"),),
            ),
        ),
    )


def everybody_extended(m: Maker) -> Case:
    """Days that everybody was given, at some agencies, and one more that somebody was given."""
    first, last = off(DAY, -20), off(DAY, -5)
    inside, before = (m.first("12 months", off(first, n)) for n in (0, -1))
    more = m.decided(DecisionKind.EXTENSION, last, DAY)
    return Case(
        id=m.id,
        rules=(m.rule(ROLLING),),
        extensions=(
            Extension(
                id=m.name("x"),
                competencies=(m.id,),
                start=first,
                end=last,
                agencies=("council",),
                origin=D,
            ),
            Extension(
                id=m.name("y"),
                competencies=(m.id,),
                start=first,
                end=DAY,
                sectors=("nhs",),
                origin=D,
            ),
        ),
        people=tuple(
            m.who(m.done(day), posts=(m.post(agency=agency),), decisions=decisions)
            for day in (inside, before)
            for agency in ("council", "trust", "county")
            for decisions in ((), (more,))
        ),
    )


def _absent(m: Maker, clock: Clock) -> Case:
    late, since = m.edge("1 month", off(DAY, -1))
    back = m.first("1 month")
    start = off(DAY, -200)
    held = m.first("12 months", off(start, 0))
    return Case(
        id=m.id,
        rules=(m.rule(ROLLING, clock=clock),),
        people=(
            m.who(absences=(away("leave", late),)),
            m.who(absences=(away("leave", since),)),
            m.who(absences=(away("leave", off(DAY, 1)),)),
            m.who(absences=(away("sick", DAY, DAY),)),
            m.who(absences=(away("unheard-of", start),)),
            m.who(m.done(held), absences=(away("leave", start, off(back, -1)),)),
            m.who(m.done(held), absences=(away("leave", start, off(back, -2)),)),
            m.who(m.done(off(held, -1)), absences=(away("leave", start, off(back, -1)),)),
            m.who(m.done(held), absences=(away("sick", start, off(back, -1)),)),
            m.who(
                m.done(held),
                absences=(away("leave", start, off(DAY, -60)), away("leave", off(DAY, -59), back)),
            ),
            m.who(
                m.done(held),
                absences=(away("leave", start, off(DAY, -99)), away("sick", off(DAY, -98), DAY)),
            ),
            m.who(posts=(m.post(off(start, 9)),), absences=(away("leave", start, off(DAY, -1)),)),
            m.who(m.done(DAY), absences=(away("leave", start),)),
        ),
    )


def absent(m: Maker) -> Case:
    """An absence pauses the employer's clock, and there is time after it."""
    return _absent(m, Clock.EMPLOYER)


def absent_on_register(m: Maker) -> Case:
    """A register's clock goes on, except when somebody is sick."""
    return _absent(m, Clock.REGISTRATION)


def absent_from_hours(m: Maker) -> Case:
    """Hours stand still in nobody's window; only the answer is put off."""
    just = m.first("12 months", off(DAY, -40))
    rule = m.rule(Hours(origin=D, hours=2, window=YEAR))
    gone = (away("leave", off(DAY, -100), off(DAY, -3)),)
    return Case(
        id=m.id,
        rules=(rule,),
        people=(
            m.who(m.done(just, hours=2.0), absences=gone),
            m.who(m.done(just, hours=1.0), absences=gone),
        ),
    )


PEOPLE: Mapping[str, Callable[[Maker], Case]] = {
    make.__name__.replace("_", "-"): make
    for make in (
        exempt,
        extended,
        certified,
        revoked,
        everybody_extended,
        absent,
        absent_on_register,
        absent_from_hours,
    )
}
