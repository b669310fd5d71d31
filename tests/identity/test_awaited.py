"""What the page says while it is open who may act: what is awaited, from whom, and whether the time runs."""

from datetime import date

import pytest
import time_machine

from dsar.enums import DeliveryKind, Right, Role
from dsar.models import Delivery, Submission
from dsar.services import silence
from dsar.services.notices import told_in
from dsar.spokes import Representing
from identity.enums import AuthorityProof, Doubt
from identity.services import checks, representatives
from tests.factories.office import NOW, staff
from tests.factories.rights import asked_for, days
from tests.identity.requester import Requester
from tests.identity.world import a_document

pytestmark = pytest.mark.django_db
WHO = Representing(kind="solicitor", name="Ivo Marchetti", email="ivo@law.example.org")


def represented() -> Submission:
    submission = asked_for(Right.ACCESS)
    representatives.name(submission, WHO, None, NOW)
    return submission


def ask(submission: Submission) -> None:
    case = submission.cases.get()
    representatives.ask(case, why="It is not known to us.", actor=staff(Role.CASEWORKER), now=days(1))


def page(submission: Submission, on: int = 3) -> str:
    with time_machine.travel(days(on), tick=False):
        return Requester(submission).come_in().words()


def test_before_anything_is_asked_the_time_runs() -> None:
    shown = page(represented())
    assert "We look at whether you may act for this person." in shown
    assert "The time for our answer runs meanwhile." in shown


def test_asked_for_it_says_what_and_from_whom_and_that_the_time_waits() -> None:
    submission = represented()
    ask(submission)
    shown = page(submission)
    assert "We asked for something that shows that the representative may act." in shown
    assert "from you that shows that you may act for this person, or for a word from the person" in shown
    assert "The time for our answer begins when it arrives, for we asked for it because of a doubt." in shown
    assert "shows who you are" not in shown


def test_what_was_sent_is_being_looked_at_and_what_was_refused_is_said() -> None:
    submission = represented()
    ask(submission)
    a_document(submission, now=days(2), method=representatives.AUTHORITY)
    assert "We look at what you sent to show that you may act for this person." in page(submission)
    representatives.refuse(
        submission,
        what="a letter",
        arrived_on=days(2).date(),
        reason="It is not signed.",
        actor=staff(Role.CASEWORKER),
        now=days(3),
    )
    assert "What we got was not enough to show that you may act" in page(submission, 4)


def test_both_questions_open_are_both_said_and_accepted_one_is_left() -> None:
    submission = represented()
    ask(submission)
    caseworker = staff(Role.CASEWORKER)
    case = submission.cases.get()
    checks.ask(case, doubt=Doubt.UNUSUAL, why="Unusual.", actor=caseworker, now=days(1))
    shown = page(submission)
    assert "that you may act for this person" in shown
    assert "shows who the person is for whom you write" in shown
    representatives.accept(
        submission,
        proof=AuthorityProof.LETTER,
        shown="Signed.",
        arrived_on=days(3).date(),
        expires_on=date(2027, 6, 1),
        actor=caseworker,
        now=days(3),
    )
    shown = page(submission, 4)
    assert "We accepted that the representative may act for the person." in shown
    assert "from you that shows that you may act" not in shown
    assert "shows who the person is for whom you write" in shown


def test_in_the_union_the_time_stands_still() -> None:
    submission = represented()
    controller = submission.controller
    controller.jurisdiction, controller.zone = "eu-ie", "Europe/Dublin"
    controller.save()
    other = asked_for(Right.ACCESS, controller=controller, email="other@example.org")
    representatives.name(other, WHO, None, NOW)
    ask(other)
    assert "The time for our answer stands still until it arrives." in page(other)


def test_of_the_person_themselves_it_says_whether_the_time_runs() -> None:
    submission = asked_for(Right.ACCESS)
    case = submission.cases.get()
    checks.ask(case, doubt=Doubt.UNUSUAL, why="Unusual.", actor=staff(Role.CASEWORKER), now=days(1))
    shown = page(submission)
    assert "We wait for something from you that shows who you are." in shown
    assert "The time for our answer begins when it arrives" in shown


def test_a_representative_who_says_nothing_is_told_what_was_missing() -> None:
    submission = represented()
    ask(submission)
    silence.chase(days(30))
    assert submission.cases.get().closed_at is None, "thirty days from the day of asking are not over"
    silence.chase(days(31))
    letter = Delivery.objects.get(kind=DeliveryKind.CLOSED_NO_RESPONSE)
    assert letter.open("to") == "ivo@law.example.org"
    assert told_in(letter)["missing"] == "something that shows that you may act for this person"
