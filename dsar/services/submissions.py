"""A submission arrives: one row for what was sent, a case for each right, an acknowledgement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from dsar.audit.recording import civil_date, prepared
from dsar.clock import Result
from dsar.enums import Channel, DeliveryKind, EventType, Relation, ReleaseMode, Right, Role
from dsar.models import Case, Controller, DataKey, Event, Person, Submission, User
from dsar.models.keys import KeyDestroyed
from dsar.models.once import insert, insert_once
from dsar.permissions import roles_of
from dsar.services import calendars, clock, deliveries, effects, linking, mail_context, search_index
from dsar.services.references import new_reference
from dsar.spokes import Representing, link_for, registry
from dsar.states import OF_EFFECT


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
    representative: Representing | None = None
    restrict_meanwhile: bool = False

    @property
    def mailbox(self) -> str:
        """Return the mailbox of who writes: the person's own, or that of whoever acts for them."""
        return self.representative.email if self.representative else self.email


def receive(
    asked: Asked,
    *,
    submission_id: UUID,
    controller: Controller,
    channel: Channel,
    received_at: datetime,
    now: datetime,
    language: str = "en-gb",
    logged_by: User | None = None,
    savepoint: bool = True,
) -> Submission:
    """Take a submission in, once for its id, open its cases and acknowledge it.

    ``received_at`` is the true instant of receipt; the clock runs from its civil date. Sent twice, or
    twice at once, the first wins and both get the same submission. ``logged_by`` is the member of staff who
    wrote it down, None when it came through the form. A caller whose own transaction ends with this one,
    whatever happens, needs no ``savepoint``.
    """
    submission = Submission(
        id=submission_id,
        controller=controller,
        channel=channel,
        language=language,
        received_at=received_at,
        received_on=civil_date(controller, received_at),
        logged_by=logged_by,
    )
    with transaction.atomic(savepoint=savepoint), DataKey.objects.holding():
        return _kept_before(submission, asked) or _receive(submission, asked, now)


def _kept_before(submission: Submission, asked: Asked) -> Submission | None:
    """Keep what was sent under a reference of its own; answers what was kept under its id already."""
    existing = Submission.objects.filter(pk=submission.pk)
    try:
        submission.seal("words", asked.words)
        submission.seal("adjustments", asked.adjustments)
    except KeyDestroyed:
        if erased := existing.first():
            return erased
        raise
    for _attempt in range(3):
        submission.reference = new_reference()
        if insert_once(submission):
            return None
        # Somebody sent the same before, or at once; if not, two references fell together.
        if first := existing.first():
            return first
    raise RuntimeError("a submission could not be kept, three times over")


def _receive(submission: Submission, asked: Asked, now: datetime) -> Submission:
    person = Person(submission=submission, relation=asked.relation)
    for field in ("name", "email", "phone", "address"):
        person.seal(field, getattr(asked, field))
    if asked.representative is not None:
        for keep in registry.represent.values():
            keep(submission, asked.representative, submission.logged_by, now)
    details = {"name": asked.name, "email": asked.email, "phone": asked.phone, "address": asked.address}
    received = prepared(
        EventType.SUBMISSION_RECEIVED,
        at=now,
        submission=submission,
        actor=submission.logged_by,
        role=_brought_by(submission),
        occurred_on=submission.received_on,
        data={"channel": submission.channel, "rights": list(asked.rights), "relation": asked.relation}
        | ({"restrict_meanwhile": True} if asked.restrict_meanwhile else {}),
    )
    calendar = calendars.ensure(submission.controller, now).number
    rights = enumerate(dict.fromkeys(asked.rights), start=1)
    opened = [_open_case(submission, right, number, calendar, now) for number, right in rights]
    rows: list[Model] = [person, *search_index.rows_for(submission, **details)]
    rows += [*(each.case for each in opened), received, *(each.event for each in opened)]
    if opened:
        _acknowledge(opened[0], asked, rows, now)
    insert(sorted(rows, key=_table))
    linking.link_same_person(submission, details, now=now)
    for each in opened:
        if each.case.right in OF_EFFECT:
            effects.take_effect(each.case, now=now)
    for hear in registry.received.values():
        hear(submission, now)
    return submission


def _table(row: Model) -> str:
    """Return what rows are kept together by; those of one table stay in their order, as the log needs it."""
    return row._meta.db_table


def _brought_by(submission: Submission) -> Role:
    """Return who brought a submission in: the requester through the form, or staff in their role."""
    if submission.logged_by is None:
        return Role.REQUESTER if submission.channel == Channel.WEB_FORM else Role.CASEWORKER
    held = roles_of(submission.logged_by, submission.controller_id)
    return Role.CASEWORKER if Role.CASEWORKER in held else Role.DPO


@dataclass(frozen=True, slots=True)
class _Opened:
    """A case that is about to be kept, the event that opens it, and what its clock came to."""

    case: Case
    event: Event
    result: Result


def _open_case(submission: Submission, right: Right, number: int, calendar: int, now: datetime) -> _Opened:
    """Open one case with the policy that holds now, copied into its first event."""
    controller = submission.controller
    case = Case(
        submission=submission,
        controller=controller,
        number=number,
        right=right,
        opened_at=now,
        release_mode=controller.release_mode,
        needs_second_person=controller.release_mode != ReleaseMode.SINGLE,
    )
    event = prepared(
        EventType.CASE_OPENED,
        at=now,
        case=case,
        data={
            "right": right,
            "received_at": submission.received_at.isoformat(),
            "jurisdiction": controller.jurisdiction,
            "zone": controller.zone,
            "calendar": calendar,
            "promise_days": controller.promise_days,
            "release_mode": controller.release_mode,
        },
    )
    return _Opened(case, event, clock.begin(case, event, now=now))


def _acknowledge(first: _Opened, asked: Asked, rows: list[Model], now: datetime) -> None:
    """Put the acknowledgement into the outbox: reference, date and why, and a link unless it goes by post."""
    case, submission = first.case, first.case.submission
    today, rights = civil_date(submission.controller, now), list(dict.fromkeys(asked.rights))
    deliveries.post(
        DeliveryKind.ACKNOWLEDGEMENT,
        about=f"submission:{submission.id}",
        to=asked.mailbox,
        controller=submission.controller,
        submission=submission,
        context=mail_context.for_case(case, today=today, result=first.result)
        | {"right": [str(right) for right in rights], "own_words": Right.UNSORTED in rights}
        | mail_context.in_force(rights, today),
        secrets={"link": link_for(submission, now, rows)} if asked.mailbox else None,
        rows=rows,
        now=now,
    )
