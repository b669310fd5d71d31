"""The requester opens a letter that was sent to them: a POST, for the first opening makes the file."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_POST

from dsar.services import page_letters
from dsar.services.errors import Refused
from dsar.views.requester.door import Own, own
from dsar.views.sending import attachment


@require_POST
@own
def letter(page: Own, delivery_id: UUID) -> HttpResponseBase:
    """Hand over one letter as a PDF."""
    try:
        stored = page_letters.open_letter(page.submission, delivery_id, now=page.now)
    except Refused as refused:
        messages.error(page.request, str(refused))
        return page.home(part="letters")
    if stored is None:
        raise Http404
    return attachment(stored, f"{page.submission.reference}-{stored.open('name')}")
