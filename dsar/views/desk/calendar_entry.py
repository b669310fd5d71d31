"""The dates of a case for the caseworker's own calendar."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dsar.enums import EventType
from dsar.labels import RIGHTS
from dsar.letters.calendar_entry import Entry, calendar_file
from dsar.letters.clock_words import short
from dsar.permissions import check_see_case
from dsar.services import clock
from dsar.services.errors import Refused
from dsar.services.mail_context import desk_address
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case

ALARM_DAYS = 7


@require_safe
@on_case("see_case", check_see_case, back="dsar:case_clock")
def calendar_entry(desk: CaseDesk) -> HttpResponse:
    """Answer a calendar file with the limit, and the target where it is another day; no name is in it."""
    case = desk.case
    result = clock.explain(case, today=desk.today)
    if result.limit_on is None:
        raise Refused(_("There is no date at the moment, so there is nothing to put into a calendar."))
    known = {"reference": case.reference, "right": RIGHTS[case.right]}
    title = _("Limit: %(reference)s, %(right)s") % known
    entries = [Entry("limit", result.limit_on, title, short(result), ALARM_DAYS)]
    if result.target_on is not None and result.target_on != result.limit_on:
        title = _("Target: %(reference)s, %(right)s") % known
        entries.append(Entry("target", result.target_on, title, short(result)))
    desk.log(EventType.CASE_VIEWED, part="clock")
    body = calendar_file(
        entries,
        case_id=case.id,
        link=desk_address(case),
        host=urlsplit(settings.BASE_URL).hostname or "localhost",
        moves=case.events.filter(type=EventType.DEADLINE_MOVED).count(),
        made_at=desk.now,
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{case.reference}.ics"'
    return response
