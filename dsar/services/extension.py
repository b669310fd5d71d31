"""One or two further months, once, with notice and reasons, before the first month is over (Art. 12(3))."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.audit.recording import civil_date
from dsar.clock import Extension, Result
from dsar.enums import DeliveryKind, DeliveryState
from dsar.models import Case, Delivery, User
from dsar.services import cases, deliveries, notices, to_requester
from dsar.services.errors import Refused
from dsar.services.standing import standing_of


class Factor(StrEnum):
    """Why more time is needed: the ICO's factors of complexity, or the number of requests; never staffing."""

    RETRIEVAL = "retrieval"
    VOLUME = "volume"
    EXEMPTIONS = "exemptions"
    CONFIDENTIALITY = "confidentiality"
    LEGAL_ADVICE = "legal_advice"
    PUBLIC_SEARCH = "public_search"
    CHILD = "child"
    MANY_REQUESTS = "many_requests"


#: As the notice says it, after "The reason:".
FACTORS: Mapping[str, str | Promise] = {
    Factor.RETRIEVAL: gettext_lazy("your data is technically difficult to retrieve"),
    Factor.VOLUME: gettext_lazy("there is a large volume of particularly sensitive data"),
    Factor.EXEMPTIONS: gettext_lazy("an exemption has to be applied to a large volume of data"),
    Factor.CONFIDENTIALITY: gettext_lazy(
        "confidentiality has to be clarified where data is to go to an authorised third party"
    ),
    Factor.LEGAL_ADVICE: gettext_lazy("we need specialist legal advice"),
    Factor.PUBLIC_SEARCH: gettext_lazy("a large volume of unstructured records has to be searched by hand"),
    Factor.CHILD: gettext_lazy("what may be told to a child or to a parent has to be clarified"),
    Factor.MANY_REQUESTS: gettext_lazy("you made several requests, of this or of other rights"),
}
LONGEST = 2000


def extend(case: Case, *, months: int, factor: str, facts: str, actor: User, now: datetime) -> Delivery:
    """Put the notice into the outbox; the limit moves on the day it is really sent.

    Refused: without a listed factor and the facts; after the last day for a notice; a second time; for more
    than two months; while there is no date.
    """
    with transaction.atomic():
        case = cases.locked(case)
        notices.check_worker(case, actor)
        _check(case, factor, facts)
        today = civil_date(case.controller, now)
        known = standing_of(case).facts
        before = notices.tried(case, known, today=today)
        after = notices.tried(case, notices.with_extension(known, Extension(today, months)), today=today)
        about = f"{case.id}:{_number(case)}"
        told = _words(months, factor, facts, actor) | _dates(before, after)
        posted = to_requester.write(DeliveryKind.EXTENSION, case, about=about, told=told, now=now)
    if posted is None:
        raise Refused(_("A notice is waiting to be sent already."))
    return posted


def record_outside(
    case: Case,
    *,
    months: int,
    factor: str,
    facts: str,
    notified_on: date,
    proof: str,
    actor: User,
    now: datetime,
) -> Case:
    """Record a notice that was given by another way, in time, with the day and the proof of it.

    The only thing that moves a limit after its last day. Refused: a day after the last one for a notice, or
    still to come; no proof; a second extension.
    """
    with transaction.atomic():
        case = cases.locked(case)
        notices.check_worker(case, actor)
        _check(case, factor, facts)
        today = civil_date(case.controller, now)
        if not proof.strip():
            raise Refused(_("Say what proves that the notice was given, and where it is kept."))
        if notified_on > today:
            raise Refused(_("A notice cannot have been given on a day that is still to come."))
        known = standing_of(case).facts
        notices.tried(
            case,
            notices.with_extension(known, Extension(notified_on, months, given_outside=True)),
            today=today,
        )
        filled = _words(months, factor, facts, actor) | {"proof": proof.strip(), "outside": True}
        row = deliveries.keep_outside(
            DeliveryKind.EXTENSION, about=f"{case.id}:{_number(case)}", case=case, context=filled, now=now
        )
        notices.note(case, row, filled, on=notified_on, actor=actor, now=now)
    return case


def waiting(case: Case) -> Delivery | None:
    """Return the notice that is on its way out, if there is one."""
    rows = Delivery.objects.filter(case=case, kind=DeliveryKind.EXTENSION)
    on_its_way = (DeliveryState.WAITING, DeliveryState.TO_POST, DeliveryState.SENDING)
    return rows.filter(state__in=on_its_way).first()


def given(case: Case) -> Delivery | None:
    """Return the notice that was given, if one was."""
    return Delivery.objects.filter(case=case, kind=DeliveryKind.EXTENSION, state=DeliveryState.SENT).first()


def _check(case: Case, factor: str, facts: str) -> None:
    notices.check_open(case)
    if factor not in FACTORS:
        raise Refused(
            _("Choose why more time is needed. Busy staff or a slow supplier are no reasons in law.")
        )
    if not facts.strip():
        raise Refused(_("Say in a few words what makes it so. The requester reads it."))
    if len(facts) > LONGEST:
        raise Refused(_("Keep the facts under %(most)d characters.") % {"most": LONGEST})
    if waiting(case) is not None:
        raise Refused(_("A notice is waiting to be sent already."))


def _words(months: int, factor: str, facts: str, actor: User) -> dict[str, object]:
    return {
        "months": months,
        "factor_code": factor,
        "factor": str(FACTORS[factor]),
        "facts": facts.strip(),
        "outside": False,
        "asked_by": str(actor.id),
    }


def _dates(before: Result, after: Result) -> dict[str, date | None]:
    if before.limit_on is None or after.limit_on is None:
        raise Refused(_("There is no date at the moment that could be moved. Extend when the clock runs."))
    aim_on = after.target_on if after.target_on != after.limit_on else None
    return {"old_limit_on": before.limit_on, "new_limit_on": after.limit_on, "aim_on": aim_on}


def _number(case: Case) -> int:
    """Return the number of this notice; earlier ones failed or came back."""
    return Delivery.objects.filter(case=case, kind=DeliveryKind.EXTENSION).count() + 1
