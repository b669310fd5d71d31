"""A fee, where a request is manifestly unfounded or excessive, or for a further copy (Art. 12(5), 15(3)).

The month starts when it is paid (UK GDPR Art. 12A); so it is asked for at once, with how it was worked out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.clock import Fee
from dsar.enums import DeliveryKind, DeliveryState, EventType
from dsar.models import Case, Delivery, User
from dsar.permissions import acting_role
from dsar.services import (
    cases,
    clock,
    notices,
    to_requester,
    told_dates,
)
from dsar.services.errors import Refused
from dsar.services.standing import standing_of

LONGEST = 2000


class Basis(StrEnum):
    """Why a fee may be asked for at all."""

    UNFOUNDED = "manifestly_unfounded"
    EXCESSIVE = "manifestly_excessive"
    FURTHER_COPY = "further_copy"


BASES: Mapping[str, str | Promise] = {
    Basis.UNFOUNDED: gettext_lazy("the request is manifestly unfounded"),
    Basis.EXCESSIVE: gettext_lazy("the request is manifestly excessive, above all because it is repeated"),
    Basis.FURTHER_COPY: gettext_lazy("you asked for a further copy"),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What answering costs: minutes of work at the policy's rate, and what is spent besides, in pence."""

    minutes: int
    minute_pence: int
    postage_pence: int = 0

    @property
    def pence(self) -> int:
        """Return the whole amount."""
        return self.minutes * self.minute_pence + self.postage_pence


def ask(
    case: Case,
    *,
    basis: str,
    evidence: str,
    cost: Cost,
    how_to_pay: str,
    free_alternative: str,
    actor: User,
    now: datetime,
) -> Delivery:
    """Put the notice of a fee into the outbox; the clock waits from the day it is really sent.

    Refused: no listed basis or evidence; a policy that charges nothing; no amount; a second fee; too late.
    """
    with transaction.atomic():
        case = cases.locked(case)
        notices.check_open(case)
        notices.check_worker(case, actor)
        _check(case, basis, evidence, cost, how_to_pay)
        today = civil_date(case.controller, now)
        notices.tried(case, notices.with_fee(standing_of(case).facts, Fee(today)), today=today)
        told = _told(case, basis, cost, today) | {
            "evidence": evidence.strip(),
            "how_to_pay": how_to_pay.strip(),
            "free_alternative": free_alternative.strip(),
            "asked_by": str(actor.id),
        }
        about = f"{case.id}:{_number(case)}"
        posted = to_requester.write(DeliveryKind.FEE_NOTICE, case, about=about, told=told, now=now)
    return _new(posted)


def _new(posted: Delivery | None) -> Delivery:
    if posted is None:
        raise Refused(_("This fee was asked for already."))
    return posted


def _told(case: Case, basis: str, cost: Cost, today: date) -> dict[str, object]:
    """Return what the notice says of the amount, and by when it is to be paid."""
    return {
        "amount": pounds(cost.pence),
        "pence": cost.pence,
        "basis": str(BASES[basis]),
        "basis_code": basis,
        "worked_out": _worked_out(cost),
        "pay_by_on": today + timedelta(days=case.controller.silence_days),
    }


def paid(case: Case, *, on: date, actor: User, now: datetime) -> Case:
    """Record the day on which the fee was paid; the month starts with it. Refused: no fee was asked for."""
    with transaction.atomic():
        case = cases.locked(case)
        notices.check_open(case)
        today = civil_date(case.controller, now)
        if on > today:
            raise Refused(_("A fee cannot have been paid on a day that is still to come."))
        facts = standing_of(case).facts
        if facts.fee is None:
            raise Refused(_("No fee was asked for. The notice has to be sent first."))
        if facts.fee.paid_on is not None:
            raise Refused(_("It is recorded already that the fee was paid."))
        notices.tried(case, notices.with_fee(facts, Fee(facts.fee.asked_on, on)), today=today)
        for each in [case, *_asked_with(case)]:
            role = acting_role(actor, each)
            record(EventType.FEE_PAID, at=now, case=each, actor=actor, role=role, occurred_on=on)
            clock.rebuild(each, now=now)
        told_dates.started(case, arrived="fee", arrived_on=on, now=now)
    return case


def _asked_with(case: Case) -> list[Case]:
    """Return the other cases that wait for the same fee: it was asked for before the request was sorted."""
    asked = case.events.filter(type=EventType.FEE_REQUESTED).order_by("sequence").last()
    found = notices.beside(case, asked.data["delivery"]) if asked else []
    return [each for each in found if (fee := standing_of(each).facts.fee) and fee.paid_on is None]


def pounds(pence: int) -> str:
    """Return an amount in pence as pounds: ``£12.50``."""
    return f"£{pence // 100:,}.{pence % 100:02d}"


def _worked_out(cost: Cost) -> str:
    words = _("%(minutes)d minutes of work at %(rate)s a minute") % {
        "minutes": cost.minutes,
        "rate": pounds(cost.minute_pence),
    }
    if cost.postage_pence:
        words += _(", and %(postage)s for postage") % {"postage": pounds(cost.postage_pence)}
    return words


def _check(case: Case, basis: str, evidence: str, cost: Cost, how_to_pay: str) -> None:
    if case.controller.fee_minute_pence is None:
        raise Refused(_("Our policy promises that requests are free, so no fee can be asked for."))
    if basis not in BASES:
        raise Refused(_("Choose why a fee may be asked for. In every other case the answer is free."))
    if not evidence.strip():
        raise Refused(
            _("Give the facts that show it. The burden of proof is ours, and the person reads them.")
        )
    if len(evidence) > LONGEST:
        raise Refused(_("Keep the facts under %(most)d characters.") % {"most": LONGEST})
    if cost.pence <= 0:
        raise Refused(_("Say how many minutes of work it takes. The fee covers the cost and nothing more."))
    if not how_to_pay.strip():
        raise Refused(_("Say how the fee can be paid."))
    waiting = (DeliveryState.WAITING, DeliveryState.TO_POST, DeliveryState.SENDING, DeliveryState.SENT)
    if Delivery.objects.filter(case=case, kind=DeliveryKind.FEE_NOTICE, state__in=waiting).exists():
        raise Refused(_("A fee was asked for already, and there is only one."))


def _number(case: Case) -> int:
    return Delivery.objects.filter(case=case, kind=DeliveryKind.FEE_NOTICE).count() + 1
