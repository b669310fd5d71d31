"""What a person gets of a journey: the parts of the letter, the log in sentences, the messages to them."""

import io
from collections.abc import Sequence
from datetime import date

import pypdfium2

from dsar.enums import DeliveryKind, EventType
from dsar.letters.kinds import LetterKind
from dsar.models import Case
from dsar.selectors import log
from exports.services import letter
from tests.dsar.letters.the_law import REGISTER, THE_LAW


def letter_of(case: Case, *, written_on: date) -> tuple[LetterKind, str]:
    """The kind and the words of the letter as it would leave on a day; every part the law wants is in it."""
    made = letter.compose_answer(case, written_on=written_on)
    (kind,) = made.kinds
    there = {block.name for _place, block in made.blocks}
    # What stands in the register is laid out as one sheet for each system, under the name of its first line.
    wanted = set(THE_LAW[kind]) - set(REGISTER[1:])
    assert wanted <= there, f"{kind} lacks {wanted - there}"
    return kind, " ".join(made.text().split())


def pdf_text(pdf: bytes) -> str:
    """The text of a letter as its reader's screen or printer has it, lines joined."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def check_log(case: Case, *sentences: str) -> None:
    """Assert that the log of a case says these things, in this order, in whole sentences."""
    told = [entry.words for entry in reversed(log.of_case(case, views=True))]
    rest = iter(told)
    for wanted in sentences:
        assert any(wanted in each for each in rest), f"“{wanted}” is not in its place in {told}"


def told(case: Case) -> list[DeliveryKind]:
    """The messages to the person, in the order in which they were written."""
    kinds: Sequence[DeliveryKind] = (
        DeliveryKind.ACKNOWLEDGEMENT,
        DeliveryKind.ID_REQUEST,
        DeliveryKind.FEE_NOTICE,
        DeliveryKind.CHASE,
        DeliveryKind.CLOSED_NO_RESPONSE,
        DeliveryKind.DELIVERY,
    )
    queued = case.submission.events.filter(type=EventType.MESSAGE_QUEUED, data__kind__in=kinds)
    return [DeliveryKind(event.data["kind"]) for event in queued.order_by("sequence")]
