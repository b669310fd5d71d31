"""The facts of letters to recipients and third parties, and of those about a complaint."""

from dataclasses import replace
from datetime import date

from dsar.letters.facts import (
    Addressee,
    ComplaintFacts,
    ConsentQuestion,
    LetterFacts,
    Point,
    RecipientNotice,
)
from dsar.letters.kinds import LetterKind
from tests.dsar.letters.samples.base import NEITHER

COMPLAINT = ComplaintFacts(
    reference="B8WN-4JKA-C1",
    received_on=date(2026, 12, 28),
    ack_by_on=date(2027, 1, 27),
    outcome_by_on=date(2027, 1, 27),
    steps="We have read the file, and have spoken to the two people who searched the archive.",
    points=(
        Point(
            point="The letters of 2021 were missing.",
            answer="You are right. They lay in another folder, and you have them now.",
        ),
        Point(point="The answer took too long.", answer="It came on the last day that the law gives us."),
    ),
    remedy="You have the two letters since 20 January 2027, and we are sorry.",
    changes="We now search the archive by number as well as by name.",
    independent=False,
    why_not_independent="We are a firm of four, and only one of us knows the archive.",
)
COMPLAINING = replace(
    NEITHER,
    written_on=date(2027, 1, 25),
    complaint=COMPLAINT,
    asked_words="The letters of 2021 are missing, and it took too long.",
)

FACTS: dict[LetterKind, LetterFacts] = {
    LetterKind.RECIPIENT_NOTICE: replace(
        NEITHER,
        addressee=Addressee(name="Birch Hosting Ltd", address_lines=("9 Example Park", "Anytown AN3 3CC")),
        notice=RecipientNotice(
            about="Sofia Lindqvist, customer number 48151623",
            data="The account and all orders before 2020",
            action="Erased",
            law="UK GDPR Articles 17(1)(a) and 19",
            done_on=date(2026, 12, 14),
            confirm_by_on=date(2027, 1, 11),
            confirm_to="dpo@alder.example.org",
        ),
    ),
    LetterKind.THIRD_PARTY_CONSENT: replace(
        NEITHER,
        addressee=Addressee(name="Henrik Ash"),
        consent_question=ConsentQuestion(
            what="A message of May 2025 says that you called us about an order and what you said.",
            by_on=date(2027, 1, 4),
            answer_to="dpo@alder.example.org",
        ),
    ),
    LetterKind.COMPLAINT_ACK: replace(COMPLAINING, written_on=date(2026, 12, 29)),
    LetterKind.COMPLAINT_PROGRESS: replace(COMPLAINING, written_on=date(2027, 1, 11)),
    LetterKind.COMPLAINT_OUTCOME: COMPLAINING,
}
