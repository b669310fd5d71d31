"""Two who work on one request at the same moment wait for each other once, never each for the other."""

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import transaction

from dsar.audit import record
from dsar.enums import Channel, Direction, EventType, MessageKind, Right, Role
from dsar.models import Case, Message
from dsar.services import cases, clarification, deceased, endings, page_letters
from dsar.services.conversation import incoming
from dsar.services.conversation.incoming import Written
from identity.services import checks
from tests.dsar.requester.room import asked
from tests.factories.office import NOW, staff
from tests.factories.rights import asked_for
from tests.support.databases import CommittedDatabase
from tests.support.threads import at_once, until_the_other_waits

pytestmark = pytest.mark.slow


def crossing(first: Callable[[], object], second: Callable[[], object], then: Callable[[], object]) -> None:
    """One takes a step, and another later in the same transaction; the other's work begins in between."""
    begun, done = threading.Event(), threading.Event()

    def one() -> None:
        with transaction.atomic():
            first()
            begun.set()
            until_the_other_waits(done)
            then()

    def other() -> None:
        begun.wait(10)
        try:
            second()
        finally:
            done.set()

    at_once(2, lambda number: (one, other)[number]())


def looked_at(case: Case) -> Callable[[], object]:
    return lambda: record(EventType.CASE_VIEWED, at=NOW, case=case, role=Role.CASEWORKER)


def held(case: Case) -> Callable[[], object]:
    return lambda: cases.locked(case)


def given_to_the_dpo(case: Case) -> Callable[[], object]:
    return lambda: cases.assign(case, owner=staff(Role.DPO), actor=None, now=NOW)


def test_a_look_at_a_case_does_not_stop_a_step_on_it(committed_db: CommittedDatabase) -> None:
    case = asked_for(Right.ACCESS).cases.get()
    crossing(looked_at(case), given_to_the_dpo(case), lambda: None)
    assert Case.objects.get(pk=case.pk).owner == staff(Role.DPO)
    assert case.events.filter(type__in=(EventType.CASE_VIEWED, EventType.OWNER_CHANGED)).count() == 2


def test_a_step_on_all_cases_and_one_on_the_second_of_them(committed_db: CommittedDatabase) -> None:
    submission = asked_for(Right.ACCESS, Right.ERASURE)
    second = submission.cases.get(number=2)

    def settle() -> None:
        checks.settle(submission, method="document", arrived_on=NOW.date(), actor=None, now=NOW)

    crossing(held(second), settle, looked_at(second))
    assert not submission.cases.filter(identity_settled_at=None).exists()


def test_somebody_died_while_a_step_is_taken(committed_db: CommittedDatabase) -> None:
    submission = asked_for(Right.ACCESS, Right.ERASURE)
    first = submission.cases.get(number=1)

    def died() -> None:
        deceased.died(
            first,
            heard_on=NOW.date(),
            known_by="Their sister wrote to us.",
            actor=staff(Role.CASEWORKER),
            now=NOW,
        )

    crossing(held(first), died, looked_at(first))
    assert set(submission.cases.values_list("status", flat=True)) == {"closed"}


def test_an_answer_arrives_while_a_step_is_taken(committed_db: CommittedDatabase) -> None:
    submission = asked_for(Right.ACCESS)
    case = submission.cases.get()
    asked(case, NOW)
    (question,) = clarification.questions(case)

    def answer() -> None:
        written = Written(uuid4(), "All of them.", kind=MessageKind.ANSWER, case=case, question=question)
        incoming.receive(submission, written, now=NOW)

    crossing(held(case), answer, looked_at(case))
    (question,) = clarification.questions(case)
    assert question.answered_on == NOW.date()
    assert Channel.WEB_FORM in str(case.events.get(type=EventType.CLARIFICATION_ANSWERED).data)


def test_somebody_looks_at_a_case_that_is_being_closed(committed_db: CommittedDatabase) -> None:
    """The look takes the end of the log before its end, and the case only at its end."""
    case = asked_for(Right.ACCESS).cases.get()

    def withdrawn() -> None:
        endings.withdraw(case, on=NOW.date(), actor=staff(Role.CASEWORKER), now=NOW)

    crossing(looked_at(case), withdrawn, lambda: None)
    assert Case.objects.get(pk=case.pk).outcome == "withdrawn"


def test_a_letter_is_opened_while_its_question_is_answered(committed_db: CommittedDatabase) -> None:
    """The answer names the letter, so it needs its key at the end, when the log is its own already."""
    submission = asked_for(Right.ACCESS)
    case = submission.cases.get()
    letter = asked(case, NOW)

    def answer() -> None:
        message = Message(
            submission=submission,
            case=case,
            direction=Direction.IN,
            kind=MessageKind.ANSWER,
            answers=letter,
            sent_at=NOW,
        )
        message.seal("text", "All of them.")
        message.save(force_insert=True)
        looked_at(case)()

    crossing(answer, lambda: page_letters.open_letter(submission, letter.pk, now=NOW), lambda: None)
    assert case.events.filter(type=EventType.LETTER_VIEWED).exists()
