"""The controller's calendar: its own days, and which open cases a change moves, before anything moves."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from dsar.audit.recording import civil_date
from dsar.clock import FactsError, read_day
from dsar.enums import Role
from dsar.forms.calendar import OwnDayForm
from dsar.letters.clock_refusals import refusal
from dsar.models import Controller
from dsar.selectors import calendars as stored
from dsar.services import calendars, recompute
from dsar.services.errors import Refused
from dsar.views.desk.doors import Desk, at_desk
from dsar.views.desk.settings import chosen, frame

#: So many moves are listed; the number of all is always said.
MOST = 200


@require_safe
@at_desk("manage", [Role.MANAGER])
def calendar(desk: Desk) -> HttpResponse:
    """Show the own days, the versions, and what the newest would do to the open cases."""
    return _page(desk, chosen(desk), OwnDayForm())


@require_POST
@at_desk("manage", [Role.MANAGER])
def add_day(desk: Desk) -> HttpResponse:
    """Add a day; new cases take it at once, open ones wait for the confirmation."""
    controller, form = chosen(desk), OwnDayForm(desk.request.POST)
    if form.is_valid():
        try:
            calendars.add_day(
                controller,
                form.cleaned_data["on"],
                form.cleaned_data["name"],
                working=form.cleaned_data["working"],
                actor=desk.user,
                now=desk.now,
            )
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            messages.success(desk.request, _("The day is in the calendar. New cases take it from now on."))
            return _back(controller)
    return _page(desk, controller, form, status=400)


@require_POST
@at_desk("manage", [Role.MANAGER])
def remove_day(desk: Desk) -> HttpResponse:
    """Take an own day out again."""
    controller = chosen(desk)
    try:
        calendars.remove_day(controller, _posted_day(desk), actor=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(desk.request, str(refused))
    else:
        messages.success(desk.request, _("The day is out of the calendar. New cases no longer take it."))
    return _back(controller)


@require_POST
@at_desk("manage", [Role.MANAGER])
def refresh(desk: Desk) -> HttpResponse:
    """Take the public holidays as the installed lists have them."""
    controller = chosen(desk)
    try:
        calendars.refresh(controller, actor=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(desk.request, str(refused))
    else:
        messages.success(desk.request, _("The public holidays are up to date. New cases take them."))
    return _back(controller)


@require_POST
@at_desk("manage", [Role.MANAGER])
def apply_days(desk: Desk) -> HttpResponse:
    """Move the open cases to the newest calendar, as listed."""
    controller = chosen(desk)
    number = desk.request.POST.get("number", "")
    try:
        if not number.isdecimal() or len(number) > 9:
            raise Refused(_("Look at the list of cases once more, then confirm."))
        found = recompute.apply_calendar(controller, int(number), actor=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(desk.request, str(refused))
        return _back(controller)
    moved = sum(move.moved for move in found)
    text = ngettext("%(number)d date moved.", "%(number)d dates moved.", moved) % {"number": moved}
    messages.success(desk.request, text)
    return _back(controller)


def _posted_day(desk: Desk) -> date:
    try:
        return read_day(desk.request.POST.get("on", ""))
    except FactsError as error:
        raise Refused(refusal(error)) from error


def _back(controller: Controller) -> HttpResponse:
    return redirect(f"{reverse('dsar:settings_calendar')}?controller={controller.slug}")


def _page(desk: Desk, controller: Controller, form: OwnDayForm, status: int = 200) -> HttpResponse:
    versions = stored.versions_of(controller)
    newest = versions[0] if versions else None
    found = recompute.moves(controller)
    changes = [move for move in found if move.moved or move.why_not]
    today = civil_date(controller, desk.now)
    context = frame(desk, controller, "calendar") | {
        "form": form,
        "today": today,
        "versions": versions,
        "newest": newest,
        "own_days": _own_days(newest.extra_days) if newest else [],
        "public_days": _public_days(newest.official, today) if newest else [],
        "waiting": found,
        "changes": changes[:MOST],
        "moved": sum(move.moved for move in found),
        "most": MOST,
        "many": len(changes) > MOST,
        "outdated": newest is not None and calendars.outdated(newest),
        "runs_out": newest is not None and calendars.runs_out(newest, today),
    }
    return render(desk.request, "dsar/desk/calendar.html", context, status=status)


def _own_days(days: list[tuple[str, str, bool]]) -> list[tuple[date, str, bool]]:
    return [(date.fromisoformat(on), name, working) for on, name, working in days]


def _public_days(official: dict[str, str], today: date) -> list[tuple[date, str]]:
    """Return the public holidays of this year and the next that are still to come."""
    days = sorted((date.fromisoformat(on), name) for on, name in official.items())
    return [(on, name) for on, name in days if today <= on and on.year <= today.year + 1]
