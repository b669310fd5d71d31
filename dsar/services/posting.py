"""Messages that staff post: marked with the day they were posted, which is the day they were given."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import DeliveryState, DeliveryWay, EventType, Role
from dsar.letters.pdf import PangoMissing
from dsar.models import Delivery, User
from dsar.permissions import roles_of
from dsar.services import cases, notices, posted_letters
from dsar.services.errors import Refused
from dsar.spokes import registry


def mark_posted(delivery: Delivery, *, on: date, actor: User, now: datetime) -> Delivery:
    """Record on which day a message was posted; a second pressing of the same day changes nothing.

    Refused: while a name or an address is missing; a day before the message was made, or still to come; a day
    on which the law no longer let it be given.
    """
    with transaction.atomic():
        if delivery.submission_id is not None:
            cases.all_locked(delivery.submission_id)
        row = (
            Delivery.objects.select_for_update(of=("self",), no_key=True)
            .select_related("controller", "submission__person", "case__controller", "case__submission")
            .get(pk=delivery.pk)
        )
        if _marked(row, on):
            return row
        _check(row, on, now)
        try:
            row.letter = posted_letters.keep(row, now=now)
        except PangoMissing as missing:
            raise Refused(str(missing)) from missing
        row.state, row.sent_at, row.posted_on, row.posted_by = DeliveryState.SENT, now, on, actor
        row.save(update_fields=["letter", "state", "sent_at", "posted_on", "posted_by"])
        record(
            EventType.MESSAGE_POSTED,
            at=now,
            controller=row.controller,
            submission=row.submission,
            case=row.case,
            actor=actor,
            role=role_for(row, actor),
            occurred_on=on,
            data={"kind": row.kind, "delivery": str(row.id)},
        )
        notices.sent(row, now, on=on)
        for note in registry.posted.values():
            note(row, now)
    return row


def role_for(delivery: Delivery, actor: User) -> Role:
    """Return the role in which somebody deals with a message."""
    held = roles_of(actor, delivery.controller_id)
    return Role.DPO if Role.DPO in held else Role.CASEWORKER


def _marked(row: Delivery, on: date) -> bool:
    """Answer whether this very day is recorded already; Refused for another one."""
    if row.way != DeliveryWay.POST or row.state == DeliveryState.TO_POST:
        return False
    if row.posted_on == on:
        return True
    raise Refused(
        _("It is recorded already that this was posted on %(day)s.")
        % {"day": date_format(row.posted_on, "j F Y") if row.posted_on else ""}
    )


def _check(row: Delivery, on: date, now: datetime) -> None:
    if row.state != DeliveryState.TO_POST:
        raise Refused(_("This message goes by e-mail; there is nothing to post."))
    if lacking := posted_letters.why_not(row):
        raise Refused(lacking)
    if on > civil_date(row.controller, now):
        raise Refused(_("It cannot have been posted on a day that is still to come."))
    made_on = civil_date(row.controller, row.created_at)
    if on < made_on:
        raise Refused(
            _("It cannot have been posted before it was written, on %(day)s.")
            % {"day": date_format(made_on, "j F Y")}
        )
    if why := notices.why_not_given(row, on):
        raise Refused(why)
