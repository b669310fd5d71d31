"""A complaint arrives: once, with its own reference and its dates, acknowledged if it came by the page."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from dsar.crypto.sealed import CannotOpen
from dsar.enums import Channel, ComplaintState, DeliveryKind, EventType, KeyScope, Right, Role
from dsar.models import Complaint, Controller, DataKey, Delivery, Event
from dsar.services.complaints import about, dates
from dsar.services.complaints.about import About
from dsar.services.complaints.receipt import Told, receive, with_reference
from dsar.services.errors import Refused
from tests.factories.complaints import EMAIL, a_complaint
from tests.factories.office import NOW, a_submission, an_office, staff
from tests.support.databases import CommittedDatabase
from tests.support.threads import at_once

VECTORS = [
    ("uk-ew", date(2026, 6, 19), date(2026, 7, 20)),
    ("uk-ew", date(2026, 7, 2), date(2026, 8, 3)),
    ("uk-ew", date(2026, 11, 25), date(2026, 12, 29)),
    ("uk-ew", date(2026, 12, 2), date(2027, 1, 4)),
    ("uk-sct", date(2026, 10, 31), date(2026, 12, 1)),
    ("uk-nir", date(2026, 6, 20), date(2026, 7, 20)),
]


@pytest.mark.parametrize(("place", "received", "limit"), VECTORS)
@pytest.mark.django_db
def test_the_last_day_for_the_acknowledgement(place: str, received: date, limit: date) -> None:
    controller = an_office()
    controller.jurisdiction = place
    controller.save()
    arrived = datetime(received.year, received.month, received.day, 10, tzinfo=UTC)
    complaint = a_complaint(controller=controller, now=arrived)
    assert complaint.ack_by_on == limit
    assert complaint.ack_target_on is not None
    assert complaint.ack_target_on <= limit
    assert complaint.progress_by_on == received + timedelta(days=14)
    assert complaint.outcome_by_on is not None
    assert complaint.outcome_by_on >= received + timedelta(days=30)
    why = dates.why(complaint)
    assert not why.no_duty
    assert why.steps[-1]["cite"] == "Data Protection Act 2018 s. 164A"


@pytest.mark.django_db
def test_in_the_union_no_law_sets_a_day_and_the_targets_are_ours() -> None:
    controller = an_office()
    controller.jurisdiction, controller.zone = "eu-ie", "Europe/Dublin"
    controller.save()
    complaint = a_complaint(controller=controller)
    assert complaint.ack_by_on is None
    assert complaint.ack_target_on == date(2026, 12, 23)
    assert complaint.outcome_by_on == date(2026, 12, 24)
    why = dates.why(complaint)
    assert why.steps == ()
    assert "United Kingdom" in why.no_duty


@pytest.mark.django_db
def test_before_the_law_began_there_is_a_target_only() -> None:
    complaint = a_complaint(now=datetime(2026, 6, 18, 9, tzinfo=UTC))
    assert complaint.ack_by_on is None
    assert complaint.ack_target_on is not None


@pytest.mark.django_db
def test_the_day_is_the_controllers_day_not_that_of_utc() -> None:
    controller = an_office()
    late_evening = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    complaint = a_complaint(controller=controller, now=late_evening)
    assert complaint.received_on == date(2026, 7, 2), "half past midnight in London"
    assert complaint.ack_by_on == date(2026, 8, 3)


@pytest.mark.django_db
def test_one_from_the_page_is_acknowledged_by_mail_and_others_by_staff() -> None:
    complaint = a_complaint(channel=Channel.WEB_FORM)
    (delivery,) = Delivery.objects.all()
    assert (delivery.kind, delivery.complaint, delivery.open("to")) == (
        DeliveryKind.COMPLAINT_ACK,
        complaint,
        EMAIL,
    )
    assert complaint.state == ComplaintState.RECEIVED, "it counts when it was sent"
    a_complaint(channel=Channel.WEB_FORM, email="")
    a_complaint(channel=Channel.EMAIL)
    assert Delivery.objects.count() == 1


@pytest.mark.django_db
def test_the_log_says_who_brought_it_and_when_without_a_word_of_it() -> None:
    complaint = a_complaint(now=NOW)
    event = Event.objects.get(type=EventType.COMPLAINT_RECEIVED)
    assert (event.actor, event.actor_role) == (staff(Role.CASEWORKER), Role.CASEWORKER)
    assert event.data == {"complaint": str(complaint.id), "channel": "email"}
    a_complaint(channel=Channel.WEB_FORM)
    assert Event.objects.filter(type=EventType.COMPLAINT_RECEIVED, actor_role=Role.REQUESTER).count() == 1


@pytest.mark.django_db
def test_it_cannot_have_arrived_tomorrow() -> None:
    with pytest.raises(Refused, match="later than now"):
        receive(
            Told("Late", "Rowan Ashdown", EMAIL),
            complaint_id=uuid4(),
            controller=an_office(),
            channel=Channel.POST,
            received_at=NOW + timedelta(minutes=1),
            now=NOW,
        )


def test_sent_eight_times_at_once_it_is_one_complaint(committed_db: CommittedDatabase) -> None:
    controller, complaint_id = an_office(), uuid4()

    def press(_number: int) -> str:
        return receive(
            Told("Late", "Rowan Ashdown", EMAIL),
            complaint_id=complaint_id,
            controller=Controller.objects.get(pk=controller.pk),
            channel=Channel.WEB_FORM,
            received_at=NOW,
            now=NOW,
        ).reference

    assert len(set(at_once(8, press))) == 1
    assert Complaint.objects.count() == 1
    assert Delivery.objects.count() == 1
    assert Event.objects.filter(type=EventType.COMPLAINT_RECEIVED).count() == 1


@pytest.mark.django_db
def test_a_reference_finds_the_request_and_with_its_number_the_case() -> None:
    submission = a_submission()
    case = submission.cases.get()
    found = about.find(submission.controller, f" {submission.reference.lower()} ")
    assert (found.submission, found.case) == (submission, case)
    assert about.find(submission.controller, f"{submission.reference}-1").case == case
    assert about.find(submission.controller, f"{submission.reference}-2").case is None
    assert about.find(submission.controller, "K7QM-2XPD") == About()
    assert about.find(submission.controller, "") == About()


@pytest.mark.django_db
def test_a_strangers_reference_links_only_with_the_address_of_that_request() -> None:
    submission = a_submission(email="Sofia.Lindqvist@example.org")
    controller, reference = submission.controller, submission.reference
    assert about.vouched(controller, reference, EMAIL) == About()
    assert about.vouched(controller, reference, "") == About()
    assert about.vouched(controller, reference, "sofia.lindqvist@example.org").submission == submission


def test_the_reference_given_stands_with_the_words() -> None:
    told = with_reference(Told("Too late.", "Rowan Ashdown", EMAIL), "K7QM-2XPD")
    assert told.words == "Too late.\n\nReference given: K7QM-2XPD"


@pytest.mark.django_db
def test_linked_to_a_request_it_is_sealed_with_its_key() -> None:
    complaint, submission = a_complaint(), a_submission()
    linked = about.link(complaint, submission.reference, actor=staff(Role.CASEWORKER), now=NOW)
    assert (linked.submission, linked.case) == (submission, submission.cases.get())
    assert linked.case is not None
    assert linked.case.right == Right.ACCESS
    again = Complaint.objects.get(pk=complaint.pk)
    assert again.open("words").startswith("You answered too late")
    DataKey.objects.destroy(KeyScope.SUBMISSION, submission.pk, NOW)
    with pytest.raises(CannotOpen):
        again.open("words")


@pytest.mark.django_db
def test_it_is_not_linked_to_a_request_that_is_not_there() -> None:
    with pytest.raises(Refused, match="No request has this reference"):
        about.link(a_complaint(), "K7QM-2XPD", actor=staff(Role.CASEWORKER), now=NOW)
