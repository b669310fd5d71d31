"""By when a complaint is owed what: the statute's limit in the United Kingdom, house targets everywhere."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dsar.clock import Calendar, ComplaintResult, FactsError, compute_complaint
from dsar.clock.complaint import ACKNOWLEDGE_DAYS, PROGRESS_DAYS
from dsar.letters import clock_words
from dsar.letters.clock_names import source
from dsar.letters.clock_refusals import refusal
from dsar.models import Complaint, Controller
from dsar.services import clock

OUTCOME_DAYS = 30


@dataclass(frozen=True, slots=True)
class Dates:
    """What is owed by when; ``ack_by_on`` is None where no statute sets a day."""

    ack_by_on: date | None
    ack_target_on: date
    progress_by_on: date
    outcome_by_on: date


@dataclass(frozen=True, slots=True)
class Why:
    """How the day of the acknowledgement was found, line by line, or why no law sets one; and a caution."""

    steps: tuple[dict[str, str], ...]
    no_duty: str
    changed: str = ""


def dates_of(controller: Controller, received_on: date) -> Dates:
    """Return the dates of a complaint that arrived on a day."""
    calendar = clock.calendar_of(controller)
    result = _statute(controller, calendar, received_on)
    last_on = calendar.roll(received_on + timedelta(days=OUTCOME_DAYS))
    early_on = calendar.roll(received_on + timedelta(days=ACKNOWLEDGE_DAYS - 1))
    return Dates(
        ack_by_on=result.limit_on if result else None,
        ack_target_on=result.target_on if result else early_on,
        progress_by_on=after_word(received_on),
        outcome_by_on=last_on,
    )


def after_word(told_on: date) -> date:
    """Return the day by which the person hears from us again after a word on a day."""
    return told_on + timedelta(days=PROGRESS_DAYS)


def why(complaint: Complaint) -> Why:
    """Return how the last day for the acknowledgement was found, or why no law sets one."""
    controller = complaint.controller
    calendar = clock.calendar_of(controller)
    try:
        result = compute_complaint(complaint.received_on, calendar=calendar, zone=controller.zone)
    except FactsError as error:
        return Why((), refusal(error))
    steps = tuple(
        {
            "when": date_format(step.on, "D j M Y"),
            "text": clock_words.sentence(step),
            "cite": source(step.source),
        }
        for step in result.steps
    )
    changed = ""
    if result.limit_on != complaint.ack_by_on:
        changed = _("The calendar of working days has changed since: the lines below are worked out with it.")
    return Why(steps, "", changed)


def _statute(controller: Controller, calendar: Calendar, received_on: date) -> ComplaintResult | None:
    """Return what the statute says, None before it and outside the United Kingdom."""
    try:
        return compute_complaint(received_on, calendar=calendar, zone=controller.zone)
    except FactsError:
        return None
