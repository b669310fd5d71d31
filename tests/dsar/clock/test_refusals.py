"""What is refused, with the code and the parameters that the sentence needs."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from dsar.clock import (
    Calendar,
    Clarification,
    Extension,
    Facts,
    FactsError,
    Fee,
    Promise,
    Proof,
    RefusalCode,
    Result,
    clarification_of,
    compute,
    compute_complaint,
    facts_of,
    fee_of,
    proof_of,
    read_day,
)

R = RefusalCode
ON = date(2026, 6, 10)  # a Wednesday; its month ends on Friday 10 July
BEFORE = date(2026, 6, 9)
LATER = date(2026, 6, 20)
ROW = {"jurisdiction": "uk-ew", "received": "2026-06-10"}


def run(jurisdiction: str = "uk-ew", **facts: object) -> Result:
    given = {"received_on": ON, **facts}
    known = Facts(jurisdiction, **given)  # type: ignore[arg-type]
    return compute(known, calendar=Calendar(jurisdiction), today=ON)


CASES: list[tuple[RefusalCode, Callable[[], object]]] = [
    (R.UNKNOWN_JURISDICTION, lambda: Facts("uk", received_on=ON)),
    (R.UNKNOWN_JURISDICTION, lambda: Facts("eu-gb", received_on=ON)),
    (R.UNKNOWN_JURISDICTION, lambda: Facts("eu-xx", received_on=ON)),
    (R.UNKNOWN_JURISDICTION, lambda: Facts("eea-de", received_on=ON)),
    (R.UNKNOWN_JURISDICTION, lambda: Facts("eu-de-zz", received_on=ON)),
    (R.UNKNOWN_JURISDICTION, lambda: Facts("eu-de-", received_on=ON)),
    (R.UNKNOWN_JURISDICTION, lambda: Facts("UK-EW", received_on=ON)),
    (R.UNKNOWN_JURISDICTION, lambda: Facts("", received_on=ON)),
    (R.UNKNOWN_ZONE, lambda: run(zone="Europe/Atlantis")),
    (R.UNKNOWN_ZONE, lambda: run(zone="../etc/passwd")),
    (R.UNKNOWN_RULE, lambda: run(rule="one_year")),
    (R.UNKNOWN_RULE, lambda: run(rule="-3_days")),
    (R.UNKNOWN_RULE, lambda: run(rule="9" * 5000 + "_days")),
    (R.UNKNOWN_RULE, lambda: run(rule="28")),
    (R.UNKNOWN_ZONE, lambda: run(zone="")),
    (R.DATE_OUT_OF_RANGE, lambda: Facts("uk-ew", received_at=datetime(1, 1, 1, tzinfo=UTC))),
    (R.NOT_A_DATE, lambda: read_day("2026-02-30")),
    (R.NOT_A_DATE, lambda: read_day("20260210")),
    (R.NOT_A_DATE, lambda: read_day("2026-W07-2")),
    (R.NOT_A_DATE, lambda: read_day("10/06/2026")),
    (R.DATE_OUT_OF_RANGE, lambda: read_day("1899-12-31")),
    (R.DATE_OUT_OF_RANGE, lambda: Facts("uk-ew", received_on=date(2200, 1, 1))),
    (R.DATE_OUT_OF_RANGE, lambda: run(clarifications=(Clarification(ON, date(2200, 1, 1)),))),
    (R.RECEIPT_MISSING, lambda: Facts("uk-ew")),
    (R.RECEIPT_TWICE, lambda: run(received_at=datetime(2026, 6, 11, 12, tzinfo=UTC))),
    (R.RECEIPT_WITHOUT_ZONE, lambda: Facts("uk-ew", received_at=datetime(2026, 6, 11, 12))),
    (R.IDENTITY_NEVER_ASKED, lambda: proof_of("identity", None, ON)),
    (R.IDENTITY_ASKED_BEFORE_RECEIPT, lambda: run(identity=Proof(BEFORE, LATER))),
    (R.IDENTITY_BEFORE_ASKED, lambda: run(identity=Proof(LATER, ON))),
    (R.IDENTITY_ACCEPTED_BEFORE_ARRIVAL, lambda: run(identity=Proof(ON, LATER, ON))),
    (R.IDENTITY_ACCEPTED_BEFORE_ARRIVAL, lambda: run(identity=Proof(ON, None, ON))),
    (R.IDENTITY_ASKED_AFTER_LIMIT, lambda: run("eu-de", identity=Proof(date(2026, 7, 11)))),
    (R.AUTHORITY_NEVER_ASKED, lambda: proof_of("authority", None, ON)),
    (R.AUTHORITY_ASKED_BEFORE_RECEIPT, lambda: run(authority=Proof(BEFORE, LATER))),
    (R.AUTHORITY_BEFORE_ASKED, lambda: run(authority=Proof(LATER, ON))),
    (R.AUTHORITY_ACCEPTED_BEFORE_ARRIVAL, lambda: run(authority=Proof(ON, LATER, ON))),
    (R.AUTHORITY_ASKED_AFTER_LIMIT, lambda: run("eu-de", authority=Proof(date(2026, 7, 11)))),
    (R.FEE_NEVER_ASKED, lambda: fee_of(None, ON)),
    (R.FEE_ASKED_BEFORE_RECEIPT, lambda: run(fee=Fee(BEFORE, LATER))),
    (R.FEE_BEFORE_ASKED, lambda: run(fee=Fee(LATER, ON))),
    (R.PAUSE_NEVER_ASKED, lambda: clarification_of(None, ON)),
    (R.PAUSE_BEFORE_RECEIPT, lambda: run(clarifications=(Clarification(BEFORE, LATER),))),
    (R.PAUSE_ENDS_BEFORE_IT_BEGINS, lambda: run(clarifications=(Clarification(LATER, ON),))),
    (R.PAUSE_AFTER_LIMIT, lambda: run(clarifications=(Clarification(date(2026, 7, 11)),))),
    (R.PAUSE_AFTER_LIMIT, lambda: run(rule="14_days", clarifications=(Clarification(date(2026, 6, 25)),))),
    (R.PAUSE_ACCESS_ONLY, lambda: run(right="erasure", clarifications=(Clarification(LATER),))),
    (
        R.PAUSE_ACCESS_ONLY,
        lambda: run(received_on=date(2025, 6, 10), right="erasure", clarifications=(Clarification(LATER),)),
    ),
    (R.EXTENSION_MONTHS, lambda: run(extension=Extension(LATER, 3))),
    (R.EXTENSION_MONTHS, lambda: run(extension=Extension(LATER, 0))),
    (
        R.EXTENSION_SECOND,
        lambda: Facts("uk-ew", received_on=ON, extension=Extension(ON)).extended(Extension(ON)),
    ),
    (R.EXTENSION_BEFORE_RECEIPT, lambda: run(extension=Extension(BEFORE))),
    (R.EXTENSION_TOO_LATE, lambda: run(extension=Extension(date(2026, 7, 11)))),
    (R.EXTENSION_TOO_LATE, lambda: run(extension=Extension(date(2026, 7, 11), given_outside=True))),
    (R.EXTENSION_UNKNOWN, lambda: facts_of(ROW | {"extended": "maybe"})),
    (R.EXTENSION_MONTHS, lambda: facts_of(ROW | {"extended": "3"})),
    (R.NOTICE_WITHOUT_EXTENSION, lambda: facts_of(ROW | {"notified": "2026-06-11"})),
    (R.TIME_UNKNOWN, lambda: facts_of(ROW | {"received_time": "24:00"})),
    (R.PROMISE_DAYS, lambda: facts_of(ROW | {"promise_days": "soon"})),
    (R.PROMISE_DAYS, lambda: run(promise=Promise(0))),
    (R.PROMISE_DAYS, lambda: run(rule="91_days")),
    (R.CLOSED_BEFORE_RECEIPT, lambda: run(closed_on=BEFORE)),
    (
        R.COMPLAINT_BEFORE_LAW,
        lambda: compute_complaint(date(2026, 6, 18), calendar=Calendar("uk-ew"), zone="Europe/London"),
    ),
    (R.COMPLAINT_UK_ONLY, lambda: compute_complaint(LATER, calendar=Calendar("eu-ie"), zone="Europe/Dublin")),
]


@pytest.mark.parametrize(("code", "bad"), CASES)
def test_refused(code: RefusalCode, bad: Callable[[], object]) -> None:
    with pytest.raises(FactsError) as refused:
        bad()
    assert refused.value.code is code


def test_every_refusal_is_tried() -> None:
    assert {code for code, _ in CASES} == set(RefusalCode)


def test_the_refusal_names_the_last_day() -> None:
    with pytest.raises(FactsError) as refused:
        run(clarifications=(Clarification(date(2026, 7, 11)),))
    assert refused.value.params == {"on": date(2026, 7, 11), "last_on": date(2026, 7, 10)}


def test_a_pause_may_begin_on_the_last_day_and_not_on_a_day_won_by_the_roll() -> None:
    friday = date(2026, 6, 12)  # the month ends on Sunday 12 July and rolls to Monday
    on_the_end = Clarification(date(2026, 7, 12), date(2026, 7, 14))
    assert run(received_on=friday, clarifications=(on_the_end,)).limit_on == date(2026, 7, 15)
    with pytest.raises(FactsError) as refused:
        run(received_on=friday, clarifications=(Clarification(date(2026, 7, 13)),))
    assert refused.value.code is R.PAUSE_AFTER_LIMIT


def test_a_calendar_of_another_place_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="uk-sct"):
        compute(Facts("uk-ew", received_on=ON), calendar=Calendar("uk-sct"), today=ON)


@pytest.mark.parametrize("right", ["erasure", "portability"])
def test_in_the_eu_a_pause_is_not_for_access_only(right: str) -> None:
    assert run("eu-de", right=right, clarifications=(Clarification(LATER, LATER),))
