"""A submission arrives: one row for what was sent, a case for each right, an acknowledgement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import Channel, DeliveryKind, EventType, Relation, ReleaseMode, Right, Role
from dsar.models import Case, Controller, Person, Submission
from dsar.services import calendars, clock, deliveries, mail_context, search_index
from dsar.services.references import new_reference
from dsar.spokes import link_for


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody sent: their details, the rights they invoke, and their words."""

    name: str
    email: str
    rights: Sequence[Right]
    relation: Relation = Relation.CUSTOMER
    phone: str = ""
    address: str = ""
    words: str = ""
    adjustments: str = ""


def receive(
    asked: Asked,
    *,
    submission_id: UUID,
    controller: Controller,
    channel: Channel,
    received_at: datetime,
    now: datetime,
    language: str = "en-gb",
) -> Submission:
    """Take a submission in, once for its id, open its cases and acknowledge it.

    ``received_at`` is the true instant of receipt; the clock runs from its civil date. Sent twice, or
    twice at once, the first wins and both get the same submission.
    """
    for _attempt in range(3):
        if existing := Submission.objects.filter(pk=submission_id).first():
            return existing
        try:
            with transaction.atomic():
                return _receive(asked, submission_id, controller, channel, received_at, now, language)
        except IntegrityError:
            # Somebody sent the same at once, or two references fell together: look again, then try again.
            continue
    raise RuntimeError("a submission could not be kept, three times over")


def _receive(
    asked: Asked,
    submission_id: UUID,
    controller: Controller,
    channel: Channel,
    received_at: datetime,
    now: datetime,
    language: str,
) -> Submission:
    submission = Submission(
        id=submission_id,
        controller=controller,
        reference=new_reference(),
        channel=channel,
        language=language,
        received_at=received_at,
        received_on=civil_date(controller, received_at),
    )
    submission.seal("words", asked.words)
    submission.seal("adjustments", asked.adjustments)
    submission.save(force_insert=True)
    person = Person(submission=submission, relation=asked.relation)
    for field in ("name", "email", "phone", "address"):
        person.seal(field, getattr(asked, field))
    person.save(force_insert=True)
    search_index.index(submission, name=asked.name, email=asked.email)
    record(
        EventType.SUBMISSION_RECEIVED,
        at=now,
        submission=submission,
        role=Role.REQUESTER if channel == Channel.WEB_FORM else Role.CASEWORKER,
        occurred_on=submission.received_on,
        data={"channel": channel, "rights": list(asked.rights), "relation": asked.relation},
    )
    for number, right in enumerate(dict.fromkeys(asked.rights), start=1):
        _open_case(submission, right, number, now)
    _acknowledge(submission, asked, now)
    return submission


def _open_case(submission: Submission, right: Right, number: int, now: datetime) -> Case:
    """Open one case with the policy that holds now, copied into its first event."""
    controller = submission.controller
    case = Case.objects.create(
        submission=submission,
        controller=controller,
        number=number,
        right=right,
        opened_at=now,
        release_mode=controller.release_mode,
        needs_second_person=controller.release_mode != ReleaseMode.SINGLE,
    )
    record(
        EventType.CASE_OPENED,
        at=now,
        case=case,
        data={
            "right": right,
            "received_at": submission.received_at.isoformat(),
            "jurisdiction": controller.jurisdiction,
            "zone": controller.zone,
            "calendar": calendars.ensure(controller, now).number,
            "promise_days": controller.promise_days,
            "release_mode": controller.release_mode,
        },
    )
    clock.rebuild(case, now=now)
    return case


def _acknowledge(submission: Submission, asked: Asked, now: datetime) -> None:
    """Put the acknowledgement into the outbox: reference, date and why, and a link."""
    case = submission.cases.order_by("number").first()
    if case is None or not asked.email:
        return
    deliveries.post(
        DeliveryKind.ACKNOWLEDGEMENT,
        about=f"submission:{submission.id}",
        to=asked.email,
        controller=submission.controller,
        submission=submission,
        context=mail_context.for_case(case, today=civil_date(submission.controller, now)),
        secrets={"link": link_for(submission, now)},
        now=now,
    )
