"""What somebody asked in their own words is sorted: a caseworker says which rights it invokes.

Until then it is a case like any other, received when it was posted and with its date, that no answer can
leave from. Sorted, that case becomes the first of the rights, and each further one a case beside it, with
the same receipt and the same history of who is asking.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date, prepared
from dsar.enums import RIGHTS_OF_LAW, DeliveryKind, EventType, Right, Role, Status
from dsar.models import Case, Event, User
from dsar.permissions import acting_role
from dsar.services import cases, clock, effects, mail_context, to_requester
from dsar.services.errors import Refused
from dsar.services.standing import HEARD
from dsar.states import OF_EFFECT

#: What a case beside the first takes over of its log: the policy of its receipt, that its person was told
#: of its being late (once is enough), and all that its date and its identity rest on.
_AT_ONCE = (EventType.CASE_OPENED, EventType.LATE_TOLD)
_TAKEN_OVER = (*HEARD, EventType.IDENTITY_REOPENED, EventType.LATE_TOLD)


def sort(case: Case, *, rights: Sequence[Right], actor: User, now: datetime) -> list[Case]:
    """Sort a request into the rights that it invokes, once, and tell the person how it was understood.

    Refused without a right, and for what is sorted already.
    """
    # A right that takes effect on receipt comes last: the first case keeps the history of who is asking.
    wanted = sorted((each for each in RIGHTS_OF_LAW if each in rights), key=lambda each: each in OF_EFFECT)
    if not wanted:
        raise Refused(_("Choose at least one right that the words invoke."))
    with transaction.atomic():
        case = cases.locked(case)
        if case.right_kind != Right.UNSORTED:
            raise Refused(_("This request is sorted already."))
        first, *further = wanted
        data = {"rights": [str(each) for each in wanted]}
        name = "sort_at_once" if first in OF_EFFECT else "sort"
        case = cases.move(case, name, actor=actor, now=now, changes={"right": first}, data=data)
        found = [case, *(_beside(case, right, data, actor, now) for right in further)]
        found = [effects.take_effect(each, now=now) if each.right in OF_EFFECT else each for each in found]
        _tell(case, wanted, now)
    return found


def _beside(case: Case, right: Right, data: dict[str, list[str]], actor: User, now: datetime) -> Case:
    """Open the case of a further right, received when the first was and as far along in who is asking."""
    at_once = right in OF_EFFECT
    new = Case(
        submission=case.submission,
        controller=case.controller,
        number=case.submission.cases.count() + 1,
        right=right,
        status=Status.RECEIVED if at_once else case.status,
        identity_settled_at=None if at_once else case.identity_settled_at,
        owner=case.owner,
        opened_at=now,
        release_mode=case.release_mode,
        needs_second_person=case.needs_second_person,
    )
    new.save(force_insert=True)
    for event in _history(case, new, at_once, now):
        event.save(force_insert=True)
    record(EventType.SORTED, at=now, case=new, actor=actor, role=acting_role(actor, new), data=data)
    clock.rebuild(new, now=now)
    return new


def _history(case: Case, new: Case, at_once: bool, now: datetime) -> Iterator[Event]:
    """Yield the events with which a case beside the first begins: the policy of its receipt, and who asks."""
    for event in case.events.filter(type__in=_AT_ONCE if at_once else _TAKEN_OVER).order_by("sequence"):
        own = {"right": new.right} if event.type == EventType.CASE_OPENED else {}
        yield prepared(
            EventType(event.type),
            at=now,
            case=new,
            actor=event.actor,
            role=Role(event.actor_role),
            occurred_on=event.occurred_on,
            data={**event.data, **own, "sorted_from": str(case.pk)},
        )


def _tell(case: Case, rights: Sequence[Right], now: datetime) -> None:
    """Tell the person which rights their words were understood as, and that they can say if it is not so."""
    told = {"right": [str(each) for each in rights]}
    told |= mail_context.in_force(rights, civil_date(case.controller, now))
    about = f"submission:{case.submission_id}"
    to_requester.write(DeliveryKind.UNDERSTOOD, case, about=about, told=told, now=now)
