"""What every section of an answer begins with: who writes to whom, about what, and when it was due."""

from datetime import date

from django.utils.translation import gettext as _

from dsar.enums import EventType
from dsar.letters.facts import LetterFacts
from dsar.models import Case
from dsar.services import letterhead


def frame_of(case: Case, *, written_on: date) -> LetterFacts:
    """Return the facts that a letter about a case has whatever was decided."""
    return letterhead.facts_of(
        case,
        written_on=written_on,
        case_reference=case.reference,
        asked_words=case.submission.open("words"),
    )


def identity_of(case: Case) -> str:
    """Return in words how it was settled who asked; the method is in the log, not the evidence."""
    settled = case.events.filter(type=EventType.IDENTITY_SETTLED).order_by("sequence").last()
    words = {
        "known_mailbox": _("You wrote from an e-mail address that we know as yours."),
        "document": _("You showed us a document that proves who you are."),
    }
    return words.get(settled.data["method"], "") if settled else ""
