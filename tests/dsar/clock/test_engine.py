"""Single rules of the law sheet that the dated cases do not reach."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dsar.clock import (
    Calendar,
    Clarification,
    DayReason,
    Extension,
    Facts,
    Fee,
    Promise,
    PromiseFrom,
    Proof,
    RegimeCode,
    Result,
    State,
    StepCode,
    WarningCode,
    compute,
    compute_complaint,
    received_on,
)

TODAY = date(2026, 6, 15)


def run(jurisdiction: str = "uk-ew", today: date = TODAY, **facts: object) -> Result:
    if "received_at" not in facts:
        facts.setdefault("received_on", date(2026, 6, 10))
    known = Facts(jurisdiction, **facts)  # type: ignore[arg-type]
    return compute(known, calendar=Calendar(jurisdiction), today=today)


@pytest.mark.parametrize(
    ("received_at", "jurisdiction", "zone", "local", "limit"),
    [
        ("2026-03-31T23:30:00", "uk-ew", "Europe/London", date(2026, 4, 1), date(2026, 5, 1)),
        ("2026-03-28T23:59:59", "uk-ew", "Europe/London", date(2026, 3, 28), date(2026, 4, 28)),
        ("2026-10-25T00:30:00", "uk-ew", "Europe/London", date(2026, 10, 25), date(2026, 11, 25)),
        ("2026-12-31T23:30:00", "uk-ew", "Europe/London", date(2026, 12, 31), date(2027, 2, 1)),
        ("2026-12-31T23:30:00", "eu-de", "Europe/Berlin", date(2027, 1, 1), date(2027, 2, 1)),
    ],
)
def test_an_instant_becomes_the_civil_date_of_the_controller(
    received_at: str, jurisdiction: str, zone: str, local: date, limit: date
) -> None:
    instant = datetime.fromisoformat(received_at).replace(tzinfo=UTC)
    result = run(jurisdiction, received_at=instant, zone=zone)
    assert received_on(instant, zone) == local
    assert (result.received_on, result.limit_on) == (local, limit)
    assert (result.step(StepCode.RECEIVED_LOCAL) is not None) == (instant.date() != local)


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2026, 6, 10), datetime(2026, 7, 10, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 11, 22), datetime(2026, 12, 22, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_last_instant_is_local_midnight_less_a_second(received: date, last: datetime) -> None:
    assert run(received_on=received).limit_at == last


def test_the_law_follows_the_day_of_receipt() -> None:
    assert run(received_on=date(2026, 2, 4)).regime is RegimeCode.UK_2018
    assert run(received_on=date(2026, 2, 5)).regime is RegimeCode.UK_2026
    assert run("eu-de").regime is RegimeCode.EU
    assert run("eea-no", zone="Europe/Oslo").regime is RegimeCode.EU


def test_the_month_starts_at_the_latest_of_identity_authority_and_fee() -> None:
    result = run(
        identity=Proof(date(2026, 6, 10), date(2026, 6, 15)),
        authority=Proof(date(2026, 6, 11), date(2026, 6, 19)),
        fee=Fee(date(2026, 6, 11), date(2026, 6, 17)),
    )
    assert (result.start_on, result.limit_on) == (date(2026, 6, 19), date(2026, 7, 20))
    starts = result.step(StepCode.STARTS)
    assert starts is not None
    assert starts.params["what"] == "authority"


@pytest.mark.parametrize(
    "missing",
    [
        {"identity": Proof(date(2026, 6, 11))},
        {"authority": Proof(date(2026, 6, 11))},
        {"fee": Fee(date(2026, 6, 11))},
    ],
)
def test_before_the_start_no_date_is_known(missing: dict[str, object]) -> None:
    pause = Clarification(date(2026, 6, 12))
    result = run(
        **missing, clarifications=(pause,), extension=Extension(date(2026, 6, 12)), promise=Promise(28)
    )
    dates = [result.start_on, result.nominal_on, result.unrolled_on, result.limit_on, result.limit_at]
    dates += [result.target_on, result.due_on, result.extension_notice_by, result.due_notice_by]
    assert result.state is State.NOT_STARTED
    assert dates == [None] * 9


def test_when_it_was_accepted_moves_nothing() -> None:
    arrived = Proof(date(2026, 6, 11), date(2026, 6, 12))
    looked_at_late = Proof(date(2026, 6, 11), date(2026, 6, 12), accepted_on=date(2026, 6, 30))
    assert run(identity=arrived).limit_on == run(identity=looked_at_late).limit_on == date(2026, 7, 13)


@pytest.mark.parametrize(("asked", "late"), [(date(2026, 6, 15), False), (date(2026, 6, 16), True)])
@pytest.mark.parametrize("arrived", [None, date(2026, 6, 30)])
def test_proof_asked_for_late_warns_with_the_date_from_receipt(
    asked: date, arrived: date | None, late: bool
) -> None:
    warning = run(identity=Proof(asked, arrived)).warning(WarningCode.IDENTITY_ASKED_LATE)
    assert (warning is not None) is late
    if warning is not None:
        assert warning.params == {"asked_on": asked, "days": 6, "receipt_limit_on": date(2026, 7, 10)}


def test_overlapping_pauses_count_once_and_warn() -> None:
    pauses = (
        Clarification(date(2026, 6, 15), date(2026, 6, 19)),
        Clarification(date(2026, 6, 17), date(2026, 6, 22)),
    )
    result = run(clarifications=pauses)
    assert result.unrolled_on == date(2026, 7, 18)  # 8 days: 15 to 22 June
    assert result.limit_on == date(2026, 7, 20)
    assert result.limit_without_pauses_on == date(2026, 7, 10)
    assert result.warning(WarningCode.SECOND_PAUSE) is not None
    assert {u.reason for u in result.days_not_counted} == {DayReason.CLARIFICATION}


def test_one_of_two_questions_open_stops_the_clock() -> None:
    answered = Clarification(date(2026, 6, 15), date(2026, 6, 19))
    result = run(clarifications=(answered, Clarification(date(2026, 6, 17))), extension=Extension(TODAY))
    assert result.state is State.PAUSED
    assert result.limit_on is result.target_on is result.extension_notice_by is None


def test_a_pause_in_the_second_month_does_not_reopen_the_notice() -> None:
    notice = Extension(date(2026, 7, 1))
    late_pause = Clarification(date(2026, 8, 3), date(2026, 8, 12))
    result = run(extension=notice, clarifications=(late_pause,))
    assert result.limit_on == date(2026, 9, 21)  # 10 September and 10 days is Sunday the 20th
    assert result.extension_notice_by == date(2026, 7, 10)
    still_open = run(extension=notice, clarifications=(Clarification(date(2026, 8, 3)),))
    assert (still_open.limit_on, still_open.extension_notice_by) == (None, date(2026, 7, 10))


def test_paused_days_lengthen_the_time_for_the_notice() -> None:
    pause = Clarification(date(2026, 6, 15), date(2026, 6, 19))
    result = run(clarifications=(pause,), extension=Extension(date(2026, 7, 15), months=1))
    assert (result.extension_notice_by, result.limit_on) == (date(2026, 7, 15), date(2026, 8, 17))
    assert result.state is State.EXTENDED


def test_a_notice_on_a_day_won_by_the_roll_warns() -> None:
    friday = date(2026, 6, 12)  # 12 July is a Sunday
    result = run(received_on=friday, extension=Extension(date(2026, 7, 13)))
    assert (result.extension_notice_unrolled_by, result.extension_notice_by) == (
        date(2026, 7, 12),
        date(2026, 7, 13),
    )
    assert result.warning(WarningCode.NOTICE_ON_ROLLED_DAY) is not None


def test_before_2026_the_notice_month_ran_from_receipt() -> None:
    proof = Proof(date(2025, 6, 11), date(2025, 6, 20))
    result = run(received_on=date(2025, 6, 10), identity=proof)
    assert (result.limit_on, result.extension_notice_by) == (date(2025, 7, 21), date(2025, 7, 10))


def test_the_eu_suspends_for_identity_and_does_not_restart() -> None:
    proof = Proof(date(2026, 6, 11), date(2026, 6, 16))
    result = run("eu-de", zone="Europe/Berlin", identity=proof)
    assert (result.start_on, result.limit_on) == (date(2026, 6, 10), date(2026, 7, 15))
    waiting = run("eu-de", zone="Europe/Berlin", identity=Proof(date(2026, 6, 11)))
    assert (waiting.state, waiting.limit_on) == (State.PAUSED, None)


def test_in_the_eu_a_fee_moves_nothing_and_says_so() -> None:
    result = run("eu-de", fee=Fee(date(2026, 6, 12)))
    assert result.limit_on == date(2026, 7, 10)
    assert result.warning(WarningCode.FEE_DOES_NOT_MOVE) is not None


@pytest.mark.parametrize(("months", "days"), [(1, 56), (2, 84)])
def test_28_days_extended(months: int, days: int) -> None:
    result = run(rule="28_days", extension=Extension(TODAY, months))
    expected = date(2026, 6, 10) + timedelta(days=days)
    assert result.due_on == result.target_on == expected
    assert result.due_notice_by == date(2026, 7, 8)
    assert result.extension_notice_by == date(2026, 7, 10)


@pytest.mark.parametrize(
    ("promise", "target", "code"),
    [
        (Promise(28), date(2026, 7, 8), StepCode.PROMISE),
        (Promise(25), date(2026, 7, 6), StepCode.PROMISE),
        (Promise(25, roll=False), date(2026, 7, 5), StepCode.PROMISE),
        (Promise(40), date(2026, 7, 10), StepCode.PROMISE_CUT),
    ],
)
def test_the_target_is_the_promise_but_never_after_the_limit(
    promise: Promise, target: date, code: StepCode
) -> None:
    result = run(promise=promise)
    assert (result.limit_on, result.due_on, result.target_on) == (
        date(2026, 7, 10),
        date(2026, 7, 10),
        target,
    )
    assert result.step(code) is not None


def test_a_promise_may_run_from_receipt() -> None:
    proof = Proof(date(2026, 6, 11), date(2026, 6, 16))
    result = run(identity=proof, promise=Promise(28, PromiseFrom.RECEIPT))
    assert (result.target_on, result.limit_on) == (date(2026, 7, 8), date(2026, 7, 16))


def test_closed_keeps_its_date() -> None:
    result = run(closed_on=date(2026, 7, 11), today=date(2026, 12, 1))
    assert (result.state, result.limit_on) == (State.CLOSED, date(2026, 7, 10))
    assert result.warning(WarningCode.CLOSED_LATE) is not None
    assert result.warning(WarningCode.LIMIT_PASSED) is None


def test_today_warns_and_moves_no_date() -> None:
    before, after = run(today=date(2026, 7, 10)), run(today=date(2026, 7, 12))
    passed = after.warning(WarningCode.LIMIT_PASSED)
    assert before.warning(WarningCode.LIMIT_PASSED) is None
    assert passed is not None
    assert passed.params["days"] == 2
    assert before.limit_on == after.limit_on


@pytest.mark.parametrize(
    ("jurisdiction", "received", "limit"),
    [
        ("uk-ew", date(2026, 6, 19), date(2026, 7, 20)),
        ("uk-ew", date(2026, 7, 2), date(2026, 8, 3)),
        ("uk-ew", date(2026, 11, 25), date(2026, 12, 29)),
        ("uk-ew", date(2026, 12, 2), date(2027, 1, 4)),
        ("uk-sct", date(2026, 10, 31), date(2026, 12, 1)),
        ("uk-nir", date(2026, 6, 20), date(2026, 7, 20)),
    ],
)
def test_a_complaint_is_acknowledged_in_30_days(jurisdiction: str, received: date, limit: date) -> None:
    result = compute_complaint(received, calendar=Calendar(jurisdiction), zone="Europe/London")
    assert result.limit_on == limit
    assert result.target_on <= result.limit_on
    assert result.steps[-1].on == limit
