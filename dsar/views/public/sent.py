"""After sending: the reference, what happens next, the date and why."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from dsar.audit.recording import civil_date
from dsar.forms.intake import CHECK, asked_from
from dsar.letters.clock_words import short
from dsar.models import Submission
from dsar.services import clock, drafts
from dsar.views.public.frame import Frame, framed
from dsar.views.rules import rule


@rule("public")
@require_safe
@framed
def sent(frame: Frame) -> HttpResponse:
    """Show what became of the draft."""
    if frame.draft is None:
        return frame.lost()
    if submission := drafts.sent(frame.draft):
        return show_sent(frame, submission)
    written = drafts.read(frame.draft)
    if not written.posted_at:
        return frame.go(CHECK)
    return frame.show(
        "held.html",
        email=asked_from(written.answers).mailbox,
        posted_on=civil_date(frame.controller, datetime.fromisoformat(written.posted_at)),
        expires_on=civil_date(frame.controller, frame.draft.expires_at),
    )


def show_sent(frame: Frame, submission: Submission) -> HttpResponse:
    """Show the reference and the date; nothing here names the person, for others may use this browser."""
    case = submission.cases.select_related("controller").order_by("number")[0]
    why = short(clock.explain(case, today=civil_date(frame.controller, frame.now)))
    return frame.show("sent.html", submission=submission, case=case, why=why)
