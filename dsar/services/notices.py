"""Messages that move a clock do so when they really went out: a question, and notice of an extension.

The clock runs on until the mail server took the message. What comes back undelivered was never asked and
never given notice of (law: a bounce is no pause, and a notice that came back was not given).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.clock import Clarification, Extension, Facts, FactsError, Fee, Result, compute
from dsar.enums import DeliveryKind, DeliveryState, EventType, Role, Status
from dsar.letters.clock_refusals import refusal
from dsar.models import Case, Delivery, Event, User
from dsar.permissions import can_work_case, roles_of
from dsar.services import cases, clock
from dsar.services.errors import Refused
from dsar.services.standing import standing_of

MOVERS = (DeliveryKind.CLARIFICATION, DeliveryKind.EXTENSION, DeliveryKind.FEE_NOTICE)
_ANSWERED = (Status.RELEASED, Status.CLOSED)
_GIVEN = (EventType.CLARIFICATION_SENT, EventType.EXTENSION_NOTIFIED, EventType.FEE_REQUESTED)


def check_open(case: Case) -> None:
    """Raise Refused when the answer has left: nothing moves a limit that no longer runs."""
    if case.status in _ANSWERED:
        raise Refused(_("The answer has left already, so nothing stops or lengthens its time any more."))


def check_worker(case: Case, actor: User) -> None:
    """Raise Refused for somebody who does not work on cases of this controller."""
    if not can_work_case(actor, case):
        raise Refused(_("Only a caseworker or a DPO can give a notice."))


def tried(case: Case, facts: Facts, *, today: date) -> Result:
    """Return the clock with other facts, or raise Refused with what is wrong and what the law allows."""
    calendar = standing_of(case).calendar(case.controller)
    try:
        return compute(facts, calendar=calendar, today=today)
    except FactsError as error:
        raise Refused(refusal(error)) from error


def with_question(facts: Facts, on: date) -> Facts:
    """Return the facts with one more question that stops the clock; raise Refused when it cannot be."""
    return with_questions(facts, [*facts.clarifications, Clarification(on)])


def with_questions(facts: Facts, found: Sequence[Clarification]) -> Facts:
    """Return the facts with these questions; raise Refused when they cannot be."""
    try:
        return replace(facts, clarifications=tuple(found))
    except FactsError as error:
        raise Refused(refusal(error)) from error


def with_extension(facts: Facts, extension: Extension) -> Facts:
    """Return the facts with an extension; raise Refused for a second one."""
    try:
        return facts.extended(extension)
    except FactsError as error:
        raise Refused(refusal(error)) from error


def with_fee(facts: Facts, fee: Fee) -> Facts:
    """Return the facts with a fee, asked for or paid; raise Refused when it cannot be."""
    try:
        return replace(facts, fee=fee)
    except FactsError as error:
        raise Refused(refusal(error)) from error


def role_of(case: Case, actor: User | None) -> Role:
    """Return the role in which somebody acts on a case."""
    held = roles_of(actor, case.controller_id) if actor else frozenset()
    return next((role for role in (Role.DPO, Role.CASEWORKER) if role in held), Role.SYSTEM)


def told_in(delivery: Delivery) -> dict[str, Any]:
    """Return what a message was filled with: the question and its reason, the factor and the months."""
    filled: dict[str, Any] = json.loads(delivery.open("context"))
    return filled


def why_not_send(delivery: Delivery, now: datetime) -> str:
    """Return why a message that moves a clock may not go out any more, or nothing."""
    return why_not_given(delivery, civil_date(delivery.controller, now))


def why_not_given(delivery: Delivery, on: date) -> str:
    """Return why a message that moves a clock cannot have been given on a day, or nothing."""
    if delivery.case is None or delivery.kind not in MOVERS:
        return ""
    try:
        _tried_sending(delivery.case, delivery.kind, told_in(delivery), on)
    except Refused as refused:
        return str(refused)
    return ""


def sent(delivery: Delivery, now: datetime, *, on: date | None = None) -> None:
    """Let the clock hear that a message went out today, or ``on`` the day it was posted.

    Called within the transaction that says so.
    """
    if delivery.case is None or delivery.kind not in MOVERS:
        return
    case, filled = cases.locked(delivery.case), told_in(delivery)
    actor = User.objects.filter(pk=filled["asked_by"]).first()
    note(case, delivery, filled, on=on or civil_date(case.controller, now), actor=actor, now=now)


def note(
    case: Case, delivery: Delivery, filled: Mapping[str, Any], *, on: date, actor: User | None, now: datetime
) -> None:
    """Append to the log that a question or a notice was given on a day, and work the dates out anew."""
    data: dict[str, Any] = {"delivery": str(delivery.id)}
    if delivery.kind == DeliveryKind.EXTENSION:
        event = EventType.EXTENSION_NOTIFIED
        data |= {"months": filled["months"], "factor": filled["factor_code"], "outside": filled["outside"]}
    elif delivery.kind == DeliveryKind.FEE_NOTICE:
        event = EventType.FEE_REQUESTED
        data |= {"pence": filled["pence"]}
    else:
        event = EventType.CLARIFICATION_SENT if filled["stops_clock"] else EventType.QUESTION_SENT
    record(event, at=now, case=case, actor=actor, role=role_of(case, actor), occurred_on=on, data=data)
    clock.rebuild(case, now=now)


def beside(case: Case, delivery_id: object) -> list[Case]:
    """Return the other cases whose clocks heard of the same message: those a request was sorted into."""
    heard = Event.objects.filter(
        submission=case.submission_id, type__in=_GIVEN, data__delivery=str(delivery_id)
    )
    ids = set(heard.values_list("case_id", flat=True)) - {case.pk}
    return [each for each in cases.all_locked(case.submission_id) if each.pk in ids]


def came_back(delivery: Delivery, *, actor: User | None, now: datetime) -> None:
    """Record that a message which had gone out came back undelivered; its pause or extension is gone."""
    if delivery.case is None:
        raise Refused(_("This message is not about one case."))
    with transaction.atomic():
        case = cases.locked(delivery.case)
        check_open(case)
        row = Delivery.objects.select_for_update(no_key=True).get(pk=delivery.pk)
        if row.state != DeliveryState.SENT:
            raise Refused(_("Only a message that was sent can come back."))
        Delivery.objects.filter(pk=row.pk).update(
            state=DeliveryState.FAILED, reason=_("it came back undelivered")
        )
        for each in [case, *beside(case, row.id)]:
            record(
                EventType.MESSAGE_CAME_BACK,
                at=now,
                case=each,
                actor=actor,
                role=role_of(each, actor),
                data={"delivery": str(row.id), "kind": row.kind},
            )
            tried(each, standing_of(each).facts, today=civil_date(each.controller, now))
            clock.rebuild(each, now=now)


def _tried_sending(case: Case, kind: str, filled: Mapping[str, Any], today: date) -> None:
    check_open(case)
    facts = standing_of(case).facts
    if kind == DeliveryKind.EXTENSION:
        tried(case, with_extension(facts, Extension(today, int(filled["months"]))), today=today)
    elif kind == DeliveryKind.FEE_NOTICE:
        tried(case, with_fee(facts, Fee(today)), today=today)
    elif filled["stops_clock"]:
        tried(case, with_question(facts, today), today=today)
