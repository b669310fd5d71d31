"""Working days, an administrator's own days, versions, and every place that is known."""

from datetime import date

import pytest

from dsar.clock import Calendar, DayOff, ExtraDay, Facts, WarningCode, compute, default_zone, library_version
from dsar.clock.places import EEA_ZONES, EU_ZONES, UK_NATIONS

PLACES = [*UK_NATIONS, *(f"eu-{code}" for code in EU_ZONES), *(f"eea-{code}" for code in EEA_ZONES)]


def test_there_are_27_eu_and_3_eea_states() -> None:
    assert (len(EU_ZONES), len(EEA_ZONES)) == (27, 3)


@pytest.mark.parametrize("jurisdiction", PLACES)
def test_every_place_has_holidays_and_a_clock(jurisdiction: str) -> None:
    calendar = Calendar(jurisdiction)
    assert len(calendar.off_days(2026)) >= 6
    assert not calendar.is_working_day(date(2026, 12, 25))
    facts = Facts(jurisdiction, zone=default_zone(jurisdiction), received_on=date(2026, 11, 25))
    limit = compute(facts, calendar=calendar, today=date(2026, 11, 25)).limit_on
    assert limit is not None
    assert limit >= date(2026, 12, 28)


def test_a_subdivision_adds_its_own_days() -> None:
    epiphany = date(2026, 1, 6)
    assert Calendar("eu-de").is_working_day(epiphany)
    assert not Calendar("eu-de-by").is_working_day(epiphany)


def test_common_rolls_only_over_days_that_every_nation_has_off() -> None:
    common = Calendar("uk-common")
    assert common.is_working_day(date(2026, 4, 6))  # Easter Monday, not in Scotland
    assert common.is_working_day(date(2026, 1, 2))  # in Scotland only
    assert not common.is_working_day(date(2026, 4, 3))  # Good Friday


def test_own_days_are_data_with_a_version() -> None:
    closure = ExtraDay(date(2026, 12, 22), "Office closed")
    struck = ExtraDay(date(2026, 12, 25), "Christmas Day", working=True)
    calendar = Calendar("uk-ew", "2026.3", (closure, struck))
    assert calendar.roll(date(2026, 12, 22)) == date(2026, 12, 23)
    assert calendar.is_working_day(date(2026, 12, 25))
    assert Calendar("uk-ew").is_working_day(date(2026, 12, 22))
    assert calendar.full_version == f"{library_version()}+2026.3"
    facts = Facts("uk-ew", received_on=date(2026, 11, 22), calendar_version=library_version())
    result = compute(facts, calendar=calendar, today=date(2026, 11, 22))
    assert result.limit_on == date(2026, 12, 23)
    assert result.warning(WarningCode.CALENDAR_CHANGED) is not None
    assert result.calendar_version == calendar.full_version


def test_days_off_have_their_names() -> None:
    assert Calendar("uk-ew").days_off(date(2026, 12, 25), date(2026, 12, 29)) == (
        DayOff(date(2026, 12, 25), "Christmas Day"),
        DayOff(date(2026, 12, 26), "Boxing Day"),
        DayOff(date(2026, 12, 27), ""),
        DayOff(date(2026, 12, 28), "Boxing Day (observed)"),
    )


def test_a_limit_beyond_the_published_lists_warns() -> None:
    calendar = Calendar("uk-ew", known_until=date(2026, 12, 31))
    near = compute(
        Facts("uk-ew", received_on=date(2026, 11, 20)), calendar=calendar, today=date(2026, 11, 20)
    )
    far = compute(Facts("uk-ew", received_on=date(2026, 12, 20)), calendar=calendar, today=date(2026, 11, 20))
    assert near.warning(WarningCode.CALENDAR_RUNS_OUT) is None
    assert far.warning(WarningCode.CALENDAR_RUNS_OUT) is not None
