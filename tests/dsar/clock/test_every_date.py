"""Every receipt date, against the second clock."""

from datetime import date, timedelta

import pytest

from dsar.clock import Calendar, Dates, Extension, Facts, Promise, compute, compute_dates, default_zone
from tests.dsar.clock import oracle
from tests.support.rounds import size

EU = ["eu-de", "eu-fr", "eu-ie", "eu-es", "eu-it", "eu-nl", "eu-pl", "eu-se"]
UK = ["uk-ew", "uk-sct", "uk-nir", "uk-common"]


def every_day(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@pytest.mark.trial
@pytest.mark.parametrize("jurisdiction", UK + EU)
def test_every_receipt_date(jurisdiction: str) -> None:
    """Every day of 16 years for the nations; of the states every third in `make test`, all in the trials."""
    calendar, zone = Calendar(jurisdiction), default_zone(jurisdiction)
    wrong = []
    step = 1 if jurisdiction in UK else size(3, 1, 1)
    for received in every_day(date(2020, 1, 1), date(2035, 12, 31))[::step]:
        for months in (0, 2):
            extension = Extension(None, 2) if months else None
            facts = Facts(jurisdiction, zone=zone, received_on=received, extension=extension)
            result = compute(facts, calendar=calendar, today=received)
            expected = oracle.limit(jurisdiction, received, 1 + months)
            notice = oracle.limit(jurisdiction, received)
            if (result.limit_on, result.extension_notice_by) != (expected, notice):
                wrong.append((received, months, result.limit_on, expected))
    assert wrong == []


def test_28_days_are_never_later_than_the_month() -> None:
    calendar = Calendar("uk-ew")
    for received in every_day(date(2020, 1, 1), date(2029, 12, 31)):
        facts = Facts("uk-ew", rule="28_days", received_on=received)
        result = compute(facts, calendar=calendar, today=received)
        assert result.due_on == oracle.limit("uk-ew", received, days=28)
        assert result.limit_on is not None
        assert result.due_on <= result.limit_on


def test_one_month_in_england_takes_28_to_35_days() -> None:
    calendar = Calendar("uk-ew")
    lengths = set()
    for received in every_day(date(2020, 1, 1), date(2029, 12, 31)):
        result = compute(Facts("uk-ew", received_on=received), calendar=calendar, today=received)
        assert result.limit_on is not None
        lengths.add((result.limit_on - received).days)
    assert (min(lengths), max(lengths)) == (28, 35)


def test_england_and_wales_are_equal() -> None:
    both = {code: Calendar(code) for code in ("uk-ew", "uk-eng", "uk-wls")}
    for received in every_day(date(2020, 1, 1), date(2035, 12, 31)):
        limits = {
            compute_dates(Facts(code, received_on=received), calendar=calendar).limit_on
            for code, calendar in both.items()
        }
        assert limits == {oracle.limit("uk-ew", received)}


def test_the_dates_alone_are_those_of_the_explanation() -> None:
    calendar = Calendar("uk-ew")
    for received in every_day(date(2026, 2, 5), date(2028, 2, 5)):
        for rule in ("one_month", "28_days"):
            facts = Facts("uk-ew", rule=rule, received_on=received, promise=Promise(25))
            dates, result = (
                compute_dates(facts, calendar=calendar),
                compute(facts, calendar=calendar, today=received),
            )
            assert dates == Dates(
                result.state,
                result.start_on,
                result.limit_on,
                result.target_on,
                result.due_on,
                result.extension_notice_by,
                result.due_notice_by,
            )
