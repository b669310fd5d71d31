"""Messages to people without a mailbox: printed, posted by hand, and given on the day they were posted."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dsar.enums import Channel, DeliveryKind, DeliveryState, EventType, JobKind, Right, Role, Status
from dsar.models import Case, Delivery, Event, Job
from dsar.services import clarification, contacts, doctor, extension, posted_letters, posting, renewals
from dsar.services.contacts import Contact
from dsar.services.errors import Refused
from dsar.services.submissions import Asked, receive
from identity.enums import Doubt
from identity.services import checks
from tests.factories.office import NOW, a_case, an_office, staff
from tests.factories.staff import client_of

pytestmark = pytest.mark.django_db
ADDRESS = "3 Quarry Cottages\nOttermouth\nZZ7 3BN"
LATER = NOW + timedelta(days=2)


def by_post(*, address: str = ADDRESS, name: str = "Agnes Thornbury", now: object = NOW) -> Case:
    """The case of somebody who wrote a letter and has no e-mail address."""
    asked = Asked(name=name, email="", rights=[Right.ACCESS], address=address, words="What do you keep?")
    submission = receive(
        asked,
        submission_id=uuid4(),
        controller=an_office(),
        channel=Channel.POST,
        received_at=now,  # type: ignore[arg-type]  # an instant
        now=now,  # type: ignore[arg-type]  # an instant
        logged_by=staff(Role.CASEWORKER),
    )
    return submission.cases.select_related("submission__person", "controller").get()


def acknowledgement(case: Case) -> Delivery:
    return case.submission.deliveries.get(kind=DeliveryKind.ACKNOWLEDGEMENT)


def posted(delivery: Delivery, on: date = date(2026, 11, 26)) -> Delivery:
    return posting.mark_posted(delivery, on=on, actor=staff(Role.CASEWORKER), now=LATER)


def text_of(delivery: Delivery) -> str:
    """The letter on one line."""
    return " ".join(posted_letters.write(delivery).text().split())


@pytest.fixture(autouse=True)
def office() -> None:
    an_office()


def test_an_acknowledgement_waits_to_be_posted_and_no_job_sends_it() -> None:
    waiting = acknowledgement(by_post())
    assert (waiting.way, waiting.state, waiting.secrets) == ("post", DeliveryState.TO_POST, None)
    assert not Job.objects.filter(kind=JobKind.SEND, subject_id=waiting.pk).exists()


def test_its_letter_has_an_address_a_reference_and_no_link() -> None:
    case = by_post()
    letter = text_of(acknowledgement(case))
    for wanted in (
        "Agnes Thornbury 3 Quarry Cottages",
        case.submission.reference,
        "reached us on 24 November",
    ):
        assert wanted in letter
    assert "/r/" not in letter
    assert "your page" not in letter
    assert "supervisory authority" in letter


@pytest.mark.parametrize("kind", ["clarification", "id_request"])
def test_a_question_on_paper_says_how_to_answer_on_paper(kind: str) -> None:
    case, actor = by_post(), staff(Role.CASEWORKER)
    if kind == "clarification":
        clarification.ask(
            case,
            question="Which years?",
            reason="We keep thirty.",
            stops_clock=True,
            key=uuid4(),
            actor=actor,
            now=NOW,
        )
    else:
        checks.ask(case, doubt=next(iter(Doubt)), why="Two people have this name.", actor=actor, now=NOW)
    letter = text_of(case.submission.deliveries.get(kind=kind))
    assert case.controller.address.splitlines()[0] in letter
    assert "/r/" not in letter
    assert "your page" not in letter


def test_marked_with_its_day_by_whom_and_the_letter_is_kept() -> None:
    case = by_post()
    row = posted(acknowledgement(case))
    assert (row.state, row.posted_on, row.posted_by) == ("sent", LATER.date(), staff(Role.CASEWORKER))
    assert row.letter is not None
    assert row.letter.content_type == "application/pdf"
    event = Event.objects.get(type=EventType.MESSAGE_POSTED)
    assert (event.occurred_on, event.data["kind"]) == (LATER.date(), "acknowledgement")
    assert posted(row).posted_on == LATER.date()
    assert Event.objects.filter(type=EventType.MESSAGE_POSTED).count() == 1
    with pytest.raises(Refused, match="recorded already that this was posted on 26 November 2026"):
        posted(row, NOW.date())


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2026, 11, 27), "still to come"),
        (date(2026, 11, 23), "before it was written, on 24 November 2026"),
    ],
)
def test_a_day_that_cannot_be_is_refused(on: date, sentence: str) -> None:
    waiting = acknowledgement(by_post())
    with pytest.raises(Refused, match=sentence):
        posted(waiting, on)
    assert Delivery.objects.get(pk=waiting.pk).state == DeliveryState.TO_POST


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"address": ""}, "Give a postal address"),
        ({"name": ""}, "Give a name: a letter"),
        ({"name": "", "address": ""}, "Give a name and a postal address"),
    ],
)
def test_without_an_address_it_says_what_is_missing_until_it_is_given(
    given: dict[str, str], sentence: str
) -> None:
    case = by_post(**given)
    with pytest.raises(Refused, match=sentence):
        posted(acknowledgement(case))
    contact = Contact(name="Agnes Thornbury", email="", phone="", address=ADDRESS)
    assert contacts.correct(case, contact, actor=staff(Role.CASEWORKER), now=NOW)
    assert posted(acknowledgement(case)).state == DeliveryState.SENT
    event = Event.objects.get(type=EventType.DETAILS_CORRECTED)
    assert set(event.data["fields"]) == set(given)


def test_the_clock_stops_on_the_day_a_question_was_posted() -> None:
    case = by_post()
    question = clarification.ask(
        case,
        question="Which years?",
        reason="We keep thirty.",
        stops_clock=True,
        key=uuid4(),
        actor=staff(Role.CASEWORKER),
        now=NOW,
    )
    assert Case.objects.get(pk=case.pk).clock_state == "running"
    posted(question, on=date(2026, 11, 25))
    (asked,) = clarification.questions(Case.objects.get(pk=case.pk))
    assert (asked.sent_on, Case.objects.get(pk=case.pk).clock_state) == (date(2026, 11, 25), "paused")


def test_the_limit_moves_with_the_day_a_notice_was_posted_and_not_after_the_last_one() -> None:
    case = by_post()
    notice = extension.extend(
        case, months=2, factor="volume", facts="Thirty boxes.", actor=staff(Role.DPO), now=NOW
    )
    assert "We need more time" in text_of(notice)
    assert Case.objects.get(pk=case.pk).limit_on == date(2026, 12, 24)
    late = NOW + timedelta(days=45)
    with pytest.raises(Refused, match="8 January 2027 is too late: 24 December 2026 was the last day"):
        posting.mark_posted(notice, on=late.date(), actor=staff(Role.DPO), now=late)
    posting.mark_posted(notice, on=date(2026, 12, 1), actor=staff(Role.DPO), now=late)
    assert Case.objects.get(pk=case.pk).limit_on == date(2027, 2, 24)


def test_a_message_that_failed_is_sent_again_once_to_the_address_that_is_right_now() -> None:
    case, actor = a_case(), staff(Role.CASEWORKER)
    failed = acknowledgement(case)
    with pytest.raises(Refused, match="Only a message that failed"):
        renewals.renew(failed, actor=actor, now=NOW)
    Delivery.objects.filter(pk=failed.pk).update(state=DeliveryState.FAILED, reason="no such mailbox")
    contact = Contact(name="Sofia Lindqvist", email="sofia@example.org", phone="", address="")
    contacts.correct(case, contact, actor=actor, now=NOW)
    again = renewals.renew(failed, actor=actor, now=NOW)
    assert (again.about, again.open("to")) == (f"{failed.about}:again", "sofia@example.org")
    assert "/r/" in again.open("secrets")
    with pytest.raises(Refused, match="sent again already"):
        renewals.renew(failed, actor=actor, now=NOW)
    assert Delivery.objects.get(pk=failed.pk).state == DeliveryState.FAILED
    event = Event.objects.get(type=EventType.MESSAGE_RENEWED)
    assert event.data["instead_of"] == str(failed.id)


def test_another_mailbox_is_not_a_proven_one() -> None:
    case = a_case()
    checks.contact_proven(case.submission, now=NOW)
    contact = Contact(name="Sofia Lindqvist", email="other@example.org", phone="", address="")
    contacts.correct(case, contact, actor=staff(Role.CASEWORKER), now=NOW)
    case.submission.refresh_from_db()
    assert case.submission.contact_proven_at is None


def test_the_doctor_names_a_letter_that_nobody_posts() -> None:
    waiting = acknowledgement(by_post())
    assert not [line for line in doctor.examine(NOW, strict=False) if "posted" in line]
    (line,) = [x for x in doctor.examine(NOW + timedelta(days=8), strict=False) if "posted" in x]
    assert line == f"message {waiting.id} (acknowledgement): it waits to be posted for 8 days"


@pytest.fixture
def client() -> Client:
    return client_of(Role.CASEWORKER)


def test_today_leads_to_what_waits_and_from_there_to_the_letter(client: Client) -> None:
    case = by_post(now=timezone.now())
    waiting = acknowledgement(case)
    today = client.get(reverse("dsar:today")).content.decode()
    assert "to be posted" in today
    listed = client.get(reverse("dsar:posts")).content.decode()
    address = reverse("dsar:case_post", args=[case.id, waiting.id])
    assert address in listed
    assert "since today" in listed
    shown = client.get(address).content.decode()
    assert "Open the letter and print it" in shown
    letter = client.get(reverse("dsar:case_letter", args=[case.id, waiting.id]))
    assert letter.content.startswith(b"%PDF-")
    assert Event.objects.get(type=EventType.LETTER_VIEWED).data["kind"] == "acknowledgement"
    on = timezone.localdate().isoformat()
    assert client.post(address, {"on": "yesterday"}).status_code == 400
    assert client.post(address, {"on": on}).status_code == 302
    assert client.post(address, {"on": on}).status_code == 302
    assert "Nothing waits to be posted." in client.get(reverse("dsar:posts")).content.decode()
    assert "posted" in client.get(reverse("dsar:case_messages", args=[case.id])).content.decode()
    assert "to be posted" not in client.get(reverse("dsar:today")).content.decode()


def test_a_failed_message_is_offered_again_until_it_was_sent_again(client: Client) -> None:
    case = a_case()
    failed = acknowledgement(case)
    Delivery.objects.filter(pk=failed.pk).update(state=DeliveryState.FAILED)
    messages = reverse("dsar:case_messages", args=[case.id])
    assert "Send again" in client.get(messages).content.decode()
    in_trouble = f"{reverse('dsar:cases')}?due=failed"
    assert case.reference in client.get(in_trouble).content.decode()
    client.post(reverse("dsar:case_message_again", args=[case.id, failed.id]))
    assert "Send again" not in client.get(messages).content.decode()
    assert case.reference not in client.get(in_trouble).content.decode()
    assert "Send again" not in client_of(Role.AUDITOR).get(messages).content.decode()


def test_a_message_of_another_case_is_not_there(client: Client) -> None:
    mine, other = by_post(), acknowledgement(by_post())
    for name in ("dsar:case_post", "dsar:case_letter"):
        assert client.get(reverse(name, args=[mine.id, other.id])).status_code == 404
    assert client.post(reverse("dsar:case_message_again", args=[mine.id, other.id])).status_code == 404


def test_an_auditor_sees_what_waits_and_posts_nothing() -> None:
    case = by_post()
    auditor = client_of(Role.AUDITOR)
    assert auditor.get(reverse("dsar:posts")).status_code == 200
    address = reverse("dsar:case_post", args=[case.id, acknowledgement(case).id])
    assert auditor.post(address, {"on": "2026-11-24"}).status_code == 403
    assert acknowledgement(case).state == DeliveryState.TO_POST
    assert Case.objects.get(pk=case.pk).status == Status.RECEIVED
