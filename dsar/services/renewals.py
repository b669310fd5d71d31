"""A message that failed is sent again, as a new row: the failed one stays as it was."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import DeliveryKind, DeliveryState, EventType
from dsar.models import Delivery, User
from dsar.models.deliveries import AGAIN
from dsar.services import deliveries, notices
from dsar.services.errors import Refused
from dsar.services.posting import role_for
from dsar.spokes import link_for

_LONGEST = Delivery._meta.get_field("about").max_length or 0


def renew(delivery: Delivery, *, actor: User, now: datetime) -> Delivery:
    """Send a failed message again: to the address that is now recorded, by post where there is none.

    Refused: a message that did not fail, one that was sent again already, a code (it is over by now), and
    one that moves a clock and may not be given any more.
    """
    with transaction.atomic():
        row = (
            Delivery.objects.select_for_update(of=("self",), no_key=True)
            .select_related("controller", "submission__person", "case__controller", "case__submission")
            .get(pk=delivery.pk)
        )
        _check(row, now)
        theirs = row.submission if row.kind in deliveries.TO_REQUESTER else None
        to = theirs.person.open("email") if theirs else row.open("to")
        made = deliveries.post(
            DeliveryKind(row.kind),
            about=f"{row.about}{AGAIN}",
            to=to,
            controller=row.controller,
            submission=row.submission,
            case=row.case,
            context=notices.told_in(row),
            secrets={"link": link_for(theirs, now)} if theirs and to else None,
            letter=row.letter,
            now=now,
        )
        if made is None:
            raise Refused(_("This message was sent again already."))
        record(
            EventType.MESSAGE_RENEWED,
            at=now,
            controller=row.controller,
            submission=row.submission,
            case=row.case,
            actor=actor,
            role=role_for(row, actor),
            data={"kind": row.kind, "delivery": str(made.id), "instead_of": str(row.id)},
        )
    return made


def _check(row: Delivery, now: datetime) -> None:
    if row.state != DeliveryState.FAILED:
        raise Refused(_("Only a message that failed can be sent again."))
    if row.kind in (DeliveryKind.CODE, DeliveryKind.CONFIRM):
        raise Refused(_("A code is good for minutes only. The person asks for a new one on their page."))
    if len(row.about) + len(AGAIN) > _LONGEST:
        raise Refused(_("This message failed too often. Check the address, or write by post."))
    if why := notices.why_not_send(row, now):
        raise Refused(why)
