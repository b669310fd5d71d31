"""Somebody elderly writes a letter, has no e-mail, and gets a whole answer on paper and on a medium."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from config.demo.crm.known import SOFIA_ID
from config.demo.crm.people import phone_of
from config.demo.office import connect_crm
from dsar.enums import Channel, DeliveryKind, DeliveryState, EventType, Outcome, Right, Role, Status
from dsar.models import Case, Delivery, Event
from dsar.services import posting
from dsar.services.submissions import Asked, receive
from exports.enums import CollectionState
from exports.models import Collection, Package
from exports.services import retention
from identity.enums import Doubt
from identity.services import checks
from tests.factories.office import NOW, an_office, staff
from tests.factories.road import in_review, released, searched, settled
from tests.factories.staff import client_of, signed_in
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase

ADDRESS = "3 Quarry Cottages\nOttermouth\nZZ7 3BN"
LATER = NOW + timedelta(days=20)


def a_letter(*, phone: str) -> Case:
    """The case of a letter that came with the post and was logged by the caseworker."""
    asked = Asked(
        name="Sofia Lindqvist",
        email="",
        phone=phone,
        rights=[Right.ACCESS],
        address=ADDRESS,
        words="What do you keep about me?",
    )
    submission = receive(
        asked,
        submission_id=uuid4(),
        controller=an_office(),
        channel=Channel.POST,
        received_at=NOW - timedelta(days=1),
        now=NOW,
        logged_by=staff(Role.CASEWORKER),
    )
    return submission.cases.get()


@pytest.fixture(autouse=True)
def office(committed_db: CommittedDatabase, crm_address: str, settings: Any, bed: Bed) -> Iterator[None]:
    """The demo office with its CRM, three weeks after the letter."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    connect_crm(an_office(), crm_address, NOW)
    with time_machine.travel(LATER, tick=False):
        yield


def of_kind(case: Case, kind: DeliveryKind) -> Delivery:
    return Delivery.objects.get(submission=case.submission_id, kind=kind)


def posted(delivery: Delivery, days: int) -> Delivery:
    now = NOW + timedelta(days=days)
    return posting.mark_posted(delivery, on=now.date(), actor=staff(Role.CASEWORKER), now=now)


def test_from_the_letter_to_the_posted_answer() -> None:
    case = a_letter(phone=phone_of(SOFIA_ID))
    posted(of_kind(case, DeliveryKind.ACKNOWLEDGEMENT), 0)
    checks.ask(case, doubt=Doubt.UNUSUAL, why="A new address.", actor=staff(Role.CASEWORKER), now=NOW)
    posted(of_kind(case, DeliveryKind.ID_REQUEST), 1)
    package = released(in_review(searched(settled(case))))
    assert package.case.status == Status.RELEASED
    answer = of_kind(case, DeliveryKind.DELIVERY)
    assert (answer.way, answer.state, answer.letter) == ("post", DeliveryState.TO_POST, package.letter)
    assert retention.close_unfetched(NOW + timedelta(days=60)) == 0

    client = client_of(Role.CASEWORKER)
    page = reverse("dsar:case_post", args=[case.id, answer.id])
    file = reverse("exports:posted_package", args=[case.id, package.id])
    assert file in client.get(page).content.decode()
    assert "waits to be posted" in client.get(reverse("dsar:case", args=[case.id])).content.decode()
    assert client.post(file).status_code == 302
    assert not Event.objects.filter(type=EventType.MATERIAL_VIEWED, data__to_post=True).exists()
    fresh = signed_in(staff(Role.CASEWORKER), fresh=True)
    zipped = b"".join(fresh.post(file).streaming_content)  # type: ignore[attr-defined]  # a streamed answer
    assert zipped.startswith(b"PK")
    seen = Event.objects.get(type=EventType.MATERIAL_VIEWED, data__to_post=True)
    assert seen.actor == staff(Role.CASEWORKER)
    assert client_of(Role.AUDITOR, fresh=True).post(file).status_code == 403

    posted(answer, 20)
    case.refresh_from_db()
    assert (case.status, case.outcome) == (Status.CLOSED, Outcome.DATA_PROVIDED)
    letter = fresh.get(reverse("dsar:case_letter", args=[case.id, answer.id]))
    assert b"".join(letter.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]  # a streamed answer
    assert Delivery.objects.filter(submission=case.submission, state=DeliveryState.SENT).count() == 3


def test_nobody_is_searched_by_nothing_and_found_to_be_unknown() -> None:
    case = searched(settled(a_letter(phone="")))
    (collection,) = Collection.objects.filter(case=case)
    assert collection.state == CollectionState.FAILED
    assert "nothing to search this person by" in collection.reason
    assert Package.objects.count() == 0
