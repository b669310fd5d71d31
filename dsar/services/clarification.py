"""Questions to the requester: one that stops the clock needs a reason; a plain one leaves the date alone."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.clock import Clarification, State
from dsar.enums import Channel, DeliveryKind, DeliveryState, EventType, Role
from dsar.models import Case, Delivery, User
from dsar.services import cases, clock, notices, to_requester, told_dates
from dsar.services.errors import Refused
from dsar.services.standing import standing_of

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Question:
    """One question that was put to the requester; ``answered_on`` None while they are silent."""

    delivery: Delivery
    text: str
    reason: str
    stops_clock: bool
    sent_on: date | None
    answered_on: date | None

    @property
    def open(self) -> bool:
        """Answer whether the clock waits for its answer."""
        return self.stops_clock and self.sent_on is not None and self.answered_on is None


def ask(
    case: Case,
    *,
    question: str,
    reason: str,
    stops_clock: bool,
    key: UUID,
    actor: User,
    now: datetime,
) -> Delivery:
    """Put a question into the outbox, once for its ``key``; the clock stops on the day it is really sent.

    Refused: without a question; without why it is reasonably needed; in the United Kingdom for any right but
    access; after the last day; when the answer has left.
    """
    with transaction.atomic():
        case = cases.locked(case)
        about = f"{case.id}:{key}"
        if asked := Delivery.objects.filter(kind=DeliveryKind.CLARIFICATION, about=about).first():
            return asked
        _check_texts(question, reason)
        notices.check_open(case)
        today = civil_date(case.controller, now)
        if stops_clock:
            _check_stop(case, today)
        told = {"question": question.strip(), "reason": reason.strip(), "stops_clock": stops_clock}
        told["asked_by"] = str(actor.id)
        posted = to_requester.write(DeliveryKind.CLARIFICATION, case, about=about, told=told, now=now)
    if posted is None:
        raise Refused(_("This question was put already."))
    return posted


def _check_stop(case: Case, today: date) -> None:
    """Refuse a question that the law does not let stop the clock, and one while another is on its way."""
    facts = standing_of(case).facts
    notices.tried(case, notices.with_question(facts, today), today=today)
    if any(each.stops_clock and each.sent_on is None for each in questions(case)):
        raise Refused(_("A question that stops the clock is still waiting to be sent."))


def answered(
    case: Case, delivery_id: UUID, *, on: date, channel: Channel, actor: User | None, now: datetime
) -> Case:
    """Record the day on which the requester answered, whatever they said: any answer starts the clock again.

    ``actor`` None is the requester on their own page.

    Refused: a question that was never sent, or was answered; a day before the question, or in the future.
    """
    with transaction.atomic():
        case = cases.locked(case)
        notices.check_open(case)
        asked = next((each for each in questions(case) if each.delivery.id == delivery_id), None)
        if asked is None or not asked.stops_clock or asked.sent_on is None:
            raise Refused(_("No question was sent that this could answer."))
        if asked.answered_on is not None:
            raise Refused(_("The answer to this question is recorded already. The first one counts."))
        today = civil_date(case.controller, now)
        if on > today:
            raise Refused(_("An answer cannot have come on a day that is still to come."))
        facts = standing_of(case).facts
        found = [Clarification(p.sent_on, p.answered_on) for p in facts.clarifications]
        found[found.index(Clarification(asked.sent_on))] = Clarification(asked.sent_on, on)
        notices.tried(case, notices.with_questions(facts, found), today=today)
        for each in [case, *notices.beside(case, delivery_id)]:
            record(
                EventType.CLARIFICATION_ANSWERED,
                at=now,
                case=each,
                actor=actor,
                role=notices.role_of(each, actor) if actor else Role.REQUESTER,
                occurred_on=on,
                data={"delivery": str(delivery_id), "channel": channel},
            )
            clock.rebuild(each, now=now)
        told_dates.resumed(case, arrived="answer", arrived_on=on, now=now)
    return case


def questions(case: Case) -> list[Question]:
    """Return the questions of a case, oldest first, without those that never arrived."""
    sent: dict[str, date] = {}
    replied: dict[str, date] = {}
    kinds = (EventType.CLARIFICATION_SENT, EventType.QUESTION_SENT, EventType.CLARIFICATION_ANSWERED)
    for event in case.events.filter(type__in=kinds).order_by("sequence"):
        told = replied if event.type == EventType.CLARIFICATION_ANSWERED else sent
        told[event.data["delivery"]] = event.occurred_on
    rows = Delivery.objects.filter(case=case, kind=DeliveryKind.CLARIFICATION)
    found = []
    for row in rows.exclude(state=DeliveryState.FAILED).order_by("created_at"):
        filled, key = notices.told_in(row), str(row.id)
        found.append(
            Question(
                row,
                filled["question"],
                filled["reason"],
                filled["stops_clock"],
                sent.get(key),
                replied.get(key),
            )
        )
    return found


def second_pause(case: Case) -> bool:
    """Answer whether the clock was stopped before, so that a further question needs its own good reason."""
    return any(each.stops_clock for each in questions(case))


def may_stop(case: Case) -> bool:
    """Answer whether the law knows a question that stops the clock for this right in this place."""
    return case.right == "access" or not case.clock_regime.startswith("uk")


def waits(case: Case) -> bool:
    """Answer whether the clock stands still for an answer."""
    return case.clock_state == State.PAUSED and any(each.open for each in questions(case))


def _check_texts(question: str, reason: str) -> None:
    if not question.strip():
        raise Refused(_("Write the question."))
    if not reason.strip():
        raise Refused(_("Write why you reasonably need to know this. The requester reads it too."))
    if max(len(question), len(reason)) > LONGEST:
        raise Refused(_("Keep the question and its reason under %(most)d characters.") % {"most": LONGEST})
