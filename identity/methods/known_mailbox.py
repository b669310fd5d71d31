"""A code to an address that the controller already knows for that person.

The code proves the mailbox. It proves identity only when a source knows that address, for one person, of
that name; anything else is left to a caseworker, with what was found.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.audit.recording import civil_date
from dsar.crypto.blind import fold
from dsar.enums import JobState
from dsar.models import Controller, Job, Submission
from dsar.services import jobs
from dsar.services.errors import GiveUp, Refused, TryLater
from dsar.spokes import JobContext, KnownContact, registry
from identity.enums import CheckState, LookUp
from identity.methods.way import Way
from identity.models import Check
from identity.services import checks, passing
from identity.services.checks import match_key as key_of

NAME = "known_mailbox"
WAY = Way(
    name=NAME,
    order=10,
    title=gettext_lazy("A code to a mailbox that we know"),
    label=gettext_lazy("by a code to an address that we already knew for this person"),
    logged=gettext_lazy("a code to a mailbox that a source knows for that person"),
)
Look = Callable[[Controller, str, str], list[KnownContact]]


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in fold(name).replace(".", " ").replace("-", " ").split() if len(word) > 1)


def same_name(typed: str, known: Iterable[str]) -> bool:
    """Answer whether a typed name is one of the known ones, order, accents and middle names aside.

    The last word typed must be there, and as many words as the shorter of the two names has.
    """
    wanted = _words(typed)
    for name in known:
        have = _words(name)
        common = wanted & have
        if wanted and have and len(common) >= min(2, len(wanted), len(have)) and common in (wanted, have):
            return True
    return False


def judge(typed: str, contacts: list[KnownContact]) -> LookUp:
    """Return what a look-up means."""
    if not contacts:
        return LookUp.UNKNOWN
    people = {frozenset(_words(name)) for contact in contacts for name in contact.names}
    if len(people) > 1:
        return LookUp.SEVERAL_PEOPLE
    names = [name for contact in contacts for name in contact.names]
    return LookUp.MATCH if same_name(typed, names) else LookUp.NAME_DIFFERS


def run(context: JobContext) -> None:
    """Look the proven address up in the controller's sources, and settle identity when it fits."""
    submission = Submission.objects.select_related("controller", "person").get(pk=context.job.subject)
    check = checks.check_of(submission)
    if check.state == CheckState.SETTLED or submission.contact_proven_at is None:
        return
    if passing.representative_of(submission) is not None:  # it is their mailbox that was proven
        return
    person = submission.person
    contacts = [
        contact
        for look in registry.find_contacts.values()
        for contact in _ask(look, submission.controller, person.open("email"), context)
    ]
    result = judge(person.open("name"), contacts)
    with context.finishing():
        if not _still(submission):
            return
        Check.objects.filter(pk=check.pk).update(looked_up_at=context.now, lookup_result=result)
        if result == LookUp.MATCH:
            arrived_on = civil_date(submission.controller, submission.contact_proven_at)
            checks.settle(submission, method=NAME, arrived_on=arrived_on, actor=None, now=context.now)


def _still(asked: Submission) -> bool:
    """Answer whether the mailbox that was looked up is theirs and proven still; staff may correct it."""
    now = Submission.objects.select_related("person").get(pk=asked.pk)
    same = all(now.person.open(field) == asked.person.open(field) for field in ("email", "name"))
    alone = passing.representative_of(now) is None
    return same and alone and now.contact_proven_at == asked.contact_proven_at


def _ask(look: Look, controller: Controller, email: str, context: JobContext) -> list[KnownContact]:
    """Ask one source; whether a fault will pass is the source's own word (``retry``)."""
    try:
        return look(controller, "email", email)
    except Exception as error:
        sentence = str(getattr(error, "sentence", "")) or _("A source could not be asked.")
        if getattr(error, "retry", False):
            raise TryLater(sentence, 10.0 * context.job.attempt, counts=True) from None
        raise GiveUp(sentence) from None


def given_up(job: Job, reason: str, now: datetime) -> None:
    """Leave it to a caseworker, who sees that the look-up failed."""
    Check.objects.filter(submission_id=job.subject).update(lookup_result=LookUp.FAILED)


def why_failed(submission: Submission) -> str:
    """Return why the look-up was given up, in the words of the source, or nothing."""
    job = Job.objects.filter(key=key_of(submission), state=JobState.FAILED).first()
    return job.reason if job else ""


def again(submission: Submission) -> None:
    """Look the address up once more after a failure; Refused when there is none to mend."""
    with transaction.atomic():
        check = checks.locked_check(submission)
        job = Job.objects.filter(key=key_of(submission), state=JobState.FAILED).first()
        if check.state == CheckState.SETTLED or job is None:
            raise Refused(_("There is nothing to look up again. Reload the page to see where it stands."))
        check.lookup_result = ""
        check.save(update_fields=["lookup_result"])
        jobs.retry(job)
