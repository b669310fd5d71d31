"""What a person is searched by: the address they proved, and what staff verified to be theirs beside it."""

import json
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, Status
from dsar.models import Case, User
from dsar.permissions import acting_role
from dsar.services import cases
from dsar.services.errors import Refused
from exports.enums import IdentifierKind
from exports.models import Collection, Identifier
from exports.sources.base import Identity, IdentityKind

LONGEST = 254
_MOST = 20
#: While a case is in one of these, it can still be said by what else to search.
_EARLY = (Status.READY, Status.SEARCHING, Status.PREPARING)


def identities_of(case: Case) -> list[Identity]:
    """Return what the person of a case is searched by, each thing once.

    Somebody who wrote by post has no mailbox; they are searched by their telephone number, if they gave one,
    once it is settled that it is they. A number beside a mailbox was only typed in: it counts once staff
    say how it was verified.
    """
    person = case.submission.person
    found: list[Identity] = []
    if email := person.open("email"):
        found.append(Identity(IdentityKind.EMAIL, email))
    elif phone := person.open("phone"):
        found.append(Identity(IdentityKind.PHONE, phone))
    found += [Identity(IdentityKind(row.kind), row.open("value")) for row in listed(case)]
    return list(dict.fromkeys(found))


def listed(case: Case) -> list[Identifier]:
    """Return what staff verified, in the order in which they did."""
    return list(Identifier.objects.filter(submission=case.submission_id).select_related("added_by"))


def add(
    case: Case, *, kind: IdentifierKind, value: str, verified: str, actor: User, now: datetime
) -> Identifier:
    """Keep something more to search by, with how it was verified; Refused when it is known or too late."""
    with transaction.atomic():
        case = _open(case)
        value, verified = value.strip(), verified.strip()
        if not value or len(value) > LONGEST:
            raise Refused(_("Write what to search by, in at most %(most)d characters.") % {"most": LONGEST})
        if not verified:
            raise Refused(_("Say how it was verified that this is theirs."))
        known = identities_of(case)
        if Identity(IdentityKind(kind.value), value) in known:
            raise Refused(_("The person is searched by this already."))
        if len(known) >= _MOST:
            raise Refused(_("A person is searched by at most %(most)d things.") % {"most": _MOST})
        row = Identifier(submission=case.submission, kind=kind, added_at=now, added_by=actor)
        row.seal("value", value)
        row.seal("verified", verified)
        row.save(force_insert=True)
        _log(case, kind, "added", actor, now)
    return row


def drop(case: Case, identifier_id: UUID, *, actor: User, now: datetime) -> None:
    """Search by this no more; what was found by it stays until the source is searched again."""
    with transaction.atomic():
        case = _open(case)
        row = Identifier.objects.filter(submission=case.submission_id, pk=identifier_id).first()
        if row is None:
            raise Refused(_("This was taken off the list already."))
        row.delete()
        _log(case, row.kind, "removed", actor, now)


def used(collection: Collection) -> list[tuple[str, str]]:
    """Return kind and value of each thing that one search used, as its record says."""
    text = collection.open("searched_with")
    return [(each["kind"], each["value"]) for each in json.loads(text)] if text else []


def as_record(identities: list[Identity]) -> str:
    """Return what a search used, as its record keeps it (sealed)."""
    return json.dumps([{"kind": each.kind.value, "value": each.value} for each in identities])


def _open(case: Case) -> Case:
    case = cases.locked(case)
    if case.status not in _EARLY:
        raise Refused(_("What to search by is decided while the case is searched or prepared."))
    return case


def _log(case: Case, kind: str, what: str, actor: User, now: datetime) -> None:
    record(
        EventType.SEARCHED_BY_CHANGED,
        at=now,
        case=case,
        actor=actor,
        role=acting_role(actor, case),
        data={"kind": str(kind), "what": what},
    )
