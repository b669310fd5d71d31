"""Two people in one message: each has a request, an identity and secrets of their own."""

from datetime import timedelta

import pytest
import time_machine

from dsar.enums import LinkKind, Role
from dsar.models import DataKey, Delivery, Submission, SubmissionLink
from dsar.spokes import link_for
from identity.models import Check
from identity.services import checks, links
from tests.factories.office import NOW, a_case, staff
from tests.identity.requester import text_of
from tests.identity.world import desk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_another_person_of_the_same_message_has_everything_of_their_own() -> None:
    case = a_case()
    path = f"/desk/cases/{case.id}/identity/joint/"
    given = {"joint-name": "Anders Lindqvist", "joint-email": "sofia.lindqvist@example.org"}
    with time_machine.travel(NOW + 2 * DAY, tick=False):
        client, _ = desk(Role.CASEWORKER)
        missing = client.post(path, given | {"joint-name": ""})
        assert "Give the name of the other person." in text_of(missing)
        again = client.post(path, given | {"joint-name": "Sofia Lindqvist"})
        assert "whose request this is already" in text_of(again)
        done = client.post(path, given, follow=True)
    other = Submission.objects.exclude(pk=case.submission_id).get()
    assert f"Request {other.reference} is theirs" in text_of(done)
    assert (other.received_on, other.logged_by) == (case.submission.received_on, staff(Role.CASEWORKER))
    assert other.person.open("name") == "Anders Lindqvist"
    assert SubmissionLink.objects.get().kind == LinkKind.JOINT
    theirs = other.cases.get()
    assert (theirs.right, str(theirs.limit_on)) == (case.right, "2026-12-24")
    checks.settle(
        case.submission,
        method="document",
        arrived_on=NOW.date(),
        actor=staff(Role.CASEWORKER),
        now=NOW + 2 * DAY,
    )
    theirs.refresh_from_db()
    assert theirs.identity_settled_at is None
    assert not Check.objects.filter(submission=other, state="settled").exists()
    found = links.find(link_for(other, NOW).rstrip("/").rpartition("/")[2], now=NOW)
    assert found == other
    keys = DataKey.objects.filter(scope="submission").values_list("scope_id", flat=True)
    assert {case.submission_id, other.id} <= set(keys)
    assert Delivery.objects.filter(kind="acknowledgement").count() == 2
