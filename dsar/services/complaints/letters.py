"""The letters of a complaint: their facts, and the PDF that is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils.translation import gettext as _

from dsar.enums import FilePurpose
from dsar.letters.facts import Addressee, ComplaintFacts, Deadline, LetterFacts, Point
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import IncompleteLetter, Letter, compose
from dsar.letters.pdf import PangoMissing
from dsar.models import Complaint, StoredFile
from dsar.services import files, letterhead
from dsar.services.complaints.answers import Answer
from dsar.services.errors import Refused


def compose_letter(
    kind: LetterKind,
    complaint: Complaint,
    *,
    written_on: date,
    steps: str = "",
    answer: Answer | None = None,
) -> Letter:
    """Return a letter of a complaint; raise Refused with what it still lacks."""
    facts = _facts(complaint, written_on, _told(complaint, steps, answer))
    try:
        return compose(kind, facts)
    except IncompleteLetter as lacking:
        raise Refused(" ".join(each.sentence for each in lacking.missing)) from lacking


@contextmanager
def kept(composed: Letter, complaint: Complaint, now: datetime) -> Iterator[StoredFile]:
    """Seal the letter's PDF into a file, to be published in a transaction within; dropped on an error."""
    try:
        pdf = composed.pdf()
    except PangoMissing as missing:
        raise Refused(_("This machine cannot make letters: %(why)s") % {"why": missing}) from missing
    with files.discarding() as parts:
        stored = files.prepare(
            controller=complaint.controller,
            submission=complaint.submission,
            purpose=FilePurpose.LETTER,
            name=f"{complaint.reference}-{composed.written_on}.pdf",
            content_type="application/pdf",
            now=now,
            chunks=[pdf],
        )
        parts.append(stored)
        yield stored


def _facts(complaint: Complaint, written_on: date, told: ComplaintFacts) -> LetterFacts:
    return LetterFacts(
        language=complaint.language,
        reference=complaint.submission.reference if complaint.submission else complaint.reference,
        case_right=complaint.case.right if complaint.case else "",
        sender=letterhead.sender(complaint.controller),
        addressee=Addressee(
            name=complaint.open("name"), address_lines=tuple(complaint.open("address").splitlines())
        ),
        written_on=written_on,
        deadline=Deadline(received_on=complaint.received_on),
        asked_words=complaint.open("words"),
        complaint=told,
    )


def _told(complaint: Complaint, steps: str, answer: Answer | None) -> ComplaintFacts:
    return ComplaintFacts(
        reference=complaint.reference,
        received_on=complaint.received_on,
        ack_by_on=complaint.ack_by_on,
        steps=steps,
        outcome_by_on=complaint.outcome_by_on,
        points=tuple(Point(point=point, answer=said) for point, said in answer.points) if answer else (),
        remedy=answer.remedy if answer else "",
        changes=answer.changes if answer else "",
        independent=answer.independent if answer else True,
        why_not_independent=answer.why_not_independent if answer else "",
    )
