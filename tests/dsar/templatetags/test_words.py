"""Dates, spans and counts in words."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from dsar.templatetags.words import date_short, date_words, relative, thousands, time_words, when_words

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "words", "tone"),
    [
        (date(2026, 11, 20), "2 days late", "late"),
        (date(2026, 11, 21), "1 day late", "late"),
        (date(2026, 11, 22), "today", "soon"),
        (date(2026, 11, 23), "tomorrow", "soon"),
        (date(2026, 11, 24), "in 2 days", "soon"),
        (date(2026, 11, 29), "in 7 days", "soon"),
        (date(2026, 11, 30), "in 8 days", "fine"),
    ],
)
def test_how_far_a_due_day_is(day: date, words: str, tone: str) -> None:
    far = relative(day, TODAY)
    assert (far.words, far.tone, str(far)) == (words, tone, words)


def test_a_date_in_words_names_the_day_of_the_week() -> None:
    assert date_words(date(2027, 1, 5)) == "5 January 2027 (Tuesday)"
    assert date_short(date(2027, 1, 5)) == "Tue 5 Jan 2027"


def test_an_instant_belongs_to_the_local_day() -> None:
    after_midnight_in_london = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert date_words(after_midnight_in_london) == "1 July 2026 (Wednesday)"
    assert time_words(after_midnight_in_london) == "1 July 2026 (Wednesday), 00:30"


@pytest.mark.parametrize("nothing", [None, "", "no date", 7])
def test_what_is_no_date_gives_nothing(nothing: object) -> None:
    assert date_words(nothing) == date_short(nothing) == ""


def test_steps_take_dates_and_text() -> None:
    assert when_words("7 to 11 December") == "7 to 11 December"
    assert when_words(date(2027, 1, 4)) == "4 January 2027 (Monday)"
    assert when_words(None) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (999, "999"), (1234567, "1,234,567"), (None, ""), ("4/6", "4/6"), (True, "True")],
)
def test_thousands_have_separators(value: object, words: str) -> None:
    assert thousands(value) == words


def test_the_distance_in_a_template() -> None:
    template = Template("{% load words %}{% relative_days due today as far %}{{ far }}|{{ far.tone }}")
    assert template.render(Context({"due": date(2026, 12, 1), "today": TODAY})) == "in 9 days|fine"
    assert template.render(Context({"due": None, "today": TODAY})) == "|"
