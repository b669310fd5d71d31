"""The demo office in a test's database: the same furnishing as the trial, through the real services."""

from datetime import UTC, datetime
from uuid import uuid4

from config.demo import office
from dsar.enums import Channel, Relation, Right, Role
from dsar.models import Case, Controller, Submission, User
from dsar.services.submissions import Asked, receive

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def an_office(now: datetime = NOW) -> Controller:
    """The controller of the demo office with its staff and register, without a source."""
    return Controller.objects.filter(slug=office.SLUG).first() or office.furnish(now)


def staff(role: Role) -> User:
    """The member of the demo staff with a role."""
    mailbox = next(each.mailbox for each in office.STAFF if each.role == role)
    return User.objects.get(email=mailbox)


def a_submission(
    controller: Controller | None = None,
    *,
    name: str = "Sofia Lindqvist",
    email: str = "sofia.lindqvist@example.org",
    now: datetime = NOW,
    words: str = "Please send me everything you hold about me.",
) -> Submission:
    """A submission for access that came through the form."""
    asked = Asked(
        name=name,
        email=email,
        rights=[Right.ACCESS],
        relation=Relation.CUSTOMER,
        address="12 Lantern Row\nOttermouth\nZZ7 3BN",
        words=words,
    )
    return receive(
        asked,
        submission_id=uuid4(),
        controller=controller or an_office(),
        channel=Channel.WEB_FORM,
        received_at=now,
        now=now,
    )


def a_case(**given: object) -> Case:
    """The access case of a fresh submission."""
    return a_submission(**given).cases.get()  # type: ignore[arg-type]
