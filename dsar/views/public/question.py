"""One question page: shows what was answered, keeps what is posted, and goes on."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dsar.forms.intake import (
    CHECK,
    FIRST,
    Answers,
    Page,
    QuestionForm,
    after,
    before,
    missing,
    page_named,
    place,
    steps,
)
from dsar.services import drafts
from dsar.services.errors import Refused
from dsar.views.public.frame import Frame, framed
from dsar.views.rules import rule


@rule("public")
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@framed
def question(frame: Frame, name: str) -> HttpResponse:
    """Show or take one page of questions."""
    page = page_named(name)
    if frame.draft is not None and drafts.is_over(frame.draft):
        return frame.go("sent")
    if frame.request.method == "POST":
        form = page.form(frame.request.POST)
        return _keep(frame, page, form) if form.is_valid() else _show(frame, page, form, _answers(frame))
    if frame.draft is None and name != FIRST:
        return frame.lost()
    answers = _answers(frame)
    return _show(frame, page, page.form(initial=answers.get(name)), answers)


def _answers(frame: Frame) -> Answers:
    return drafts.read(frame.draft).answers if frame.draft else {}


def _keep(frame: Frame, page: Page, form: QuestionForm) -> HttpResponse:
    """Keep the answers and go on: to the next page, or back to the last look when one was changed there.

    When the draft is gone (a day passed), what was typed here begins a new one, and the page says so.
    """
    gone = frame.draft is None and (bool(frame.token) or page.name != FIRST)
    draft = frame.must_draft()
    try:
        written = drafts.keep(draft, page.name, form.cleaned_data, frame.now)
    except Refused as refusal:
        messages.warning(frame.request, str(refusal))
        return frame.go("sent")
    lacking = missing(written.answers)
    if gone:
        _say_gone(frame)
        return frame.go(lacking.name if lacking else after(page.name, written.answers))
    if _came_from_check(frame) and lacking is None:
        return frame.go(CHECK)
    return frame.go(after(page.name, written.answers))


def _say_gone(frame: Frame) -> None:
    messages.warning(
        frame.request,
        _(
            "Your earlier answers are gone, because a day had passed or your browser had forgotten them. "
            "What you just wrote is kept. Please answer the other questions again."
        ),
    )


def _show(frame: Frame, page: Page, form: QuestionForm, answers: Answers) -> HttpResponse:
    back = CHECK if _came_from_check(frame) else before(page.name, answers) or "start"
    return frame.show(
        page.template,
        page=page,
        form=form,
        step=place(page.name, answers),
        steps=len(steps(answers)),
        back_url=frame.url(back),
    )


def _came_from_check(frame: Frame) -> bool:
    return frame.request.GET.get("from") == CHECK
