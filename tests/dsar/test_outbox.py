"""The outbox before a real SMTP server: sent once, tried again under its Message-ID, failures are seen."""

import logging
import smtplib
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from dsar.enums import DeliveryKind, DeliveryState, EventType, JobState
from dsar.models import Controller, Delivery, Event, Job
from dsar.services import deliveries, job_runner, outbox
from tests.factories.office import NOW, a_submission, an_office
from tests.factories.road import due_now
from tests.support.databases import CommittedDatabase
from tests.support.mail import MailServer
from tests.support.threads import at_once

ADDRESS = "quillon.harrowgate@example.org"
SENT_AT = NOW + timedelta(minutes=1)


def a_message() -> Delivery:
    """The acknowledgement of a fresh submission, with a link among its secrets."""
    return a_submission(email=ADDRESS).deliveries.get()


def job_of(delivery: Delivery) -> Job:
    return Job.objects.get(subject_id=delivery.pk)


def send(delivery: Delivery) -> Delivery:
    """Let a worker take the message's job, its time having come."""
    due_now(job_of(delivery))
    job_runner.run(job_of(delivery).pk, clock=lambda: SENT_AT)
    return Delivery.objects.get(pk=delivery.pk)


def events(delivery: Delivery, kind: EventType) -> list[Event]:
    return list(Event.objects.filter(type=kind, data__delivery=str(delivery.id)))


def wait_of(delivery: Delivery) -> float:
    """How many seconds the message's job is to wait, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM start_after_at - now())::float FROM dsar_job WHERE subject_id = %s",
            [delivery.pk],
        )
        return float(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_message_is_sent_once_and_forgets_its_secrets(smtp_server: MailServer) -> None:
    delivery = a_message()
    link = outbox.rendered(delivery).text
    assert "/r/" in link
    sent = send(delivery)
    send(delivery)
    (message,) = smtp_server.messages
    assert (sent.state, sent.sent_at, sent.secrets, sent.tries) == (DeliveryState.SENT, SENT_AT, None, 1)
    assert message["Message-ID"] == delivery.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Reply-To"] == an_office().dpo_email
    assert smtp_server.envelopes[0][1] == [ADDRESS]
    assert "/r/" in message.get_body(("plain",)).get_content()
    assert len(events(delivery, EventType.MESSAGE_SENT)) == 1
    assert job_of(delivery).state == JobState.DONE


@pytest.mark.django_db
def test_a_sent_message_cannot_keep_its_secrets() -> None:
    delivery = a_message()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.SENT, sent_at=NOW)


@pytest.mark.django_db
def test_a_lost_answer_sends_it_again_under_the_same_message_id(smtp_server: MailServer) -> None:
    delivery = a_message()
    smtp_server.cut = True
    cut = send(delivery)
    assert (cut.state, bool(cut.secrets)) == (DeliveryState.WAITING, True)
    smtp_server.cut = False
    assert send(delivery).state == DeliveryState.SENT
    assert [message["Message-ID"] for message in smtp_server.messages] == [delivery.message_id] * 2
    assert len(events(delivery, EventType.MESSAGE_SENT)) == 1


@pytest.mark.django_db
def test_a_recipient_whom_the_server_refused_is_noticed_though_others_were_taken(
    smtp_server: MailServer,
) -> None:
    office = an_office()
    smtp_server.unknown = {"gone@example.org"}
    reminder = deliveries.post(
        DeliveryKind.RETURNED,
        about="somebody left",
        to="gone@example.org, there@example.org",
        controller=office,
        context={
            "controller_name": office.name,
            "dpo_email": office.dpo_email,
            "reference": "K7QM-2XPD",
            "right": "access",
            "link": "https://desk.example.org/",
        },
        now=NOW,
    )
    assert reminder is not None
    sent = send(reminder)
    assert (sent.state, sent.reason) == (DeliveryState.SENT, "1 of 2 recipients were refused (550)")
    assert smtp_server.envelopes[0][1] == ["there@example.org"]
    assert events(sent, EventType.MESSAGE_SENT)[0].data["refused"] == 1
    smtp_server.unknown.add("there@example.org")
    smtp_server.unknown.add(ADDRESS)
    lost = send(a_message())
    assert lost.state == DeliveryState.FAILED
    assert lost.reason == "the mail server refused it for good (550)"


@pytest.mark.django_db
def test_not_now_is_tried_again_with_longer_waits(smtp_server: MailServer) -> None:
    delivery = a_message()
    smtp_server.answer = "451 4.3.0 Come back later"
    waits = []
    for _ in range(5):
        waiting = send(delivery)
        waits.append(round(wait_of(delivery) / 60))
        assert (waiting.state, job_of(delivery).attempt) == (DeliveryState.WAITING, 0)
    assert waits == [1, 2, 5, 15, 30]
    assert waiting.reason == "the mail server said not now (451)"
    smtp_server.answer = "250 Taken"
    assert send(delivery).state == DeliveryState.SENT
    assert len(smtp_server.messages) == 1


@pytest.mark.django_db
def test_a_server_that_is_not_there_is_tried_again(smtp_server: MailServer) -> None:
    delivery = a_message()
    smtp_server.stop()
    waiting = send(delivery)
    assert waiting.state == DeliveryState.WAITING
    assert waiting.reason == "the mail server could not be reached (ConnectionRefusedError)"


@pytest.mark.django_db
def test_after_three_days_it_is_failed_and_seen(smtp_server: MailServer) -> None:
    delivery = a_message()
    smtp_server.answer = "451 4.3.0 Come back later"
    waited = 0.0
    for _ in range(len(outbox.WAITS)):
        assert send(delivery).state == DeliveryState.WAITING
        waited += wait_of(delivery)
    failed = send(delivery)
    assert timedelta(days=2) < timedelta(seconds=waited) < timedelta(days=4)
    assert failed.state == DeliveryState.FAILED
    assert failed.reason.endswith("12 times over three days")
    assert len(events(delivery, EventType.MESSAGE_FAILED)) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["data", "recipient"])
def test_never_is_failed_at_once_and_seen(smtp_server: MailServer, where: str) -> None:
    delivery = a_message()
    if where == "data":
        smtp_server.answer = f"554 5.7.1 Not for {ADDRESS}"
    else:
        refuse(smtp_server, "550 5.1.1 Nobody here", ADDRESS)
    failed = send(delivery)
    assert failed.state == DeliveryState.FAILED
    assert failed.reason.startswith("the mail server refused it for good (55")
    (event,) = events(delivery, EventType.MESSAGE_FAILED)
    assert ADDRESS not in f"{event.data} {failed.reason} {job_of(delivery).reason}"
    assert (job_of(delivery).state, smtp_server.messages) == (JobState.FAILED, [])


@pytest.mark.django_db
def test_a_recipient_refused_for_now_waits(smtp_server: MailServer) -> None:
    delivery = a_message()
    refuse(smtp_server, "450 4.2.1 Greylisted", ADDRESS)
    assert send(delivery).state == DeliveryState.WAITING


def refuse(server: MailServer, answer: str, *addresses: str) -> None:
    """Let the server refuse some recipients."""

    async def handle(_server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if address in addresses:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 Taken"

    server.handle_RCPT = handle  # type: ignore[attr-defined]


@pytest.mark.django_db
@pytest.mark.parametrize("to", [f"{ADDRESS}\r\nBcc: thief@example.org", f"{ADDRESS}\nSubject: mine", ""])
def test_no_address_splits_a_header(smtp_server: MailServer, to: str) -> None:
    controller = an_office()
    delivery = deliveries.post(
        DeliveryKind.CODE,
        about="one",
        to=to,
        controller=controller,
        context={"controller_name": "Alder", "dpo_email": "dpo@example.org", "minutes": 10},
        secrets={"code": "12345678"},
        now=NOW,
    )
    for _ in range(3):
        failed = send(delivery)
    assert failed.state != DeliveryState.SENT
    assert smtp_server.messages == []
    assert all("thief" not in str(envelope) for envelope in smtp_server.envelopes)


@pytest.mark.django_db
def test_no_name_splits_a_header(smtp_server: MailServer) -> None:
    controller = an_office()
    Controller.objects.filter(pk=controller.pk).update(name="Alder\r\nBcc: thief@example.org\r\n\r\nHello")
    delivery = a_submission(controller=Controller.objects.get(), email=ADDRESS).deliveries.get()
    send(delivery)
    (message,) = smtp_server.messages
    assert message["Bcc"] is None
    assert smtp_server.envelopes[0][1] == [ADDRESS]
    assert "\n" not in message["Subject"]


@pytest.mark.django_db
@pytest.mark.parametrize("trouble", ["", "451 No", "554 No", "cut", "away", "broken"])
def test_the_recipient_is_in_no_log_and_no_event(
    smtp_server: MailServer, trouble: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    delivery = a_message()
    smtp_server.cut = trouble == "cut"
    smtp_server.answer = f"{trouble} for {ADDRESS}" if trouble[:1].isdigit() else "250 Taken"
    if trouble == "away":
        smtp_server.stop()
    if trouble == "broken":
        monkeypatch.setattr(smtplib.SMTP, "sendmail", lambda *_args, **_options: 1 / 0)
    ours = logging.getLogger("mail.log")
    ours.setLevel(logging.CRITICAL)  # the test's own server, not the product
    send(delivery)
    assert ADDRESS not in caplog.text
    assert ADDRESS not in str(list(Event.objects.values_list("data", flat=True)))
    assert ADDRESS not in str(list(Job.objects.values_list("reason", "key", "progress")))
    assert ADDRESS not in str(list(Delivery.objects.values_list("reason", "about", "message_id")))


def test_posted_by_eight_at_once_it_is_one_message(committed_db: CommittedDatabase) -> None:
    controller = an_office()

    def post(_number: int) -> Delivery | None:
        with transaction.atomic():
            return deliveries.post(
                DeliveryKind.CODE, about="once", to=ADDRESS, controller=controller, context={}, now=NOW
            )

    made = [delivery for delivery in at_once(8, post) if delivery]
    assert len(made) == 1
    assert Job.objects.get().subject_id == made[0].pk
    assert Event.objects.filter(type=EventType.MESSAGE_QUEUED).count() == 1
