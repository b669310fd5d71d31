"""The public calculator: facts in the address, the dates and their reasons on the page; nothing is kept."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dsar.clock import FactsError, default_zone
from dsar.forms.deadline import DeadlineForm
from dsar.letters.clock_shown import shown
from dsar.views.rules import rule


@rule("public")
@require_safe
def deadline(request: HttpRequest) -> HttpResponse:
    """Show the form, and under its facts the limit, the target, the steps and the days that do not count."""
    today = _today(timezone.now(), request.GET.get("jurisdiction", ""))
    form = DeadlineForm(request.GET if request.GET else None, today=today)
    context = {"form": form, "today": today}
    if form.is_bound and form.is_valid() and form.result and form.calendar:
        address = f"{reverse('dsar:deadline')}?{form.address}"
        context |= shown(form.result, form.calendar, today) | {"address": request.build_absolute_uri(address)}
        return render(request, "dsar/public/deadline.html", context)
    return render(request, "dsar/public/deadline.html", context, status=400 if form.is_bound else 200)


def _today(now: datetime, jurisdiction: str) -> date:
    """Return the civil date at the place asked about; in London when that is no place."""
    try:
        zone = default_zone(jurisdiction)
    except FactsError:
        zone = "Europe/London"
    return now.astimezone(ZoneInfo(zone)).date()
