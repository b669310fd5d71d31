"""Staff log a request that came another way than the form: kept as a draft with its scans, saved once."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.clock import Facts, FactsError, Promise, Result, compute
from dsar.enums import Channel, Relation, Right
from dsar.letters.clock_refusals import refusal
from dsar.models import Controller, Draft, Submission, User
from dsar.services import clock, drafts, files, submissions
from dsar.services.drafts import KEPT, Written
from dsar.services.errors import Refused
from dsar.services.submissions import Asked
from dsar.spokes import Representing

#: Where in the answers of a draft it stands what was logged, and by whom; no form of the public has these.
PAGE, BY = "logged", "logged_by"
#: Whether the person writes themselves, and what is noted of whoever writes for them.
FOR_WHOM, FOR_ANOTHER = "for_whom", "somebody"
REPRESENTING = ("kind", "name", "firm", "email", "address", "says")
#: Taken where nobody knows the time. No date depends on it: the law counts from the day.
OFFICE_OPENS = time(9)


@dataclass(frozen=True, slots=True)
class Expected:
    """What the clock will say of a right once the request is saved."""

    right: Right
    result: Result


def instant_of(controller: Controller, on: date, at: time | None, now: datetime) -> datetime:
    """Return the instant of receipt from the day and the time in the controller's zone; never a future one.

    Without a time it is the opening of that day's office, or now where the office has yet to open.
    """
    zone = ZoneInfo(controller.zone)
    if on > civil_date(controller, now):
        raise Refused(_("A request cannot have arrived on a day that is still to come."))
    instant = datetime.combine(on, at or OFFICE_OPENS, zone)
    if instant <= now:
        return instant
    if at is not None:
        raise Refused(_("It is not that late yet. Give the time at which the request arrived."))
    return now


def open_draft(key: UUID, *, controller: Controller, actor: User, now: datetime) -> Draft:
    """Return the draft of a page that is being filled in, begun now when it is new.

    Refused for the key of somebody else's page, and for one that was saved already.
    """
    if Submission.objects.filter(pk=key).exists():
        raise Refused(_("This request was saved already."))
    if not Draft.objects.filter(pk=key).exists():
        _begin(key, controller, actor, now)
    draft = mine(key, actor)
    if draft is None or draft.controller_id != controller.id:
        raise Refused(_("This page is no longer good. Begin the request again."))
    return draft


def _begin(key: UUID, controller: Controller, actor: User, now: datetime) -> None:
    """Make the draft; the token of its row is random and known to nobody, so no browser finds it."""
    draft = Draft(
        id=key, controller=controller, token_hash=os.urandom(32), created_at=now, expires_at=now + KEPT
    )
    try:
        with transaction.atomic():
            written = Written(answers={BY: {"user": str(actor.id)}})
            draft.seal("answers", json.dumps(vars(written), cls=DjangoJSONEncoder))
            draft.save(force_insert=True)
    except IntegrityError:  # the same page was sent twice at once; the first made it
        return


def mine(key: UUID, actor: User) -> Draft | None:
    """Return the draft that a member of staff began under a key and has not saved, or None."""
    draft = Draft.objects.select_related("controller").filter(pk=key).first()
    if draft is None or drafts.read(draft).answers.get(BY) != {"user": str(actor.id)}:
        return None
    return draft


def told(draft: Draft) -> dict[str, Any]:
    """Return what was filled in so far; empty before the page was in order."""
    return drafts.read(draft).answers.get(PAGE, {})


def keep(draft: Draft, answers: dict[str, Any], *, received_at: datetime, now: datetime) -> None:
    """Keep a page that is in order, with the instant of receipt."""
    drafts.keep(draft, PAGE, answers | {"received_at": received_at.isoformat()}, now)


def expected(draft: Draft, *, today: date) -> list[Expected]:
    """Return what the clock will say of each right; Refused for a day that the law does not know."""
    answers = told(draft)
    return list(_expected(draft.controller, rights_of(answers), received_at(answers), today))


def _expected(
    controller: Controller, rights: Sequence[Right], at: datetime, today: date
) -> Iterator[Expected]:
    calendar = clock.calendar_of(controller)
    days = controller.promise_days
    for right in rights:
        try:
            facts = Facts(
                jurisdiction=controller.jurisdiction,
                right=right,
                zone=controller.zone,
                received_at=at,
                promise=Promise(days) if days else None,
            )
            yield Expected(right, compute(facts, calendar=calendar, today=today))
        except FactsError as error:
            raise Refused(refusal(error)) from error


def rights_of(answers: dict[str, Any]) -> list[Right]:
    """Return the rights that were ticked."""
    return [Right(each) for each in answers["rights"]]


def received_at(answers: dict[str, Any]) -> datetime:
    """Return the instant of receipt that was kept with the page."""
    return datetime.fromisoformat(answers["received_at"])


def save(draft: Draft, *, actor: User, now: datetime) -> Submission:
    """Make the submission of a draft, once, hand it the scans, and let the draft forget the answers."""
    with transaction.atomic():
        locked = Draft.objects.select_for_update(of=("self",)).select_related("controller").get(pk=draft.pk)
        answers = told(locked)
        if not answers:
            if existing := drafts.sent(locked):
                return existing
            raise Refused(_("This page is no longer good. Begin the request again."))
        submission = submissions.receive(
            _asked(answers),
            submission_id=locked.pk,
            controller=locked.controller,
            channel=Channel(answers["channel"]),
            received_at=received_at(answers),
            now=now,
            language=locked.controller.language,
            logged_by=actor,
        )
        files.adopt(locked, submission)
        drafts.write(locked, Written())
    return submission


def _asked(answers: dict[str, Any]) -> Asked:
    return Asked(
        name=answers["name"],
        email=answers["email"],
        phone=answers["phone"],
        address=answers["address"],
        rights=rights_of(answers),
        relation=Relation(answers["relation"]),
        words=answers["words"],
        adjustments=answers["adjustments"],
        representative=_representative(answers),
    )


def _representative(answers: dict[str, Any]) -> Representing | None:
    """Return who writes for the person, or None; an answer of before this was asked is for oneself."""
    if answers.get(FOR_WHOM) != FOR_ANOTHER:
        return None
    return Representing(**{name: answers[f"acting_{name}"] for name in REPRESENTING})
