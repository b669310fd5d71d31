"""What the requester is told of where things stand: what happened, what is now, what comes.

It never says how many systems answered, nor what the answer will be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.enums import EventType, MessageKind, Outcome, Right, Status
from dsar.models import Case, Event
from dsar.states import OF_DATA

_HAPPENED: Mapping[str, str | Promise] = {
    EventType.SUBMISSION_RECEIVED: gettext_lazy("We received your request."),
    EventType.SORTED: gettext_lazy("We read what you wrote, and told you how we understood it."),
    EventType.CONTACT_PROVEN: gettext_lazy("You showed us that your mailbox is yours."),
    EventType.IDENTITY_REQUESTED: gettext_lazy("We asked you to show us who you are."),
    EventType.EVIDENCE_RECEIVED: gettext_lazy("Your document arrived."),
    EventType.EVIDENCE_REJECTED: gettext_lazy(
        "Your document was not enough for us to be sure. We wrote to you why."
    ),
    EventType.IDENTITY_SETTLED: gettext_lazy("We can be sure that it is you who is asking."),
    EventType.IDENTITY_PROVEN: gettext_lazy("We can be sure who the person is whose data it is about."),
    EventType.REPRESENTATIVE_NAMED: gettext_lazy("We noted who acts for the person."),
    EventType.AUTHORITY_REQUESTED: gettext_lazy(
        "We asked for something that shows that the representative may act."
    ),
    EventType.AUTHORITY_SETTLED: gettext_lazy("We accepted that the representative may act for the person."),
    EventType.AUTHORITY_REFUSED: gettext_lazy(
        "What was to show that the representative may act was not enough. We wrote why."
    ),
    EventType.LATE_TOLD: gettext_lazy(
        "The day passed by which we had to answer. We told you so, and we are sorry."
    ),
    EventType.EVIDENCE_DELETED: gettext_lazy("We deleted your document."),
    EventType.CLARIFICATION_SENT: gettext_lazy("We asked you a question."),
    EventType.QUESTION_SENT: gettext_lazy("We asked you a question."),
    EventType.CLARIFICATION_ANSWERED: gettext_lazy("You answered our question."),
    EventType.EXTENSION_NOTIFIED: gettext_lazy("We told you that we need more time, and why."),
    EventType.RELEASED: gettext_lazy("Our answer was ready for you."),
    EventType.DOWNLOADED: gettext_lazy("You downloaded our answer."),
    EventType.WITHDRAWN: gettext_lazy("You took your request back."),
    EventType.FEE_REQUESTED: gettext_lazy("We asked you for a fee, and told you how it is worked out."),
    EventType.FEE_PAID: gettext_lazy("You paid the fee."),
    EventType.EFFECT_TAKEN: gettext_lazy("What you asked is in force."),
    EventType.TRANSFERRED: gettext_lazy("We told you who can answer your request."),
    EventType.LAPSED: gettext_lazy("Your request has ended. We wrote why."),
    EventType.NO_RESPONSE: gettext_lazy("We closed your request, because we did not hear from you."),
    EventType.REOPENED: gettext_lazy("We opened your request again."),
    EventType.CLOSED: gettext_lazy("Your request was closed."),
    EventType.MESSAGE_RECEIVED: gettext_lazy("You told us how you want to change your request."),
}
_NOW: Mapping[str, str | Promise] = {
    Status.RECEIVED: gettext_lazy("We make sure that it is you who is asking."),
    Status.AWAITING_IDENTITY: gettext_lazy("We wait for something from you that shows who you are."),
    Status.READY: gettext_lazy("We are about to begin."),
    Status.SEARCHING: gettext_lazy("We are looking for your data."),
    Status.DECIDING: gettext_lazy("We look at what you asked, and decide what is to be done."),
    Status.ACTING: gettext_lazy("What is to be done is being done in our systems."),
    Status.PREPARING: gettext_lazy("We prepare our answer."),
    Status.PACKAGING: gettext_lazy("We put our answer together."),
    Status.IN_REVIEW: gettext_lazy("We look over our answer before it leaves."),
    Status.RELEASED: gettext_lazy("Our answer is ready for you on this page."),
}
_READING = gettext_lazy("A person reads what you wrote, to see what you need.")
_UNDERSTAND = gettext_lazy("We tell you how we understood it, and you can correct us.")
_LOOKING = gettext_lazy("We look at the document that you sent.")
_LOOK = gettext_lazy("We look for your data.")
_CHECK = gettext_lazy("We check what we found, and protect other people’s details.")
_DECIDE = gettext_lazy("We look at what you asked, and decide what is to be done.")
_DO = gettext_lazy("What is to be done is done in our systems.")
_EARLY = (Status.RECEIVED, Status.AWAITING_IDENTITY)
#: What comes after a status, in short; the last line is the answer, with its date.
_COMES_OF_DATA: Mapping[str, tuple[str | Promise, ...]] = {
    **dict.fromkeys(_EARLY, (_LOOK, _CHECK)),
    **dict.fromkeys((Status.READY, Status.SEARCHING), (_CHECK,)),
}
_COMES_OF_DEEDS: Mapping[str, tuple[str | Promise, ...]] = {
    **dict.fromkeys((*_EARLY, Status.READY), (_DECIDE, _DO)),
    Status.DECIDING: (_DO,),
}
_ANSWERED = (Status.RELEASED, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline; ``when`` is a date, or words, and ``state`` is done, now or nothing."""

    when: date | str
    text: str
    state: str = ""


def timeline(case: Case, *, document_waits: bool, awaited: str = "") -> list[Line]:
    """Return where a case stands, as its requester is told.

    ``document_waits`` for us to look at it; ``awaited`` is what we wait for while it is open who asks, and
    what that does to the time.
    """
    return [*_done(case), *_now(case, document_waits, awaited), *_next(case)]


def _done(case: Case) -> Iterator[Line]:
    """Yield what happened, in the order of its days, the same thing on one day once."""
    about = Event.objects.filter(submission=case.submission_id, type__in=list(_HAPPENED))
    about = about.exclude(Q(type=EventType.MESSAGE_RECEIVED) & ~Q(data__kind=MessageKind.CHANGE))
    rows = about.filter(Q(case=case) | Q(case=None)).order_by("occurred_on", "sequence")
    lines = (Line(event.occurred_on, _words(event), "done") for event in rows)
    for line, _same in groupby(lines):
        yield line


def _words(event: Event) -> str:
    if promised := event.data.get("promised_on"):
        day = date_format(date.fromisoformat(promised), "j F Y (l)")
        return _("We told you why our answer is late, and promised it to you by %(day)s.") % {"day": day}
    return str(_HAPPENED[event.type])


def _now(case: Case, document_waits: bool, awaited: str) -> Iterator[Line]:
    if case.status in _EARLY and awaited and not document_waits:
        yield Line(_("Now"), awaited, "now")
    elif case.status in _NOW:
        looking = document_waits and case.status in _EARLY
        reading = case.right == Right.UNSORTED and case.status != Status.AWAITING_IDENTITY
        text = _LOOKING if looking else _READING if reading else _NOW[case.status]
        yield Line(_("Now"), str(text), "now")


def _next(case: Case) -> Iterator[Line]:
    """Yield what comes; the date belongs to the answer alone, and no date is named where there is none."""
    if case.status in _ANSWERED:
        return
    comes = _COMES_OF_DATA if case.right in OF_DATA else _COMES_OF_DEEDS
    unsorted = case.right == Right.UNSORTED
    for text in (_UNDERSTAND,) if unsorted else comes.get(case.status, ()):
        yield Line("", str(text))
    when = ""
    if case.limit_on is not None:
        when = _("By %(day)s") % {"day": date_format(case.limit_on, "j F Y (l)")}
    yield Line(when, _("You have our answer here."))


def is_over(case: Case) -> bool:
    """Answer whether there is nothing more to come on a case."""
    return case.status == Status.CLOSED or case.outcome == Outcome.WITHDRAWN
