"""A file that came with a request, or that was scanned when it was logged."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from dsar.enums import EventType
from dsar.permissions import check_see_case
from dsar.selectors import case_page
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from dsar.views.sending import attachment


@require_safe
@on_case("see_case", check_see_case)
def sent_file(desk: CaseDesk, file_id: UUID) -> HttpResponseBase:
    """Hand over one file, and log it."""
    found = next(((row, name) for row, name in case_page.sent_with(desk.case) if row.pk == file_id), None)
    if found is None:
        raise Http404
    stored, name = found
    desk.log(EventType.MATERIAL_VIEWED, file=str(stored.id))
    return attachment(stored, name)
