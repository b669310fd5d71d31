"""Every letter that a mail promises waits on the page, in full where the law wants it in full."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from dsar.enums import Channel, DeliveryKind, EventType, FilePurpose, Role
from dsar.models import Case, Controller, Delivery, Event, StoredFile
from dsar.services import (
    clarification,
    deliveries,
    endings,
    extension,
    fees,
    mail_context,
    page_letters,
    posted_letters,
)
from identity.enums import Doubt
from identity.services import checks
from tests.dsar.requester.room import PAGE, asked, at_home, gone
from tests.dsar.rights.test_lifting import announced, in_force
from tests.factories.office import NOW, a_case, staff
from tests.factories.rights import days
from tests.factories.road import settled
from tests.identity.requester import text_of

pytestmark = pytest.mark.django_db
LATER = days(20)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


def said(delivery: Delivery) -> str:
    """A letter as it waits on the page, on one line."""
    return " ".join(posted_letters.write(gone(delivery, LATER), by_post=False).text().split())


def last(case: Case, kind: DeliveryKind) -> Delivery:
    return case.submission.deliveries.get(kind=kind)


def test_closed_in_silence_the_letter_says_what_was_missing_and_the_way_back() -> None:
    case = a_case()
    checks.ask(case, doubt=next(iter(Doubt)), why="Two people.", actor=staff(Role.CASEWORKER), now=NOW)
    case = Case.objects.get(pk=case.pk)
    endings.close_no_response(case, missing="proof of who you are", actor=staff(Role.DPO), now=LATER)
    letter = said(last(case, DeliveryKind.CLOSED_NO_RESPONSE))
    assert "On 24 November 2026 (Tuesday) we asked you for proof of who you are." in letter
    assert "We open your request again, and you need not begin anew." in letter
    assert "Information Commissioner" in letter


@pytest.mark.parametrize(
    ("held", "words"),
    [("We hold your invoices ourselves.", "We hold your invoices ourselves."), ("", "neither that we hold")],
)
def test_a_transfer_names_who_answers_and_what_we_hold(held: str, words: str) -> None:
    case = a_case()
    dpo = staff(Role.DPO)
    endings.transfer(case, to="Birch Lending", forwarded=False, what_we_hold=held, actor=dpo, now=LATER)
    letter = said(last(case, DeliveryKind.TRANSFER))
    assert "It belongs to Birch Lending." in letter
    assert "We have not sent your request on" in letter
    assert words in letter


def test_a_request_that_lapsed_says_why() -> None:
    case = a_case()
    endings.lapse(case, reason="We were told that Ms Lindqvist has died.", actor=staff(Role.DPO), now=LATER)
    letter = said(last(case, DeliveryKind.LAPSED))
    assert "We were told that Ms Lindqvist has died." in letter
    assert "will be no answer to it" in letter


def test_a_fee_says_why_how_much_and_how_to_pay_and_stands_on_top_until_it_is_paid() -> None:
    case = settled(a_case())
    Controller.objects.update(fee_minute_pence=50)
    case = Case.objects.get(pk=case.pk)
    delivery = fees.ask(
        case,
        basis=fees.Basis.EXCESSIVE,
        evidence="This is the ninth such request in a month.",
        cost=fees.Cost(40, 50),
        how_to_pay="By transfer to Alder, quoting your reference.",
        free_alternative="",
        actor=staff(Role.DPO),
        now=LATER,
    )
    letter = said(delivery)
    for words in ("£20.00", "40 minutes of work", "ninth such request", "quoting your reference"):
        assert words in letter
    assert "starts on the day on which the fee arrives" in letter
    words = text_of(at_home(case.submission, LATER).get(PAGE))
    assert "There is a fee of £20.00" in words
    assert "By transfer to Alder, quoting your reference." in words
    assert "You need not pay" in words
    fees.paid(case, on=LATER.date(), actor=staff(Role.DPO), now=LATER)
    assert "There is a fee of" not in text_of(at_home(case.submission, LATER).get(PAGE))


def test_before_a_restriction_is_lifted_the_letter_gives_the_day_and_the_reason() -> None:
    case = in_force()
    announced(case)
    letter = posted_letters.write(last(case, DeliveryKind.RESTRICTION_LIFTING), by_post=False).text()
    one_line = " ".join(letter.split())
    assert "From 31 December 2026 (Thursday) we may use it again as before." in one_line
    assert "The data was checked." in one_line


def test_an_apology_gives_the_reason_and_the_day_that_is_promised(clock: time_machine.Traveller) -> None:
    case = settled(a_case())
    late = days(40)
    clock.move_to(late)
    sent = deliveries.post(
        DeliveryKind.LATE_APOLOGY,
        about=str(case.id),
        to=case.submission.person.open("email"),
        controller=case.controller,
        submission=case.submission,
        case=case,
        context=mail_context.for_case(case, today=late.date())
        | {"reasons": "Two of us were ill.", "promised_on": late.date() + timedelta(days=7)},
        now=late,
    )
    assert sent is not None
    letter = " ".join(posted_letters.write(sent, by_post=False).text().split())
    assert "Two of us were ill." in letter
    assert "We promise you our answer by 10 January 2027" in letter


def test_each_letter_that_was_sent_stands_on_the_page_with_its_day() -> None:
    case = a_case()
    actor = staff(Role.CASEWORKER)
    gone(last(case, DeliveryKind.ACKNOWLEDGEMENT), NOW)
    checks.ask(case, doubt=next(iter(Doubt)), why="Two people.", actor=actor, now=NOW)
    gone(last(case, DeliveryKind.ID_REQUEST), NOW)
    case = settled(Case.objects.get(pk=case.pk))
    gone(last(case, DeliveryKind.CLOCK_STARTED), NOW)
    question = asked(case, NOW)
    clarification.answered(
        case, question.id, on=date(2026, 11, 30), channel=Channel.EMAIL, actor=actor, now=days(6)
    )
    gone(last(case, DeliveryKind.CLOCK_RESUMED), days(6))
    extension.extend(
        case,
        months=1,
        factor=next(iter(extension.FACTORS)),
        facts="Much of it is on paper.",
        actor=actor,
        now=days(7),
    )
    gone(last(case, DeliveryKind.EXTENSION), days(7))
    endings.withdraw(case, on=days(8).date(), actor=actor, now=days(8))
    client = at_home(case.submission, LATER)
    assert "You have taken back your request" not in text_of(client.get(PAGE)).split("Our letters to you")[1]
    gone(last(case, DeliveryKind.WITHDRAWAL_CONFIRMED), days(8))
    there = page_letters.of(case.submission)
    newest = ["withdrawal_confirmed", "extension", "clock_resumed"]
    assert [each.row.kind for each in there[:3]] == newest
    assert len(there) == 7
    for each in there:
        letter = posted_letters.write(each.row, by_post=False)
        assert case.submission.reference in letter.text(), each.row.kind
        assert "/r/" not in letter.text()
    assert "Our answer takes longer" in text_of(client.get(PAGE))


def test_opened_it_is_made_once_sealed_handed_over_and_logged() -> None:
    case = a_case()
    letter = gone(last(case, DeliveryKind.ACKNOWLEDGEMENT), NOW)
    client = at_home(case.submission, LATER)
    address = reverse("dsar:own_letter", args=[letter.id])
    assert client.get(address).status_code == 405
    first, second = (b"".join(client.post(address).streaming_content) for _ in range(2))
    assert first == second
    assert first[:5] == b"%PDF-"
    answer = client.post(address)
    assert len(b"".join(answer.streaming_content)) == len(first)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer.headers["Cache-Control"]
    assert StoredFile.objects.filter(purpose=FilePurpose.LETTER).count() == 1
    events = Event.objects.filter(type=EventType.LETTER_VIEWED, actor_role=Role.REQUESTER)
    assert events.count() == 3
    assert events[0].data["kind"] == "acknowledgement"


def test_a_letter_that_has_not_left_and_one_of_somebody_else_are_not_there() -> None:
    case, other = a_case(), a_case(email="other@example.org")
    gone(last(other, DeliveryKind.ACKNOWLEDGEMENT), NOW)
    client = at_home(case.submission, LATER)
    for each in (last(case, DeliveryKind.ACKNOWLEDGEMENT), last(other, DeliveryKind.ACKNOWLEDGEMENT)):
        assert client.post(reverse("dsar:own_letter", args=[each.id])).status_code == 404
    assert client.post(reverse("dsar:own_letter", args=[uuid4()])).status_code == 404


def test_every_name_of_a_letter_is_one_that_can_be_written_about_a_request() -> None:
    assert set(page_letters.NAMES) <= deliveries.TO_REQUESTER
    assert DeliveryKind.CODE not in page_letters.NAMES
