"""Everything a page shows of one clock: heading, steps with their sources, months, warnings."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

from dsar.clock import Calendar, Result, State, Step
from dsar.letters import clock_months, clock_words
from dsar.letters.clock_names import REGIMES, STANDING, calendar_words, place, source
from dsar.letters.clock_refusals import warning


def shown(result: Result, calendar: Calendar, today: date) -> dict[str, Any]:
    """Return what `dsar/clock_calendar.html` and `components/steps.html` draw, in the active language."""
    apart = result.target_on is not None and result.target_on != result.limit_on
    return {
        "result": result,
        "title": clock_words.title(result),
        "steps": [
            {
                "when": _when(step),
                "text": clock_words.sentence(step),
                "cite": source(step.source),
            }
            for step in result.steps
        ],
        "months": clock_months.months(result, calendar, today),
        "weekdays": clock_months.weekdays(),
        "warnings": [warning(notice) for notice in result.warnings],
        "target_on": result.target_on if apart else None,
        "regime": REGIMES[result.regime],
        "standing": _standing(result, today),
        "calendar_place": place(result.jurisdiction),
        "calendar_edition": calendar_words(result.calendar_version),
    }


def _standing(result: Result, today: date) -> str:
    """Return where the time stands; an open clock whose limit has passed runs no more in any sense."""
    if result.state is not State.CLOSED and result.limit_on is not None and result.limit_on < today:
        return gettext("The limit has passed.")
    return str(STANDING[result.state])


def _when(step: Step) -> str:
    """Return the day of a step, or its first and last day: "Mon 7 to Fri 11 Dec 2026"."""
    # Translators: a Django date format for a narrow column.
    whole = pgettext("short date with weekday", "D j M Y")
    if step.until is None or step.until == step.on:
        return date_format(step.on, whole)
    same = (step.on.year, step.on.month) == (step.until.year, step.until.month)
    # Translators: a Django date format for the first day of a span within one month.
    first = date_format(step.on, pgettext("first day of a span", "D j") if same else whole)
    return gettext("%(first)s to %(last)s") % {"first": first, "last": date_format(step.until, whole)}
