"""Messages of a case: what the requester wrote and staff answered, and what went out by mail or post."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dsar.enums import EventType, Status
from dsar.forms.clock_steps import STOPS
from dsar.forms.message import MessageForm
from dsar.permissions import check_see_case, check_work_case
from dsar.selectors import case_page, conversation
from dsar.services import clarification
from dsar.services.conversation import outgoing, reading
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from dsar.views.sending import attachment

TAB = "dsar:case_messages"


@require_safe
@on_case("see_case", check_see_case)
def messages(desk: CaseDesk) -> HttpResponse:
    """Show what was written both ways, and what went out: kind, state, when, and why where it failed."""
    thread = conversation.of_case(desk.case)
    return desk.show(
        "dsar/desk/messages.html",
        tab="messages",
        sent=case_page.messages_of(desk.case),
        thread=thread,
        unread=[each for each in thread if each.unread],
        waiting=[each for each in clarification.questions(desk.case) if each.open],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case, back=TAB)
def write(desk: CaseDesk) -> HttpResponse:
    """Write to the requester; what cannot be sent is shown again as it was typed."""
    may_stop = clarification.may_stop(desk.case) and desk.case.status not in (Status.RELEASED, Status.CLOSED)
    posted = desk.request.method == "POST"
    form = MessageForm(
        desk.request.POST if posted else None, files=desk.request.FILES or None, may_stop=may_stop
    )
    if form.is_valid():
        try:
            return desk.said(_sent(desk, form), TAB)
        except Refused as refused:
            form.add_error("text", str(refused))
            if form.cleaned_data["upload"]:
                form.ask_again_for_files()
    return desk.show(
        "dsar/desk/message.html",
        tab="messages",
        status=400 if posted else 200,
        form=form,
        again=clarification.second_pause(desk.case),
        thread=conversation.of_case(desk.case),
    )


def _sent(desk: CaseDesk, form: MessageForm) -> str:
    """Send what was written, and return what is said of it."""
    told = form.cleaned_data
    if told["kind"] == STOPS:
        clarification.ask(
            desk.case,
            question=told["text"],
            reason=told["reason"],
            stops_clock=True,
            key=told["key"],
            actor=desk.user,
            now=desk.now,
        )
        return _("The question is on its way. A clock that it stops stands still once it is sent.")
    outgoing.write(
        desk.case, text=told["text"], sent=told["upload"], key=told["key"], actor=desk.user, now=desk.now
    )
    return _("The message waits on the requester’s page, and a mail tells them that it is there.")


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def read(desk: CaseDesk) -> HttpResponse:
    """Mark the messages that were on the page as read."""
    ids = [each for each in map(_as_id, desk.request.POST.getlist("message")) if each is not None]
    number = reading.mark_read(desk.case, ids, actor=desk.user, now=desk.now)
    said = ngettext("%(number)d message marked as read.", "%(number)d messages marked as read.", number)
    return desk.said(said % {"number": number}, TAB)


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_safe
@on_case("see_case", check_see_case)
def message_file(desk: CaseDesk, file_id: UUID) -> HttpResponseBase:
    """Hand over one file of a message, and log it."""
    found = conversation.file_of_case(desk.case, file_id)
    if found is None:
        raise Http404
    stored, name = found
    desk.log(EventType.MESSAGE_FILE_VIEWED, file=str(stored.id))
    return attachment(stored, name)
