"""What the person is told counts when it was sent, or posted; never before."""

from datetime import date, timedelta

import pytest

from dsar.enums import Channel, ComplaintState, DeliveryState, EventType, Role
from dsar.models import Complaint, Delivery, Event
from dsar.services import files
from dsar.services.complaints import acknowledgement, messages, steps
from dsar.services.errors import Refused
from tests.factories.complaints import a_complaint, go_out
from tests.factories.office import NOW, staff
from tests.support.mail import MailServer

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


def again(complaint: Complaint) -> Complaint:
    return Complaint.objects.get(pk=complaint.pk)


def test_a_mail_acknowledges_when_it_went_out(smtp_server: MailServer) -> None:
    complaint = a_complaint(channel=Channel.WEB_FORM)
    go_out(Delivery.objects.get(), LATER)
    told = again(complaint)
    assert (told.state, told.acknowledged_at) == (ComplaintState.ACKNOWLEDGED, LATER)
    (mail,) = smtp_server.messages
    body = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert complaint.reference in body
    assert f"/c/alder/complaint/{complaint.pk.hex}" in body
    assert "old address" not in mail.as_string(), "no mail carries what a stranger wrote"
    event = Event.objects.get(type=EventType.COMPLAINT_ACKNOWLEDGED)
    assert event.data["complaint"] == str(complaint.pk)


def test_a_mail_that_is_refused_acknowledges_nothing(smtp_server: MailServer) -> None:
    smtp_server.answer = "550 No such person"
    complaint = a_complaint(channel=Channel.WEB_FORM)
    assert go_out(Delivery.objects.get()).state == DeliveryState.FAILED
    assert again(complaint).state == ComplaintState.RECEIVED
    letter = acknowledgement.by_letter(complaint, actor=staff(Role.CASEWORKER), now=LATER)
    assert letter.state == DeliveryState.TO_POST


def test_a_letter_acknowledges_on_the_day_it_was_posted() -> None:
    complaint = a_complaint(channel=Channel.PHONE, email="")
    caseworker = staff(Role.CASEWORKER)
    letter = acknowledgement.by_letter(complaint, actor=caseworker, now=NOW)
    assert again(complaint).state == ComplaintState.RECEIVED
    assert letter.letter is not None
    with files.open_reader(letter.letter) as reader:
        assert b"".join(reader.chunks()).startswith(b"%PDF")
    for wrong in (date(2026, 11, 23), date(2026, 11, 28)):
        with pytest.raises(Refused, match="between its date and today"):
            messages.posted(letter, on=wrong, actor=caseworker, now=LATER)
    messages.posted(letter, on=date(2026, 11, 25), actor=caseworker, now=LATER)
    told = again(complaint)
    assert told.state == ComplaintState.ACKNOWLEDGED
    assert told.acknowledged_at is not None
    assert told.acknowledged_at.date() == date(2026, 11, 25)
    with pytest.raises(Refused, match="not waiting to be posted"):
        messages.posted(letter, on=date(2026, 11, 26), actor=caseworker, now=LATER)


def test_nothing_is_acknowledged_twice(smtp_server: MailServer) -> None:
    complaint = a_complaint(channel=Channel.WEB_FORM)
    for try_it in (acknowledgement.by_mail, acknowledgement.by_letter):
        with pytest.raises(Refused, match="on its way already"):
            try_it(complaint, actor=staff(Role.CASEWORKER), now=NOW)
    go_out(Delivery.objects.get())
    with pytest.raises(Refused, match="acknowledged already"):
        acknowledgement.by_mail(complaint, actor=staff(Role.CASEWORKER), now=NOW)
    assert Delivery.objects.count() == 1


def test_without_an_address_no_mail_goes() -> None:
    complaint = a_complaint(email="")
    with pytest.raises(Refused, match="Send a letter"):
        acknowledgement.by_mail(complaint, actor=staff(Role.CASEWORKER), now=NOW)


def test_the_next_word_is_owed_14_days_after_the_last_went_out(smtp_server: MailServer) -> None:
    complaint = a_complaint()
    caseworker = staff(Role.CASEWORKER)
    words = "We have asked the sales team for their notes."
    step = steps.tell_by_mail(complaint, words, actor=caseworker, now=NOW)
    assert step.told
    assert again(complaint).progress_by_on == date(2026, 12, 8)
    go_out(Delivery.objects.get(), LATER)
    assert again(complaint).progress_by_on == date(2026, 12, 11)
    assert "asked the sales team" in smtp_server.messages[0].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    second = steps.tell_by_letter(complaint, "We have their notes.", actor=caseworker, now=LATER)
    assert second.open("text") == "We have their notes."
    letter = Delivery.objects.get(state=DeliveryState.TO_POST)
    messages.posted(letter, on=date(2026, 11, 27), actor=caseworker, now=LATER)
    assert again(complaint).progress_by_on == date(2026, 12, 11)


def test_a_note_is_for_the_record_and_tells_nobody() -> None:
    complaint = a_complaint()
    caseworker = staff(Role.CASEWORKER)
    steps.note(complaint, "Read the case.", on=date(2026, 11, 25), actor=caseworker, now=LATER)
    assert not Delivery.objects.exists()
    assert again(complaint).progress_by_on == date(2026, 12, 8)
    (event,) = Event.objects.filter(type=EventType.COMPLAINT_STEP)
    assert "Read the case" not in str(event.data)
    for wrong in (date(2026, 11, 23), date(2026, 11, 28)):
        with pytest.raises(Refused, match="between the receipt and today"):
            steps.note(complaint, "Too soon.", on=wrong, actor=caseworker, now=LATER)


def test_an_auditor_gets_no_complaint_to_work_on() -> None:
    complaint = a_complaint()
    with pytest.raises(Refused, match="Choose a caseworker or a DPO"):
        steps.assign(complaint, staff(Role.AUDITOR), actor=staff(Role.DPO), now=NOW)
    given = steps.assign(complaint, staff(Role.CASEWORKER), actor=staff(Role.DPO), now=NOW)
    assert given.owner == staff(Role.CASEWORKER)
