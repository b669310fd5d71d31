"""The dates of a case under a regime, without the explanation; refusals that need dates to be known."""

from datetime import date, timedelta
from typing import NamedTuple

from dsar.clock.calendars import Calendar
from dsar.clock.codes import DayReason, PromiseFrom, RefusalCode
from dsar.clock.counting import Stretch, add_months, end_of, union
from dsar.clock.facts import Facts, Promise
from dsar.clock.refusal import FactsError
from dsar.clock.regimes import Reasoned, Regime


class Period(NamedTuple):
    """The dates of one period; all None before the start, the ends None while a question is open."""

    start_on: date | None = None
    months: int = 1
    nominal_on: date | None = None
    unrolled_on: date | None = None
    limit_on: date | None = None
    notice_unrolled_by: date | None = None
    notice_by: date | None = None
    reasoned: Reasoned = ()
    joined: tuple[Stretch, ...] = ()


def period_of(facts: Facts, regime: Regime, calendar: Calendar) -> Period:
    """The period of these facts; refuses nothing."""
    months = 1 + (facts.extension.months if facts.extension else 0)
    start_on = regime.start_on(facts)
    if start_on is None:
        return Period(months=months)
    reasoned = regime.stretches(facts, start_on)
    joined = _joined(reasoned)
    nominal_on = add_months(start_on, months)
    unrolled_on = end_of(nominal_on, joined)
    if months == 1 and regime.notice_from(facts, start_on) == start_on:
        notice_by = unrolled_on
    else:
        notice_by = _notice_end(facts, regime, start_on, joined, months=1)
    return Period(
        start_on=start_on,
        months=months,
        nominal_on=nominal_on,
        unrolled_on=unrolled_on,
        limit_on=rolled(unrolled_on, calendar),
        notice_unrolled_by=notice_by,
        notice_by=rolled(notice_by, calendar),
        reasoned=reasoned,
        joined=joined,
    )


def _joined(reasoned: Reasoned) -> tuple[Stretch, ...]:
    return union(stretch for _, stretch in reasoned) if reasoned else ()


def rolled(day: date | None, calendar: Calendar) -> date | None:
    """The next working day, or None for no day."""
    return None if day is None else calendar.roll(day)


def _notice_end(
    facts: Facts,
    regime: Regime,
    start_on: date,
    joined: tuple[Stretch, ...],
    *,
    months: int = 0,
    days: int = 0,
) -> date | None:
    base_on = regime.notice_from(facts, start_on)
    if base_on != start_on:
        joined = _joined(regime.stretches(facts, base_on))
    return end_of(add_months(base_on, months) + timedelta(days=days), joined)


def without_pauses(period: Period, calendar: Calendar) -> date | None:
    """The limit as it would be without the pauses, for comparison; None where there were none."""
    others = tuple(pair for pair in period.reasoned if pair[0] is not DayReason.CLARIFICATION)
    if period.nominal_on is None or period.unrolled_on is None or len(others) == len(period.reasoned):
        return None
    return rolled(end_of(period.nominal_on, _joined(others)), calendar)


def promised_on(facts: Facts, promise: Promise, period: Period, calendar: Calendar) -> date | None:
    """The day of a promise before it is cut; two or three times as long when extended by one or two."""
    if period.start_on is None or period.unrolled_on is None:
        return None
    base_on = period.start_on if promise.counted_from is PromiseFrom.START else facts.receipt
    end_on = end_of(base_on + timedelta(days=promise.days * period.months), period.joined)
    return rolled(end_on, calendar) if promise.roll else end_on


def rule_notice_by(facts: Facts, regime: Regime, period: Period, calendar: Calendar) -> date | None:
    """The latest day for an extension notice by the rule asked for, never after the statutory one."""
    if period.start_on is None or period.notice_by is None or facts.rule_days is None:
        return period.notice_by
    end_on = _notice_end(facts, regime, period.start_on, period.joined, days=facts.rule_days)
    by_rule = rolled(end_on, calendar)
    return None if by_rule is None else min(by_rule, period.notice_by)


def check_period(facts: Facts, period: Period) -> None:
    """Refuse an extension notice after its last day, and a question sent after the end before the roll."""
    told_on, notice_by = facts.extension.notified_on if facts.extension else None, period.notice_by
    if told_on is not None and notice_by is not None and told_on > notice_by:
        raise FactsError(RefusalCode.EXTENSION_TOO_LATE, {"on": told_on, "last_on": notice_by})
    if period.start_on is None or period.nominal_on is None or not period.reasoned:
        return
    nominal_on = period.nominal_on
    if facts.rule_days is not None:
        nominal_on = min(nominal_on, period.start_on + timedelta(days=facts.rule_days * period.months))
    earlier: list[Stretch] = []
    for why, stretch in sorted(period.reasoned, key=lambda pair: pair[1].began_on):
        end_on = end_of(nominal_on, union(earlier))
        if end_on is not None and stretch.began_on > end_on:
            code = f"{'PAUSE' if why is DayReason.CLARIFICATION else why.name + '_ASKED'}_AFTER_LIMIT"
            raise FactsError(RefusalCode[code], {"on": stretch.began_on, "last_on": end_on})
        earlier.append(stretch)
