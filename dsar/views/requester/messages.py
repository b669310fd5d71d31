"""Messages on the requester's page: all of them, one more, a change of what was asked, an answer."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from dsar.audit import record
from dsar.enums import EventType, MessageKind, Role
from dsar.forms.requester import AboutForm, WordsForm
from dsar.models import Case
from dsar.selectors import conversation
from dsar.services.clarification import Question
from dsar.services.conversation import incoming
from dsar.services.conversation.incoming import Written
from dsar.services.errors import Refused
from dsar.views.requester import parts
from dsar.views.requester.door import Own, own
from dsar.views.sending import attachment


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@own
def messages(page: Own) -> HttpResponse:
    """Show every message with the box for one more; a POST sends it."""
    return _write(page, MessageKind.PLAIN, "messages.html")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@own
def change(page: Own) -> HttpResponse:
    """Take in how the requester wants to change or narrow what they asked, in their own words."""
    return _write(page, MessageKind.CHANGE, "change.html")


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@own
def answer(page: Own, delivery_id: UUID) -> HttpResponse:
    """Show one question with the box for its answer; a POST answers it."""
    asked = parts.open_questions(page.cases)
    question = next((each for each in asked if each.delivery.pk == delivery_id), None)
    if question is None:
        return _answered(page, delivery_id)
    form = parts.answer_form(page, question)
    if page.request.method == "POST":
        form = WordsForm(page.request.POST, files=page.request.FILES, label=_("Your answer"))
        case = next(each for each in page.cases if each.pk == question.delivery.case_id)
        if form.is_valid() and _sent(page, form, MessageKind.ANSWER, case, question):
            return page.home(_("Your answer arrived. Thank you."))
    status = 400 if form.errors else 200
    box = parts.box_of(question)
    return page.show("answer.html", status=status, question=question, form=form, box=box)


def _answered(page: Own, delivery_id: UUID) -> HttpResponse:
    """Say that a question was answered already; Http404 for one that was never theirs."""
    if not page.submission.deliveries.filter(pk=delivery_id, kind="clarification").exists():
        raise Http404
    return page.home(
        _("This question has an answer already, or needs none any more. You can still write to us.")
    )


def _write(page: Own, kind: MessageKind, template: str) -> HttpResponse:
    cases = page.cases
    form = parts.message_form(page, cases, kind)
    if page.request.method == "POST":
        label = parts.label_of(kind)
        form = AboutForm(page.request.POST, files=page.request.FILES, cases=cases, label=label)
        if form.is_valid() and _sent(page, form, kind, _about(form, cases)):
            return page.home(_("Your message arrived. We read it, and answer you here."), "messages")
    thread = conversation.of_submission(page.submission)
    status = 400 if form.errors else 200
    return page.show(template, status=status, form=form, box=kind, thread=thread, several=len(cases) > 1)


def _about(form: AboutForm, cases: list[Case]) -> Case | None:
    """Return the case that was chosen; the only one where there is one; None for all of them."""
    if len(cases) == 1:
        return cases[0]
    return next((each for each in cases if each.reference == form.cleaned_data.get("about")), None)


def _sent(
    page: Own, form: WordsForm, kind: MessageKind, case: Case | None, question: Question | None = None
) -> bool:
    """Send what a form holds; a refusal stands in the form, beside the words as they were typed."""
    told = form.cleaned_data
    written = Written(
        key=told["key"], text=told["text"], files=told["upload"], kind=kind, case=case, question=question
    )
    try:
        incoming.receive(page.submission, written, now=page.now)
    except Refused as refused:
        form.add_error("upload" if written.files else "text", str(refused))
        if written.files:
            form.ask_again_for_files()
        return False
    return True


@require_safe
@own
def message_file(page: Own, file_id: UUID) -> HttpResponseBase:
    """Hand over one file of the requester's own messages, or of one that they were written."""
    found = conversation.file_of_submission(page.submission, file_id)
    if found is None:
        raise Http404
    stored, name = found
    if page.request.method == "GET":
        record(
            EventType.MESSAGE_FILE_VIEWED,
            at=page.now,
            submission=page.submission,
            role=Role.REQUESTER,
            data={"file": str(stored.id), "requester": True},
        )
    return attachment(stored, name)
