"""Ends that are no answer, each with its letter: withdrawn, passed on, lapsed, silent; and the way back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, EventType, Outcome, Role
from dsar.models import Case, Note, Resolution, User
from dsar.models.cases import ANSWERED
from dsar.services import acting, cases, tasks, to_requester
from dsar.services.errors import Refused
from dsar.spokes import registry

#: Days that somebody has to say that they still want the answer, before their details are erased.
GRACE_DAYS = 7
#: Which message tells the person of which end.
_TOLD = {
    "withdraw": (Outcome.WITHDRAWN, DeliveryKind.WITHDRAWAL_CONFIRMED),
    "transfer": (Outcome.TRANSFERRED, DeliveryKind.TRANSFER),
    "lapse": (Outcome.LAPSED, DeliveryKind.LAPSED),
    "close_no_response": (Outcome.NO_RESPONSE, DeliveryKind.CLOSED_NO_RESPONSE),
}


#: What a case bears of an answer; opened again, it has none yet.
_OF_THE_ANSWER = ("closed_at", "prepared_at", "prepared_by", "released_at", "released_by", "letter")


def withdraw(case: Case, *, on: date, actor: User | None, now: datetime) -> Case:
    """Close a case because the requester took it back on a day; they get it confirmed in writing.

    ``actor`` None is the requester on their own page. Refused: a day still to come, or before receipt.
    """
    if on > civil_date(case.controller, now):
        raise Refused(_("A request cannot have been taken back on a day that is still to come."))
    if on < case.submission.received_on:
        raise Refused(_("A request cannot have been taken back before it arrived."))
    return _end(case, "withdraw", {}, actor, now, occurred_on=on, nobody=Role.REQUESTER)


def transfer(case: Case, *, to: str, forwarded: bool, what_we_hold: str, actor: User, now: datetime) -> Case:
    """Close a case that somebody else has to answer; the person is told who, and what we hold.

    ``forwarded`` says that it was passed on with the person's consent. Refused without a name.
    """
    if not to.strip():
        raise Refused(_("Say who has to answer this request."))
    told = {"to": to.strip(), "forwarded": forwarded, "what_we_hold": what_we_hold.strip()}
    return _end(case, "transfer", told, actor, now)


def lapse(case: Case, *, reason: str, actor: User, now: datetime) -> Case:
    """Close a case whose right has ended, as when the person has died; Refused without the reason."""
    if not reason.strip():
        raise Refused(_("Say why the request has lapsed. The letter gives the reason."))
    return _end(case, "lapse", {"reason": reason.strip()}, actor, now)


def close_no_response(case: Case, *, missing: str, actor: User | None, now: datetime) -> Case:
    """Close a case that cannot go on without an answer; the letter says what was missing and how to go on."""
    if not missing.strip():
        raise Refused(_("Say what was missing. The letter tells the person, so that they can still send it."))
    today = civil_date(case.controller, now)
    erased_on = today + timedelta(days=GRACE_DAYS) if case.controller.silence_erases else None
    told = {"missing": missing.strip(), "asked_on": asked_on(case), "erased_on": erased_on}
    return _end(case, "close_no_response", told, actor, now)


def asked_on(case: Case) -> date:
    """Return the day on which the person was last asked for something; else the day of receipt."""
    asking = (
        EventType.IDENTITY_REQUESTED,
        EventType.AUTHORITY_REQUESTED,
        EventType.CLARIFICATION_SENT,
        EventType.QUESTION_SENT,
        EventType.FEE_REQUESTED,
    )
    asked = case.events.filter(type__in=asking).order_by("-occurred_on").first()
    return asked.occurred_on if asked else case.submission.received_on


def _end(
    case: Case,
    name: str,
    told: dict[str, Any],
    actor: User | None,
    now: datetime,
    *,
    occurred_on: date | None = None,
    nobody: Role = Role.SYSTEM,
) -> Case:
    outcome, kind = _TOLD[name]
    with transaction.atomic():
        times = case.events.filter(type="reopened").count() + 1
        case = cases.move(
            case,
            name,
            actor=actor,
            now=now,
            changes={"closed_at": now, "outcome": outcome},
            data={"outcome": outcome},
            occurred_on=occurred_on,
            nobody=nobody,
        )
        acting.end_meanwhile(case, actor=actor, now=now)
        tasks.drop(case, actor=actor, now=now)
        for hear in registry.ended.values():
            hear(case, now)
        told = {"withdrawn_on": occurred_on or civil_date(case.controller, now), **told}
        to_requester.write(kind, case, about=f"{case.id}:{times}", told=told, now=now)
    return case


def reopen(case: Case, *, reason: str, actor: User, now: datetime) -> Case:
    """Open a closed case again, with a reason that is kept; what was answered before stays on record.

    Where it had ended without an answer the time runs again from its first start; an answer that was given
    stays given, so a fresh look has no new statutory date.
    """
    if not reason.strip():
        raise Refused(_("Say why the case is opened again."))
    with transaction.atomic():
        case = cases.locked(case)
        if case.submission.erased_at is not None:
            raise Refused(
                _("The details of this request were erased. If the person writes, it is a new one.")
            )
        answered = case.outcome in ANSWERED
        cleared: dict[str, Any] = {
            "outcome": "",
            "refusal_ground": "",
            **dict.fromkeys(_OF_THE_ANSWER),
        }
        Resolution.objects.filter(case=case).delete()
        note = Note(case=case, submission=case.submission, written_at=now, written_by=actor)
        note.seal("text", reason.strip())
        note.save(force_insert=True)
        return cases.move(
            case,
            "reopen" if case.identity_settled_at else "reopen_early",
            actor=actor,
            now=now,
            changes=cleared,
            data={"was": case.outcome, "runs": not answered},
        )
