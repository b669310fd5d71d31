"""The geometry and the words of ribbon, months and deadline badges."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.template import Context, Template

from dsar.templatetags.pictures import GROUND, ROOM, months, place, weeks_of

TODAY = date(2026, 11, 22)


@dataclass
class DayDue:
    on: date
    count: int
    url: str = "/cases/"
    off_name: str = ""


def drawn(markup: str, **context: object) -> str:
    """Render markup with the pictures loaded, white space folded."""
    return " ".join(
        Template("{% load pictures %}" + markup).render(Context({"today": TODAY, **context})).split()
    )


def test_the_tallest_column_fills_the_room_and_all_stand_on_the_ground() -> None:
    columns = place(
        [DayDue(TODAY + timedelta(days=index), count) for index, count in enumerate([0, 5, 20])], TODAY
    )
    assert [column.height for column in columns] == [0, round(ROOM / 4), ROOM]
    assert all(column.y + column.height == GROUND for column in columns)
    assert [column.x for column in columns] == [0, 24, 48]


def test_a_single_case_is_no_tower() -> None:
    assert place([DayDue(TODAY, 1)], TODAY)[0].height == round(ROOM / 4)


def test_the_tones_of_the_ribbon_follow_the_dates_not_the_counts() -> None:
    days = [DayDue(TODAY + timedelta(days=offset), 100 if offset == 8 else 1) for offset in (-1, 0, 7, 8)]
    assert [column.tone for column in place(days, TODAY)] == ["late", "soon", "soon", ""]


def test_days_may_be_mappings_and_name_their_holiday() -> None:
    day = {"on": date(2026, 12, 25), "count": 1, "url": "/x/", "off_name": "Christmas Day"}
    assert place([day], TODAY)[0].words == "1 case due Friday 25 December 2026 (Christmas Day)"


def test_a_day_without_its_date_is_refused() -> None:
    with pytest.raises(ValueError, match="date"):
        place([{"count": 1}], TODAY)


def test_an_empty_ribbon_says_so() -> None:
    assert "Nothing is due." in drawn("{% ribbon days today %}", days=[])


def test_a_month_starts_on_monday_and_shades_the_weekend() -> None:
    weeks = weeks_of(date(2026, 11, 1), {date(2026, 11, 27): "start"})
    assert [day.number for day in weeks[0]] == ["", "", "", "", "", "", "1"]
    assert [day.kind for day in weeks[4]] == ["", "", "", "", "start", "off", "off"]
    assert weeks[0][6].kind == "off"


def test_the_months_run_over_the_new_year_and_the_legend_names_what_is_there() -> None:
    context = months(date(2026, 12, 31), date(2027, 1, 4), {date(2027, 1, 4): "due"})
    sheets = context["sheets"]
    assert isinstance(sheets, list)
    assert [sheet.first for sheet in sheets] == [date(2026, 12, 1), date(2027, 1, 1)]
    assert context["legend"] == [("off", "5", "weekend or holiday"), ("due", "4", "the limit")]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("limit today", "4 January 2027 (Monday)"),
        ("limit today", "in 43 days"),
        ("limit today target_on=target", "target Wed 30 Dec 2026"),
        ("limit today target_on=past", "past target, Fri 20 Nov 2026"),
        ("past today", "2 days late"),
        ("limit today paused=True", "No date yet"),
        ("none today", "The month has not begun"),
        ("limit today closed_on=today", "limit was 4 January 2027 (Monday)"),
        ("limit today ended_on=past", "20 November 2026 (Friday)"),
        ("limit today ended_on=past", "nothing is due"),
    ],
)
def test_the_deadline_badge(options: str, said: str) -> None:
    days = {"limit": date(2027, 1, 4), "target": date(2026, 12, 30), "past": date(2026, 11, 20), "none": None}
    assert said in drawn(f"{{% deadline_badge {options} %}}", **days)


def test_a_missed_target_of_an_answered_case_is_not_held_against_it() -> None:
    words = drawn("{% deadline_badge past today target_on=past closed_on=past %}", past=date(2026, 11, 20))
    assert "past target" not in words
    assert "late" not in words


def test_the_badge_is_a_link_only_with_an_address() -> None:
    limit = date(2027, 1, 4)
    assert drawn("{% deadline_badge limit today url='/clock/' %}", limit=limit).startswith(
        '<a href="/clock/"'
    )
    assert "<a" not in drawn("{% deadline_badge limit today %}", limit=limit)


def test_a_due_date_in_a_row() -> None:
    assert "paused" in drawn("{% due none today paused=True %}", none=None)
    assert "not begun" in drawn("{% due none today %}", none=None)
    assert "tomorrow" in drawn("{% due day today %}", day=date(2026, 11, 23))
    assert "answered" in drawn("{% due day today closed_on=day %}", day=date(2026, 11, 20))
    assert "closed" in drawn("{% due none today ended_on=day %}", none=None, day=date(2026, 11, 20))
