"""What a representative is written: for authority, why it is not enough, that the person was answered."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind
from dsar.models import Case, Delivery, Submission
from dsar.services import deliveries, mail_context
from dsar.spokes import Reached, link_for
from identity.enums import AuthorityState
from identity.labels import AUTHORITY_WANTED
from identity.models import Representative, Session
from identity.services import checks, passing

_COMPLAINTS = (DeliveryKind.COMPLAINT_ACK, DeliveryKind.COMPLAINT_PROGRESS, DeliveryKind.COMPLAINT_OUTCOME)
#: What is written to the representative, whoever gets the answer.
_THEIRS = (DeliveryKind.AUTHORITY_REQUEST, DeliveryKind.AUTHORITY_REFUSED, DeliveryKind.SENT_TO_PERSON)


def addressee(submission: Submission, kind: str) -> Reached | None:
    """Return the representative where a message is theirs; None where it goes to the person.

    Where the person is answered directly, everything goes to the person from that answer on, codes too.
    """
    row = passing.representative_of(submission)
    if row is None or kind in _COMPLAINTS:
        return None
    if row.direct and kind not in _THEIRS and (kind == DeliveryKind.DELIVERY or _answered(submission)):
        return None
    return Reached(row.open("name"), row.open("email"), row.open("address"))


def _answered(submission: Submission) -> bool:
    return submission.cases.filter(released_at__isnull=False).exists()


def request(row: Representative, case: Case, now: datetime) -> None:
    """Ask for authority: why, what would do, the person's own word as well, and what it does to the time."""
    told = {"reason": row.open("why"), "effect": checks.effect_on(case)}
    _write(
        DeliveryKind.AUTHORITY_REQUEST,
        f"representative:{row.id}:{row.asked_at:%Y%m%d%H%M%S}",
        case,
        told,
        now,
    )


def refused(row: Representative, *, what: str, arrived_on: date, now: datetime) -> None:
    """Tell why what was sent is not enough, and what would do instead."""
    case = _first(row.submission)
    told = {
        "what": what,
        "arrived_on": arrived_on,
        "reason": row.open("reason"),
        "effect": checks.effect_on(case),
    }
    about = f"representative:{row.id}:{now:%Y%m%d%H%M%S}"
    _write(DeliveryKind.AUTHORITY_REFUSED, about, case, told, now)


def answer_queued(delivery: Delivery, now: datetime) -> None:
    """Tell the representative when an answer goes to the person directly, and close their way in."""
    submission = delivery.submission
    if delivery.kind != DeliveryKind.DELIVERY or submission is None:
        return
    row = passing.representative_of(submission)
    if row is None or not row.direct or row.state != AuthorityState.ACCEPTED:
        return
    Session.objects.filter(submission=submission, ended_at=None).update(ended_at=now)
    told = {"sent_on": civil_date(submission.controller, now), "reason": row.open("direct_why")}
    _write(DeliveryKind.SENT_TO_PERSON, f"delivery:{delivery.id}", _first(submission), told, now)


def wanted(row: Representative) -> Sequence[str]:
    """Return what would show that this kind of representative may act."""
    return [str(words) for words in AUTHORITY_WANTED[row.kind]]


def _first(submission: Submission) -> Case:
    return submission.cases.select_related("controller", "submission").order_by("number")[0]


def _write(kind: DeliveryKind, about: str, case: Case, told: dict[str, Any], now: datetime) -> None:
    submission = case.submission
    row = passing.representative_of(submission)
    deliveries.post(
        kind,
        about=about,
        to=row.open("email") if row else "",
        controller=case.controller,
        submission=submission,
        case=case,
        context=mail_context.for_case(case, today=civil_date(case.controller, now))
        | {"proofs": wanted(row) if row else []}
        | told,
        secrets={"link": link_for(submission, now)},
        now=now,
    )
