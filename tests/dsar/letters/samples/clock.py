"""The facts of letters about the time for an answer, and about its end without one."""

from dataclasses import replace
from datetime import date

from dsar.letters.facts import (
    AnsweredBefore,
    Deadline,
    FeeFacts,
    Late,
    LetterFacts,
    OtherRoutes,
    PassedOn,
    Resumed,
    ScopeQuestion,
    Started,
    Transferred,
    Unanswered,
)
from dsar.letters.kinds import LetterKind
from tests.dsar.letters.samples.base import ASKING, NEITHER

EARLY = replace(ASKING, identity=None)

FACTS: dict[LetterKind, LetterFacts] = {
    LetterKind.CLOCK_STARTED: replace(
        NEITHER,
        written_on=date(2026, 11, 28),
        started=Started(
            what="your proof of identity", arrived_on=date(2026, 11, 27), starts_on=date(2026, 11, 27)
        ),
    ),
    LetterKind.CLARIFICATION: replace(
        EARLY,
        scope=ScopeQuestion(
            question="Is there a time or a matter that you care about most?",
            why="We hold some 40,000 messages with your company, most of them about other people.",
            options=("a time, such as the year 2025", "a matter, such as your orders or your complaint"),
            meanwhile="We go on with your customer records, which are clear, and send them first.",
        ),
    ),
    LetterKind.CLOCK_RESUMED: replace(
        NEITHER,
        written_on=date(2026, 12, 8),
        resumed=Resumed(what="your answer to our question", arrived_on=date(2026, 12, 7), days_not_counted=5),
    ),
    LetterKind.FEE_NOTICE: replace(
        EARLY,
        fee=FeeFacts(
            amount="£18.40",
            basis="40 minutes of our archivist at £24 an hour, and £2.40 for the post",
            evidence="You already have this copy since 3 November 2026, and ask for one more on paper.",
            how_to_pay="By card on your page, or by cheque to the address above.",
            pay_by_on=date(2026, 12, 28),
            free_alternative="You can open the copy of 3 November again on your page as often as you like.",
        ),
    ),
    LetterKind.LATE_APOLOGY: replace(
        NEITHER,
        written_on=date(2027, 1, 5),
        late=Late(
            why="The search in our archive took too long, and we should have told you so in time.",
            promised_on=date(2027, 1, 12),
        ),
    ),
    LetterKind.ANSWERED_BEFORE: replace(
        NEITHER,
        answered_before=AnsweredBefore(
            reference="A2QT-9MFE",
            answered_on=date(2026, 10, 20),
            reasons="Nothing has been added to your records since then.",
        ),
    ),
    LetterKind.PASSED_TO_CONTROLLER: replace(
        EARLY,
        passed=PassedOn(
            controller="Fir Housing Trust", told_on=date(2026, 11, 25), contact="privacy@fir.example.org"
        ),
    ),
    LetterKind.TRANSFER: replace(
        EARLY,
        transferred=Transferred(
            to="Gorse Borough Council",
            forwarded=False,
            what_we_hold="We hold nothing about you.",
            contact="data@gorse.example.org",
        ),
    ),
    LetterKind.CLOSED_NO_RESPONSE: replace(
        EARLY,
        written_on=date(2026, 12, 28),
        unanswered=Unanswered(
            missing="proof of who you are",
            asked_on=date(2026, 11, 25),
            waited_until=date(2026, 12, 27),
            erased_on=date(2027, 1, 27),
        ),
    ),
    LetterKind.NOT_A_DATA_SUBJECT: replace(
        EARLY,
        on_behalf_of="Astrid Lindqvist",
        elsewhere=OtherRoutes(
            why="Data protection law is for living people, and your aunt has died. We are sorry.",
            routes=("Whoever deals with her estate can ask us about her contract.",),
        ),
    ),
    LetterKind.LAPSED: replace(
        EARLY,
        on_behalf_of="Astrid Lindqvist",
        elsewhere=OtherRoutes(
            why="The right of access belongs to a living person.",
            routes=(
                "Whoever deals with the estate can ask us about the contract.",
                "A claim under the Access to Health Records Act 1990 goes to whoever holds the records.",
            ),
        ),
    ),
    LetterKind.WITHDRAWAL_CONFIRMED: replace(
        EARLY,
        written_on=date(2026, 12, 1),
        withdrawn_on=date(2026, 11, 30),
        deadline=Deadline(received_on=date(2026, 11, 24)),
    ),
}
