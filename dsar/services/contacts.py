"""How a person is reached: given later, or corrected by staff; sealed, logged, and found by from then on."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType
from dsar.models import Case, Person, Submission, User
from dsar.services import linking, notices, search_index
from dsar.services.errors import Refused
from dsar.spokes import registry

FIELDS = ("name", "email", "phone", "address")


@dataclass(frozen=True, slots=True)
class Contact:
    """The name of a person and how to reach them; empty for what is not known."""

    name: str
    email: str
    phone: str
    address: str


def of(person: Person) -> Contact:
    """Return the details of a person as they are now."""
    return Contact(**{field: person.open(field) for field in FIELDS})


def correct(case: Case, contact: Contact, *, actor: User, now: datetime) -> bool:
    """Keep the details of a case's person anew; says whether anything changed.

    Another mailbox was never proven to be theirs, so the proof of the old one falls. The log says which
    details changed, never what they are.
    """
    with transaction.atomic():
        submission = Submission.objects.select_for_update(no_key=True).get(pk=case.submission_id)
        if submission.erased_at is not None:
            raise Refused(_("The details of this request were erased."))
        person = Person.objects.select_for_update(no_key=True).get(submission=submission)
        before = of(person)
        changed = [field for field in FIELDS if getattr(before, field) != getattr(contact, field)]
        if not changed:
            return False
        for field in changed:
            person.seal(field, getattr(contact, field))
        person.save(update_fields=changed)
        if "email" in changed and submission.contact_proven_at is not None:
            submission.contact_proven_at = None
            submission.save(update_fields=["contact_proven_at"])
        details = {field: getattr(contact, field) for field in FIELDS}
        search_index.reindex(submission, **details)
        # They lock the cases, so they come before the log does (see ``cases.all_locked``).
        for hear in registry.details_changed.values():
            hear(submission, changed, now)
        record(
            EventType.DETAILS_CORRECTED,
            at=now,
            case=case,
            actor=actor,
            role=notices.role_of(case, actor),
            data={"fields": changed},
        )
        linking.link_same_person(submission, details, now=now)
    return True
