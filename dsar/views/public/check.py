"""The last look: every answer with a way to change it; sending happens here, once."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dsar.forms.intake import (
    CHECK,
    FILES,
    OFFERED_RIGHTS,
    Page,
    asked_from,
    asked_pages,
    before,
    missing,
    place,
    steps,
)
from dsar.models import Draft
from dsar.services import draft_files, drafts, unconfirmed
from dsar.services.drafts import Written
from dsar.services.errors import Refused
from dsar.views.public.doubt import TRAP, is_doubtful
from dsar.views.public.frame import Frame, framed
from dsar.views.rules import rule

Fact = dict[str, str]


@rule("public")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@framed
def check(frame: Frame) -> HttpResponse:
    """Show all answers; a POST sends them, unless they changed since they were shown."""
    if frame.draft is None:
        return frame.lost()
    if drafts.is_over(frame.draft):
        return frame.go("sent")
    written = drafts.read(frame.draft)
    if page := missing(written.answers):
        messages.info(frame.request, _("Please answer this question too before you send your request."))
        return frame.go(page.name)
    if frame.request.method == "POST":
        return _send(frame, frame.draft, written)
    return _show(frame, frame.draft, written)


def _send(frame: Frame, draft: Draft, written: Written) -> HttpResponse:
    asked, revision = asked_from(written.answers), _revision(frame)
    try:
        if is_doubtful(frame, draft):
            unconfirmed.hold(
                draft, email=asked.mailbox, link=_confirm_link(frame, draft), revision=revision, now=frame.now
            )
        else:
            drafts.send(draft, asked, revision=revision, now=frame.now)
    except Refused as refusal:
        messages.warning(frame.request, str(refusal))
        return frame.go(CHECK)
    return frame.go("sent")


def _confirm_link(frame: Frame, draft: Draft) -> str:
    path = reverse("dsar:form_confirm", args=[frame.controller.slug, unconfirmed.token_of(draft)])
    return f"{settings.BASE_URL}{path}"


def _revision(frame: Frame) -> int:
    """Return which answers the person looked at; -1 for what is no number."""
    posted = frame.request.POST.get("revision", "")
    return int(posted) if posted.isdecimal() and len(posted) < 10 else -1


def _show(frame: Frame, draft: Draft, written: Written) -> HttpResponse:
    return frame.show(
        "check.html",
        parts=_parts(frame, draft, written),
        revision=written.revision,
        trap=TRAP,
        step=place(CHECK, written.answers),
        steps=len(steps(written.answers)),
        back_url=frame.url(before(CHECK, written.answers)),
    )


def _parts(frame: Frame, draft: Draft, written: Written) -> list[tuple[str, list[Fact]]]:
    """Return what was answered under its headings: who asks for what, then each right, then what helps."""
    offered = {offer.right: str(offer.label) for offer in OFFERED_RIGHTS}
    parts: dict[str, list[Fact]] = {"": []}
    for page in asked_pages(written.answers):
        after_rights = _("What helps us") if len(parts) > 1 else ""
        heading = offered.get(page.right, str(page.heading)) if page.right else after_rights
        parts.setdefault(heading, []).extend(_facts(frame, page, written))
    parts.setdefault(_("What helps us"), []).append(_files_fact(frame, draft))
    return list(parts.items())


def _facts(frame: Frame, page: Page, written: Written) -> Iterator[Fact]:
    change_url = f"{frame.url(page.name)}?from={CHECK}"
    for label, value in page.form().facts(written.answers.get(page.name, {})):
        yield {"label": label, "value": value, "change_url": change_url}


def _files_fact(frame: Frame, draft: Draft) -> Fact:
    names = "\n".join(stored.open("name") for stored in draft_files.of(draft))
    return {"label": _("Files"), "value": names or _("None"), "change_url": frame.url(FILES)}
