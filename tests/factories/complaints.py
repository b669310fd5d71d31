"""Complaints, through the real services."""

from datetime import datetime
from uuid import uuid4

from dsar.enums import Channel, ComplaintOutcome, Role
from dsar.models import Complaint, Controller, Delivery, Job
from dsar.services import job_runner
from dsar.services.complaints.about import About
from dsar.services.complaints.answers import Answer
from dsar.services.complaints.receipt import Told, receive
from tests.factories.office import NOW, an_office, staff
from tests.factories.road import due_now

EMAIL = "rowan.ashdown@example.org"
ADDRESS = "4 Tansy Court\nOttermouth\nZZ7 4AB"
ANSWER = Answer(
    outcome=ComplaintOutcome.PARTLY_UPHELD,
    points=(
        ("You answered too late", "You are right: we answered nine days late."),
        ("You sent it to my old address", "We sent it to the address in your letter of May."),
    ),
    remedy="We have sent you the answer, and we apologise.",
    changes="Somebody else now looks at the list of open requests every Monday.",
)


def a_complaint(
    *,
    controller: Controller | None = None,
    channel: Channel = Channel.EMAIL,
    now: datetime = NOW,
    about: About | None = None,
    email: str = EMAIL,
    address: str = ADDRESS,
    words: str = "You answered too late, and to my old address.",
) -> Complaint:
    """A complaint that a caseworker logged, or that came by the page."""
    office = controller or an_office()
    return receive(
        Told(words, "Rowan Ashdown", email, address),
        complaint_id=uuid4(),
        controller=office,
        channel=channel,
        received_at=now,
        now=now,
        about=about,
        actor=None if channel == Channel.WEB_FORM else staff(Role.CASEWORKER),
    )


def go_out(delivery: Delivery, now: datetime = NOW) -> Delivery:
    """Let a worker send a mail."""
    job = Job.objects.get(subject_id=delivery.pk)
    due_now(job)
    job_runner.run(job.pk, clock=lambda: now)
    return Delivery.objects.get(pk=delivery.pk)
