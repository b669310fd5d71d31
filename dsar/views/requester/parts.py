"""What the hub puts on the requester's page: what we need, messages, letters, what can be taken back."""

from typing import Any

from django.utils.translation import gettext as _

from dsar.enums import DeliveryKind, DeliveryState, EventType, MessageKind, Role, Status
from dsar.forms.requester import AboutForm, WordsForm
from dsar.labels import RIGHTS
from dsar.models import Case, Delivery
from dsar.selectors import conversation
from dsar.services import clarification, page_letters
from dsar.services.clarification import Question
from dsar.services.conversation import unsent
from dsar.services.notices import told_in
from dsar.states import find
from dsar.views.requester.door import Own

#: Messages that stand on the page itself; the rest are one step away.
ON_PAGE = 3


def on_page(own: Own) -> dict[str, Any]:
    """Return what the hub's parts of the page are filled with."""
    cases = own.cases
    thread = conversation.of_submission(own.submission)
    return {
        "questions": [
            {"question": each, "form": answer_form(own, each), "box": box_of(each)}
            for each in open_questions(cases)
        ],
        "fees": fees(cases),
        "thread": thread[:ON_PAGE],
        "more": max(len(thread) - ON_PAGE, 0),
        "message_form": message_form(own, cases),
        "box": MessageKind.PLAIN,
        "letters": page_letters.of(own.submission),
        "may_take_back": bool(may_take_back(cases)),
        "still_open": any(case.status not in (Status.RELEASED, Status.CLOSED) for case in cases),
        "several": len(cases) > 1,
    }


def open_questions(cases: list[Case]) -> list[Question]:
    """Return the questions that were sent and that the requester has not answered, oldest first."""
    return [
        each
        for case in cases
        if case.status not in (Status.RELEASED, Status.CLOSED)
        for each in clarification.questions(case)
        if each.sent_on is not None and each.answered_on is None and not each.delivery.replies.exists()
    ]


def fees(cases: list[Case]) -> list[dict[str, Any]]:
    """Return the fees that were asked for and not paid: how much, by when, how."""
    waiting = [case for case in cases if case.status not in (Status.RELEASED, Status.CLOSED)]
    sent = Delivery.objects.filter(case__in=waiting, kind=DeliveryKind.FEE_NOTICE, state=DeliveryState.SENT)
    paid = {case.pk for case in waiting if case.events.filter(type=EventType.FEE_PAID).exists()}
    rows = sent.select_related("case__submission").order_by("sent_at")
    return [
        told_in(row) | {"reference": row.case.reference, "right_words": RIGHTS[row.case.right]}
        for row in rows
        if row.case is not None and row.case_id not in paid
    ]


def may_take_back(cases: list[Case]) -> list[Case]:
    """Return the cases that their requester may take back as they stand now."""
    return [case for case in cases if _may_withdraw(case)]


def _may_withdraw(case: Case) -> bool:
    row = find(case.right_kind, case.status_kind, "withdraw")
    return row is not None and Role.REQUESTER in row.roles


def box_of(question: Question) -> str:
    """Return the name of the box in which a question is answered."""
    return unsent.box_of(MessageKind.ANSWER, question.delivery.id)


def answer_form(own: Own, question: Question) -> WordsForm:
    """Return the form of an answer, with words that could not be sent before."""
    text = unsent.words_in(own.submission, box_of(question), now=own.now)
    return WordsForm(
        initial={"text": text}, label=_("Your answer"), auto_id=f"id_{question.delivery.id.hex[:8]}_%s"
    )


def message_form(own: Own, cases: list[Case], kind: MessageKind = MessageKind.PLAIN) -> AboutForm:
    """Return the form of a message or a change, with words that could not be sent before."""
    text = unsent.words_in(own.submission, unsent.box_of(kind), now=own.now)
    return AboutForm(initial={"text": text}, cases=cases, label=label_of(kind), auto_id=f"id_{kind}_%s")


def label_of(kind: MessageKind) -> str:
    """Return what the box of a message, or of a change, is called."""
    return _("What you want instead") if kind == MessageKind.CHANGE else _("Your message")
