"""The derivation: facts and dates of a period as steps with codes, parameters and legal source."""

from datetime import UTC, date

from dsar.clock.calendars import Calendar
from dsar.clock.codes import DayReason, RegimeCode, Source, StepCode
from dsar.clock.facts import Facts, Promise, Proof
from dsar.clock.periods import Period
from dsar.clock.regimes import Regime
from dsar.clock.result import Param, Step


def steps_of(
    facts: Facts,
    regime: Regime,
    period: Period,
    calendar: Calendar,
    promised_on: date | None,
    target_on: date | None,
) -> tuple[Step, ...]:
    """What happened, in order of days; then the promise and the arithmetic, and at the end the limit.

    A promise that ends after the limit comes last, since it is cut by it.
    """
    happened = [*_receipt(facts), *_proofs(facts, regime), *_fee(facts)]
    happened += [*_start(facts, period), *_uncounted(period), *_extension(facts)]
    happened.sort(key=lambda step: step.on)
    target = _target(facts, period, promised_on, target_on)
    arithmetic = _arithmetic(period, calendar)
    cut = any(step.code is StepCode.PROMISE_CUT for step in target)
    steps = [*happened, *arithmetic, *target] if cut else [*happened, *target, *arithmetic]
    if facts.closed_on is not None:
        steps.append(Step(StepCode.CLOSED, facts.closed_on))
    return tuple(_sourced(step, regime) for step in steps)


def _sourced(step: Step, regime: Regime) -> Step:
    source = regime.sources.get(step.code, step.source)
    return Step(step.code, step.on, step.until, step.params, source)


def _receipt(facts: Facts) -> list[Step]:
    steps = [Step(StepCode.RECEIVED, facts.receipt)]
    if facts.received_at is not None:
        utc_on = facts.received_at.astimezone(UTC).date()
        if utc_on != facts.receipt:
            params: dict[str, Param] = {"utc_on": utc_on, "zone": facts.zone}
            steps.append(Step(StepCode.RECEIVED_LOCAL, facts.receipt, params=params))
    return steps


def _proofs(facts: Facts, regime: Regime) -> list[Step]:
    if regime.code is RegimeCode.EU:
        return []
    return [*_proof(facts.identity, "IDENTITY"), *_proof(facts.authority, "AUTHORITY")]


def _proof(proof: Proof | None, what: str) -> list[Step]:
    if proof is None:
        return []
    if proof.arrived_on is None:
        return [Step(StepCode[f"{what}_AWAITED"], proof.asked_on)]
    params = {"accepted_on": proof.accepted_on} if proof.accepted_on else {}
    arrived = Step(StepCode[f"{what}_ARRIVED"], proof.arrived_on, params=params)
    return [Step(StepCode[f"{what}_ASKED"], proof.asked_on), arrived]


def _fee(facts: Facts) -> list[Step]:
    if facts.fee is None:
        return []
    if facts.fee.paid_on is None:
        return [Step(StepCode.FEE_AWAITED, facts.fee.asked_on)]
    return [Step(StepCode.FEE_ASKED, facts.fee.asked_on), Step(StepCode.FEE_PAID, facts.fee.paid_on)]


def _start(facts: Facts, period: Period) -> list[Step]:
    if period.start_on is None:
        return []
    arrivals = {
        "fee": facts.fee.paid_on if facts.fee else None,
        "authority": facts.authority.arrived_on if facts.authority else None,
        "identity": facts.identity.arrived_on if facts.identity else None,
    }
    what = "receipt"
    if period.start_on > facts.receipt:
        what = next(name for name, day in arrivals.items() if day == period.start_on)
    return [Step(StepCode.STARTS, period.start_on, params={"what": what})]


def _uncounted(period: Period) -> list[Step]:
    steps: list[Step] = []
    for why, stretch in period.reasoned:
        pause = why is DayReason.CLARIFICATION
        params: dict[str, Param] = {} if pause else {"what": why.value}
        if stretch.last is None:
            code = StepCode.PAUSED_OPEN if pause else StepCode.SUSPENDED_OPEN
            steps.append(Step(code, stretch.began_on, params=params))
            continue
        params["days"] = max(stretch.days, 0)
        code = StepCode.PAUSED if pause else StepCode.SUSPENDED
        if not params["days"] and pause:
            code = StepCode.PAUSE_WITHOUT_EFFECT
        steps.append(Step(code, stretch.began_on, until=stretch.last, params=params))
    return steps


def _extension(facts: Facts) -> list[Step]:
    if facts.extension is None:
        return []
    months = facts.extension.months
    if facts.extension.notified_on is None:
        return [Step(StepCode.EXTENDED_IN_TIME, facts.receipt, params={"months": months})]
    params: dict[str, Param] = {"months": months, "outside": int(facts.extension.given_outside)}
    return [Step(StepCode.EXTENDED, facts.extension.notified_on, params=params)]


def _arithmetic(period: Period, calendar: Calendar) -> list[Step]:
    start_on, nominal_on, unrolled_on, limit_on = (
        period.start_on,
        period.nominal_on,
        period.unrolled_on,
        period.limit_on,
    )
    if start_on is None or nominal_on is None or unrolled_on is None or limit_on is None:
        return []
    params: dict[str, Param] = {
        "from_on": start_on,
        "months": period.months,
        "same_day": int(nominal_on.day == start_on.day),
    }
    steps = [Step(StepCode.MONTHS_ADDED, nominal_on, params=params)]
    if unrolled_on != nominal_on:
        days = (unrolled_on - nominal_on).days
        steps.append(Step(StepCode.DAYS_ADDED, unrolled_on, params={"from_on": nominal_on, "days": days}))
    where: dict[str, Param] = {"jurisdiction": calendar.jurisdiction}
    if limit_on != unrolled_on:
        off = calendar.days_off(unrolled_on, limit_on)
        steps.append(Step(StepCode.ROLLED, limit_on, params={"from_on": unrolled_on, "off": off, **where}))
    else:
        steps.append(Step(StepCode.LIMIT, limit_on, params=where))
    return steps


def _target(facts: Facts, period: Period, promised_on: date | None, target_on: date | None) -> list[Step]:
    promise = promise_of(facts)
    if promise is None or promised_on is None or target_on is None:
        return []
    params: dict[str, Param] = {
        "days": promise.days * period.months,
        "counted_from": promise.counted_from.value,
    }
    if promised_on > target_on:
        params |= {"promised_on": promised_on, "limit_on": target_on}
        return [Step(StepCode.PROMISE_CUT, target_on, params=params, source=Source.HOUSE)]
    return [Step(StepCode.PROMISE, target_on, params=params, source=Source.HOUSE)]


def promise_of(facts: Facts) -> Promise | None:
    """The promise of the facts, or the one that a house rule such as `28_days` amounts to."""
    if facts.promise is not None:
        return facts.promise
    return None if facts.rule_days is None else Promise(facts.rule_days)
