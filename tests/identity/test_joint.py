"""Two people in one message: each has a request, an identity and secrets of their own."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from dsar.enums import LinkKind, Right, Role
from dsar.models import Case, DataKey, Delivery, Submission, SubmissionLink
from dsar.services.contacts import Contact
from dsar.spokes import link_for
from exports.models import Package
from identity.models import Check
from identity.services import checks, joint, links
from tests.factories.office import NOW, a_case, staff
from tests.factories.rights import answered, begun, carried_out, case_of, decided, fetched
from tests.identity.requester import Requester, text_of
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


def test_each_of_the_two_gets_their_own_answer_and_no_more() -> None:
    first = case_of(Right.OBJECTION)
    who = Contact(name="Anders Lindqvist", email="anders@example.org", phone="", address="")
    other = joint.add(first, who, actor=staff(Role.CASEWORKER), now=NOW)
    package = answered(carried_out(decided(begun(first))))
    theirs = other.cases.get()
    assert (theirs.status, theirs.identity_settled_at) == ("received", None)
    assert not Package.objects.filter(case=theirs).exists()
    sent = Delivery.objects.get(kind="delivery")
    assert (sent.submission_id, sent.open("to")) == (first.submission_id, "sofia.lindqvist@example.org")
    with time_machine.travel(NOW + DAY, tick=False):
        own, else_ = Requester(first.submission).come_in(), Requester(other).come_in()
        assert "Our answer is ready" in own.words()
        shown = else_.words()
        assert "Our answer is ready" not in shown
        assert first.submission.reference not in shown
        address = reverse("exports:requester_letter", args=[package.answer])
        assert else_.client.get(address).status_code in (403, 404)
    assert Case.objects.get(pk=theirs.pk).status == "received"


def test_the_other_person_is_proven_and_answered_for_themselves() -> None:
    first = case_of(Right.OBJECTION)
    who = Contact(name="Anders Lindqvist", email="anders@example.org", phone="", address="")
    other = joint.add(first, who, actor=staff(Role.CASEWORKER), now=NOW + 3 * DAY)
    answered(carried_out(decided(begun(first))))
    answered(carried_out(decided(begun(other.cases.get()))))
    sent = Delivery.objects.filter(kind="delivery").order_by("created_at", "pk")
    assert {each.open("to") for each in sent} == {"sofia.lindqvist@example.org", "anders@example.org"}
    assert {each.submission_id for each in sent} == {first.submission_id, other.pk}
    letters = [fetched(package) for package in Package.objects.order_by("pk")]
    assert letters[0] != letters[1]
