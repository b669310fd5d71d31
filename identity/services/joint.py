"""Several people in one message: each becomes a request of its own, with its own identity and secrets."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.enums import Channel, LinkKind, Relation, Right
from dsar.models import Case, Submission, SubmissionLink, User
from dsar.services import linking, submissions
from dsar.services.contacts import Contact
from dsar.services.errors import Refused
from dsar.services.submissions import Asked


def add(case: Case, who: Contact, *, actor: User, now: datetime) -> Submission:
    """Take another person of the same message in, received when it was, for the same rights; both are linked.

    Nothing of the first person goes over but the words of the message. Refused without a name, or for the
    first person again.
    """
    first = case.submission
    if not who.name.strip():
        raise Refused(_("Give the name of the other person."))
    if who.name.strip() == first.person.open("name"):
        raise Refused(_("That is the person whose request this is already."))
    rights = first.cases.order_by("number").values_list("right", flat=True)
    asked = Asked(
        name=who.name.strip(),
        email=who.email.strip(),
        phone=who.phone.strip(),
        address=who.address.strip(),
        rights=[Right(right) for right in rights],
        relation=Relation(first.person.relation),
        words=first.open("words"),
    )
    with transaction.atomic():
        other = submissions.receive(
            asked,
            submission_id=uuid4(),
            controller=first.controller,
            channel=Channel(first.channel),
            received_at=first.received_at,
            now=now,
            language=first.language,
            logged_by=actor,
        )
        # One mailbox for both looks like one person: then they know each other already, for a wrong reason.
        pair = [first.pk, other.pk]
        SubmissionLink.objects.filter(submission__in=pair, earlier__in=pair).delete()
        linking.link_by_hand(case, other.reference, kind=LinkKind.JOINT, actor=actor, now=now)
    return other
