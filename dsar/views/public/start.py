"""The first page of a controller's form: what to ask, how long it takes, what happens to the details."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from dsar.forms.intake import OFFERED_RIGHTS, missing
from dsar.services import drafts
from dsar.views.public.frame import Frame, framed
from dsar.views.rules import rule


@rule("public")
@require_http_methods(["GET", "HEAD", "POST"])
@framed
def start(frame: Frame) -> HttpResponse:
    """Show the start page; a POST begins afresh and drops what was half written."""
    if frame.request.method == "POST":
        return frame.forget()
    return frame.show("start.html", offers=OFFERED_RIGHTS, resume_url=_resume_url(frame))


def _resume_url(frame: Frame) -> str:
    """Return where a half-written request goes on, "" when there is none."""
    if frame.draft is None or drafts.is_over(frame.draft):
        return ""
    page = missing(drafts.read(frame.draft).answers)
    return frame.url(page.name if page else "check")
