"""The last look before a logged request is saved: what was filled in, and the dates that it brings."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dsar.audit.recording import civil_date
from dsar.forms.acting import ACTING
from dsar.forms.log_request import LogForm
from dsar.labels import RIGHTS
from dsar.letters.clock_words import short
from dsar.models import Draft
from dsar.services import draft_files, logging_in
from dsar.services.logging_in import FOR_ANOTHER, FOR_WHOM, Expected
from dsar.views.desk.doors import Desk

#: From this many days on the page says that the time has been running.
LONG_AGO = 3


def show_check(desk: Desk, draft: Draft) -> HttpResponse:
    """Draw the page."""
    today = civil_date(draft.controller, desk.now)
    answers = logging_in.told(draft)
    expected = logging_in.expected(draft, today=today)
    received_on = date.fromisoformat(answers["received_on"])
    context = {
        "controller": draft.controller,
        "draft": draft,
        "facts": _facts(draft, answers),
        "dates": [_line(each) for each in expected],
        "warnings": [*_old(received_on, expected, today), *_unreachable(answers)],
        "files": [(each, each.open("name")) for each in draft_files.of(draft)],
    }
    return render(desk.request, "dsar/desk/log_check.html", context)


def _facts(draft: Draft, answers: dict[str, Any]) -> list[dict[str, str]]:
    """Return each field as it was filled in, with the way to change it."""
    form = LogForm()
    change_url = reverse("dsar:log_change", args=[draft.pk])
    acting = answers.get(FOR_WHOM) == FOR_ANOTHER
    shown = {FOR_WHOM: "self"} | answers
    shown |= {"received_on": date_format(date.fromisoformat(answers["received_on"]), "l j F Y")}
    return [
        {
            "label": str(field.label),
            "value": form.words_of(name, shown),
            "change_url": f"{change_url}#id_{name}",
        }
        for name, field in form.fields.items()
        if name not in ("key", "upload") and (acting or name not in ACTING[1:])
    ]


def _line(each: Expected) -> dict[str, Any]:
    return {"right": RIGHTS[each.right], "limit_on": each.result.limit_on, "why": short(each.result)}


def _old(received_on: date, expected: list[Expected], today: date) -> list[str]:
    """Say kindly that the time has been running, and what it means; nothing for a fresh request."""
    days = (today - received_on).days
    if days < LONG_AGO:
        return []
    said = ngettext(
        "This reached us %(days)d day ago. Its time has been running since then.",
        "This reached us %(days)d days ago. Its time has been running since then.",
        days,
    ) % {"days": days}
    first = min((each.result.limit_on for each in expected if each.result.limit_on), default=None)
    if first is None:
        return [said]
    day = date_format(first, "j F Y")
    if first < today:
        said += " " + _("The limit was %(day)s and is over. Save it all the same: every day counts.") % {
            "day": day
        }
    else:
        said += " " + _("The answer is due by %(day)s.") % {"day": day}
    return [said]


def _unreachable(answers: dict[str, Any]) -> list[str]:
    """Say how the person, or who writes for them, will be written to where no mail can reach them."""
    acting = "acting_" if answers.get(FOR_WHOM) == FOR_ANOTHER else ""
    if answers[f"{acting}email"]:
        return []
    if answers[f"{acting}address"] and answers[f"{acting}name"]:
        return [_("There is no e-mail address: you will print and post what we write to this person.")]
    return [
        _("Nothing can be sent to this person yet: there is no e-mail address, and no name with an address.")
    ]
