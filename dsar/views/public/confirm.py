"""The mailbox says yes: a request that was taken as unconfirmed becomes a case."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from dsar.forms.intake import asked_from
from dsar.services import drafts, unconfirmed
from dsar.views.public.frame import Frame, framed
from dsar.views.public.sent import show_sent
from dsar.views.rules import rule


@rule("public")
@require_http_methods(["GET", "HEAD", "POST"])
@framed
def confirm(frame: Frame, token: str) -> HttpResponse:
    """Ask for one press, for mail scanners open links; the press makes the case, once."""
    draft = unconfirmed.find(frame.controller, token, frame.now)
    if draft is None:
        return frame.show("stale.html", status=404)
    submission = drafts.sent(draft)
    if submission is None and frame.request.method == "POST":
        unconfirmed.confirm(draft, asked_from(drafts.read(draft).answers), frame.now)
        return redirect(frame.request.path)
    if submission is not None:
        return show_sent(frame, submission)
    return frame.show("confirm.html")
