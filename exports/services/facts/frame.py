"""What every section of an answer begins with: who writes to whom, about what, and when it was due."""

from datetime import date

from django.utils.translation import gettext as _

from dsar.enums import EventType
from dsar.letters.clock_words import short
from dsar.letters.facts import Addressee, Deadline, LetterFacts, Sender
from dsar.models import Case, Controller
from dsar.services import clock


def frame_of(case: Case, *, written_on: date) -> LetterFacts:
    """Return the facts that a letter about a case has whatever was decided."""
    submission = case.submission
    return LetterFacts(
        language=submission.language,
        reference=submission.reference,
        case_reference=case.reference,
        case_right=case.right,
        sender=sender_of(case.controller),
        addressee=Addressee(
            name=submission.person.open("name"),
            address_lines=tuple(submission.person.open("address").splitlines()),
        ),
        written_on=written_on,
        deadline=Deadline(
            received_on=submission.received_on,
            limit_on=case.limit_on,
            target_on=case.target_on,
            why=short(clock.explain(case, today=written_on)),
        ),
        asked_words=submission.open("words"),
        large_print="large print" in submission.open("adjustments").casefold(),
    )


def identity_of(case: Case) -> str:
    """Return in words how it was settled who asked; the method is in the log, not the evidence."""
    settled = case.events.filter(type=EventType.IDENTITY_SETTLED).order_by("sequence").last()
    words = {
        "known_mailbox": _("You wrote from an e-mail address that we know as yours."),
        "document": _("You showed us a document that proves who you are."),
    }
    return words.get(settled.data["method"], "") if settled else ""


def sender_of(controller: Controller) -> Sender:
    """Return the controller as its letters show it."""
    return Sender(
        controller_name=controller.name,
        legal_name=controller.legal_name,
        address_lines=tuple(controller.address.splitlines()),
        accent=controller.accent,
        dpo_name=controller.dpo_name,
        dpo_email=controller.dpo_email,
        dpo_phone=controller.dpo_phone,
        regulator_name=controller.regulator_name,
        regulator_url=controller.regulator_url,
        regulator_phone=controller.regulator_phone,
        complaint_contact=controller.dpo_email,
    )
