"""The warnings of a result: lawful things that a caseworker should know."""

from dataclasses import replace
from datetime import date

from dsar.clock.calendars import Calendar
from dsar.clock.codes import State, WarningCode
from dsar.clock.facts import Facts, Proof
from dsar.clock.periods import Period, period_of
from dsar.clock.regimes import Regime
from dsar.clock.result import Notice, Params

PROMPT_DAYS = 5  # proof asked for later than this after receipt is asked for late


def cautions(
    facts: Facts, regime: Regime, period: Period, calendar: Calendar, state: State, today: date
) -> tuple[Notice, ...]:
    """All warnings, the law's first, then the calendar's, then those of the day."""
    found = [*_late_proofs(facts, regime, calendar)]
    if facts.asked_by_rule_on is not None:
        found.append(Notice(WarningCode.ASKED_WITHOUT_DOUBT, {"asked_on": facts.asked_by_rule_on}))
    if len(facts.clarifications) > 1:
        found.append(Notice(WarningCode.SECOND_PAUSE, {"count": len(facts.clarifications)}))
    found += [Notice(code) for code in regime.warnings(facts)]
    found += _notice_day(facts, period)
    found += _calendar(facts, period, calendar)
    found += _day(facts, period, state, today)
    return tuple(found)


def _late_proofs(facts: Facts, regime: Regime, calendar: Calendar) -> list[Notice]:
    asked: list[tuple[WarningCode, Proof | None]] = [
        (WarningCode.IDENTITY_ASKED_LATE, facts.identity),
        (WarningCode.AUTHORITY_ASKED_LATE, facts.authority),
    ]
    found = []
    for code, proof in asked:
        days = (proof.asked_on - facts.receipt).days if proof else 0
        if proof is None or days <= PROMPT_DAYS:
            continue
        from_receipt = period_of(replace(facts, identity=None, authority=None), regime, calendar)
        params: Params = {"asked_on": proof.asked_on, "days": days, "receipt_limit_on": from_receipt.limit_on}
        found.append(Notice(code, params))
    return found


def _notice_day(facts: Facts, period: Period) -> list[Notice]:
    told_on = facts.extension.notified_on if facts.extension else None
    if told_on is None or period.notice_unrolled_by is None or told_on <= period.notice_unrolled_by:
        return []
    params = {"notified_on": told_on, "unrolled_on": period.notice_unrolled_by}
    return [Notice(WarningCode.NOTICE_ON_ROLLED_DAY, params)]


def _calendar(facts: Facts, period: Period, calendar: Calendar) -> list[Notice]:
    found = []
    if period.limit_on is not None and period.limit_on > calendar.known_until:
        found.append(Notice(WarningCode.CALENDAR_RUNS_OUT, {"known_until": calendar.known_until}))
    if facts.calendar_version and facts.calendar_version != calendar.full_version:
        params = {"stored": facts.calendar_version, "current": calendar.full_version}
        found.append(Notice(WarningCode.CALENDAR_CHANGED, params))
    return found


def _day(facts: Facts, period: Period, state: State, today: date) -> list[Notice]:
    if period.limit_on is None:
        return []
    if state is not State.CLOSED and today > period.limit_on:
        days = (today - period.limit_on).days
        return [Notice(WarningCode.LIMIT_PASSED, {"limit_on": period.limit_on, "days": days})]
    if facts.closed_on is not None and facts.closed_on > period.limit_on:
        return [Notice(WarningCode.CLOSED_LATE, {"limit_on": period.limit_on, "closed_on": facts.closed_on})]
    return []
