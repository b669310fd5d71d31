"""Messages both ways: what the requester writes is on the desk at once, and what staff write on the page."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from dsar.enums import DeliveryKind, Direction, EventType, FilePurpose, KeyScope, Right, Role
from dsar.models import Case, DataKey, Delivery, Event, Message, StoredFile, Unsent
from dsar.selectors import conversation
from dsar.services import cases, clarification, posted_letters, tidying
from dsar.services.conversation import incoming, outgoing
from dsar.services.conversation.incoming import Written
from dsar.services.errors import Refused
from dsar.services.outbox import rendered
from tests.dsar.desk.test_posting import by_post
from tests.dsar.requester.room import MESSAGES, PAGE, asked, at_home, picture, post
from tests.factories.office import NOW, a_case, a_submission, staff
from tests.factories.rights import asked_for
from tests.factories.road import settled
from tests.factories.staff import client_of
from tests.identity.requester import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW + DAY, tick=False) as traveller:
        yield traveller


def write(case: Case, text: str = "We found your account.", **more: object) -> Message:
    actor = staff(Role.CASEWORKER)
    return outgoing.write(case, text=text, key=uuid4(), actor=actor, now=NOW + DAY, **more)  # type: ignore[arg-type]


def test_what_they_write_is_on_the_desk_and_in_the_log_at_once() -> None:
    case = cases.assign(a_case(), owner=staff(Role.CASEWORKER), actor=staff(Role.DPO), now=NOW)
    client = at_home(case.submission, NOW + DAY)
    said = text_of(post(client, text="My old name was Berg.", upload=picture()))
    assert "Your message arrived." in said
    assert "My old name was Berg." in said
    assert "letter.png" in said
    message = Message.objects.get()
    assert (message.direction, message.case, message.read_at) == (Direction.IN, case, None)
    event = Event.objects.get(type=EventType.MESSAGE_RECEIVED)
    assert (event.actor_role, event.case, event.data["files"]) == (Role.REQUESTER, case, 1)
    desk = client_of(Role.CASEWORKER)
    tab = text_of(desk.get(reverse("dsar:case_messages", args=[case.id])))
    assert "My old name was Berg." in tab
    assert "Mark 1 message as read" in tab
    assert "Messages 1" in tab
    assert "with messages to read" in text_of(desk.get("/desk/"))
    assert case.reference in text_of(desk.get("/desk/cases/?due=messages"))
    stored = StoredFile.objects.get(purpose=FilePurpose.MESSAGE)
    sent = desk.get(reverse("dsar:case_message_file", args=[case.id, stored.id]))
    assert sent.headers["Content-Disposition"] == 'attachment; filename="letter.png"'


def test_its_owner_hears_of_it_by_a_mail_without_a_word_of_it_once_until_it_is_read() -> None:
    case = cases.assign(a_case(), owner=staff(Role.CASEWORKER), actor=staff(Role.DPO), now=NOW)
    client = at_home(case.submission, NOW + DAY)
    for text in ("My old name was Berg.", "And I moved in May."):
        post(client, text=text)
    mail = Delivery.objects.get(kind=DeliveryKind.MESSAGE_RECEIVED)
    assert mail.open("to") == staff(Role.CASEWORKER).email
    sent = rendered(mail)
    assert case.reference in sent.text
    assert f"/desk/cases/{case.id}/messages/" in sent.text
    assert not any(word in sent.text + sent.subject for word in ("Berg", "Lindqvist", "May"))
    desk = client_of(Role.CASEWORKER)
    ids = [str(each.row.id) for each in conversation.of_case(case)]
    said = desk.post(
        reverse("dsar:case_messages_read", args=[case.id]), {"message": [*ids, "no id"]}, follow=True
    )
    assert "2 messages marked as read." in text_of(said)
    assert set(Message.objects.values_list("read_by", flat=True)) == {staff(Role.CASEWORKER).pk}
    assert Event.objects.get(type=EventType.MESSAGES_READ).data == {"number": 2}
    post(client, text="One more thing.")
    assert Delivery.objects.filter(kind=DeliveryKind.MESSAGE_RECEIVED).count() == 2


def test_where_nobody_owns_the_case_the_dpo_hears() -> None:
    case = a_case()
    post(at_home(case.submission, NOW + DAY), text="Is anybody there?")
    mail = Delivery.objects.get(kind=DeliveryKind.MESSAGE_RECEIVED)
    assert mail.open("to") == staff(Role.DPO).email


def test_what_staff_write_is_read_on_the_page_and_the_mail_says_only_that_it_is_there() -> None:
    case = settled(a_case())
    desk = client_of(Role.CASEWORKER)
    form = {
        "kind": "plain",
        "text": "Account 4711.",
        "key": str(uuid4()),
        "upload": picture("x.png"),
    }
    said = text_of(desk.post(reverse("dsar:case_message_write", args=[case.id]), form, follow=True))
    assert "a mail tells them that it is there" in said
    mail = rendered(Delivery.objects.get(kind=DeliveryKind.MESSAGE))
    assert "There is a message for you" in mail.text
    assert "4711" not in mail.text
    client = at_home(case.submission, NOW + DAY)
    words = text_of(client.get(PAGE))
    assert "We wrote" in words
    assert "Account 4711." in words
    stored = StoredFile.objects.get(purpose=FilePurpose.MESSAGE)
    got = client.get(reverse("dsar:own_file", args=[stored.id]))
    assert b"".join(got.streaming_content)[:4] == b"\x89PNG"
    assert "no-store" in got.headers["Cache-Control"]
    assert Event.objects.get(type=EventType.MESSAGE_FILE_VIEWED).data["requester"] is True
    assert Event.objects.filter(type=EventType.MESSAGE_WRITTEN, actor=staff(Role.CASEWORKER)).count() == 1


def test_no_file_leaves_while_it_is_open_who_is_asking() -> None:
    case = a_case()
    with pytest.raises(Refused, match="once it is settled who is asking"):
        write(case, sent=[picture()])
    desk = client_of(Role.CASEWORKER)
    form = {"kind": "plain", "text": "See here.", "key": str(uuid4()), "upload": picture()}
    page = desk.post(reverse("dsar:case_message_write", args=[case.id]), form)
    assert page.status_code == 400
    assert "See here." in text_of(page)
    assert Message.objects.count() == 0
    assert StoredFile.objects.filter(purpose=FilePurpose.MESSAGE).count() == 0


def test_somebody_without_a_mailbox_gets_the_message_as_a_letter() -> None:
    case = by_post(now=NOW)
    write(case, "We need the year of your first order.")
    letter = Delivery.objects.get(kind=DeliveryKind.MESSAGE)
    assert letter.state == "to_post"
    assert "We need the year of your first order." in " ".join(posted_letters.write(letter).text().split())


def test_from_the_desk_a_question_may_stop_the_clock_and_then_needs_its_reason() -> None:
    case = settled(a_case())
    desk, address = client_of(Role.CASEWORKER), reverse("dsar:case_message_write", args=[case.id])
    form = {"kind": "stops", "text": "Which years?", "key": str(uuid4())}
    refused = desk.post(address, form)
    assert refused.status_code == 400
    assert "Write why you reasonably need to know this." in text_of(refused)
    assert "Which years?" in text_of(refused)
    assert desk.post(address, form | {"reason": "We keep thirty years."}).status_code == 302
    question = clarification.questions(case)[0]
    assert (question.text, question.stops_clock) == ("Which years?", True)
    assert Message.objects.count() == 0
    erasure = asked_for(Right.ERASURE, email="other@example.org").cases.get()
    page = desk.get(reverse("dsar:case_message_write", args=[erasure.id]))
    assert "stops the clock, until" not in text_of(page)


def test_an_answer_is_recorded_on_its_day_and_the_clock_runs_again(clock: time_machine.Traveller) -> None:
    case = settled(a_case())
    delivery = asked(case, NOW + DAY)
    clock.shift(4 * DAY)
    now = NOW + 5 * DAY
    client = at_home(case.submission, now)
    words = text_of(client.get(PAGE))
    assert "We have a question" in words
    assert "On 25 November 2026 (Wednesday) we asked you: Which years?" in words
    assert "We keep thirty years." in words
    said = post(client, reverse("dsar:own_answer", args=[delivery.id]), "All of them.", upload=picture())
    assert "Your answer arrived. Thank you." in text_of(said)
    question = clarification.questions(case)[0]
    assert str(question.answered_on) == "2026-11-29"
    event = Event.objects.get(type=EventType.CLARIFICATION_ANSWERED)
    assert (event.actor_role, event.data["channel"]) == (Role.REQUESTER, "web_form")
    assert Case.objects.get(pk=case.pk).clock_state == "running"
    assert Message.objects.get().answers == delivery
    again = post(client, reverse("dsar:own_answer", args=[delivery.id]), "Twice.")
    assert "This question has an answer already" in text_of(again)
    assert Message.objects.count() == 1
    assert "We have a question" not in text_of(client.get(PAGE))


def test_a_plain_question_is_answered_too_and_moves_no_date() -> None:
    case = settled(a_case())
    before = case.limit_on
    delivery = asked(case, NOW + DAY, stops=False)
    client = at_home(case.submission, NOW + DAY)
    assert "The date of our answer does not wait for it." in text_of(client.get(PAGE))
    post(client, reverse("dsar:own_answer", args=[delivery.id]), "2019.")
    assert Message.objects.get().kind == "answer"
    assert Case.objects.get(pk=case.pk).limit_on == before
    assert not Event.objects.filter(type=EventType.CLARIFICATION_ANSWERED).exists()


def test_a_change_in_own_words_is_marked_and_moves_no_date() -> None:
    submission = asked_for(Right.ACCESS, Right.ERASURE)
    client = at_home(submission, NOW + DAY)
    first = submission.cases.get(number=1)
    limits = list(submission.cases.values_list("limit_on", flat=True))
    said = post(client, "/r/request/change/", "Only last year, please.", about=first.reference)
    assert "You asked for a change" in text_of(said)
    assert "You told us how you want to change your request." in text_of(said)
    message = Message.objects.get()
    assert (message.kind, message.case) == ("change", first)
    assert list(submission.cases.values_list("limit_on", flat=True)) == limits
    desk = client_of(Role.CASEWORKER)
    assert "asks for a change" in text_of(desk.get(reverse("dsar:case_messages", args=[first.id])))
    other = submission.cases.get(number=2)
    assert "asks for a change" not in text_of(desk.get(reverse("dsar:case_messages", args=[other.id])))


def test_words_about_all_of_it_stand_on_every_case() -> None:
    submission = asked_for(Right.ACCESS, Right.ERASURE)
    post(at_home(submission, NOW + DAY), text="Both, please.")
    assert Message.objects.get().case is None
    for case in submission.cases.all():
        assert [each.text for each in conversation.of_case(case)] == ["Both, please."]


def test_sent_twice_it_arrives_once() -> None:
    case = a_case()
    written = Written(key=uuid4(), text="Once.")
    for _ in range(2):
        incoming.receive(case.submission, written, now=NOW)
    assert Message.objects.count() == 1
    with pytest.raises(Refused, match="no longer good"):
        incoming.receive(a_submission(email="other@example.org"), written, now=NOW)


def test_what_was_typed_when_the_page_had_closed_waits_in_its_box(clock: time_machine.Traveller) -> None:
    case = a_case()
    client = at_home(case.submission, NOW + DAY)
    clock.shift(timedelta(minutes=31))
    closed = post(client, text="A long story.", upload=picture())
    assert closed.status_code == 403
    assert "We keep your words for a day." in text_of(closed)
    assert "choose your files once more" in text_of(closed)
    assert Message.objects.count() == 0
    assert "A long story." not in text_of(client.get(PAGE))
    back = at_home(case.submission, NOW + DAY + timedelta(minutes=40))
    clock.shift(timedelta(minutes=9))
    assert "A long story." in text_of(back.get(PAGE))
    post(back, text="A long story.")
    assert Unsent.objects.count() == 0
    assert "A long story.</textarea>" not in back.get(PAGE).content.decode()


def test_where_nobody_knows_whose_page_it_was_the_words_are_given_back(client: object) -> None:
    page = post(client, text="Typed for long.")  # type: ignore[arg-type]  # the fixture of pytest-django
    assert page.status_code == 403
    assert "Copy it from here" in text_of(page)
    assert "Typed for long.</textarea>" in page.content.decode()
    assert Unsent.objects.count() == 0


def test_after_signing_out_nothing_is_kept_for_anybody() -> None:
    case = a_case()
    client = at_home(case.submission, NOW + DAY)
    secret = client.cookies["a12_requester"].value
    client.post("/r/request/sign-out/")
    client.cookies["a12_requester"] = secret
    assert post(client, text="Who is this?").status_code == 403
    assert Unsent.objects.count() == 0


def test_what_was_not_sent_goes_after_a_day(clock: time_machine.Traveller) -> None:
    case = a_case()
    client = at_home(case.submission, NOW + DAY)
    clock.shift(timedelta(minutes=31))
    post(client, text="A long story.")
    assert tidying.tidy(NOW + 3 * DAY)["unsent"] == 1
    assert Unsent.objects.count() == 0


def test_when_the_details_are_erased_the_desk_says_so_and_nothing_opens() -> None:
    case = a_case()
    incoming.receive(case.submission, Written(key=uuid4(), text="Secret."), now=NOW)
    DataKey.objects.destroy(KeyScope.SUBMISSION, case.submission_id, NOW)
    page = client_of(Role.AUDITOR).get(reverse("dsar:case_messages", args=[case.id]))
    assert "(details erased)" in text_of(page)
    assert "Secret." not in text_of(page)


def test_an_auditor_reads_and_writes_nothing() -> None:
    case = a_case()
    auditor = client_of(Role.AUDITOR)
    assert "Write to the requester" not in text_of(auditor.get(reverse("dsar:case_messages", args=[case.id])))
    for name in ("dsar:case_message_write", "dsar:case_messages_read"):
        assert auditor.post(reverse(name, args=[case.id]), {"text": "x"}).status_code == 403


def test_a_second_page_of_messages_shows_them_all() -> None:
    case = a_case()
    for number in range(5):
        incoming.receive(
            case.submission, Written(key=uuid4(), text=f"No. {number}."), now=NOW + timedelta(minutes=number)
        )
    client = at_home(case.submission, NOW + DAY)
    assert "See 2 earlier messages" in text_of(client.get(PAGE))
    words = text_of(client.get(MESSAGES))
    assert all(f"No. {number}." in words for number in range(5))
