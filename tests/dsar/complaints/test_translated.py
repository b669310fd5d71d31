"""Every word of the page that shows how a complaint stands can be translated, wherever it stands."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from dsar.enums import Channel, Role
from dsar.models import Complaint, Delivery
from dsar.services.complaints import closing, steps
from tests.dsar.complaints.test_public import standing
from tests.factories.complaints import ANSWER, a_complaint
from tests.factories.office import an_office, staff
from tests.support.marking import unmarked_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marked")]
NOW = timezone.now()


def forgotten(page: HttpResponse, row: Complaint) -> str:
    controller, html = row.controller, page.content.decode()
    assert "⟦" in html
    names = (controller.name, controller.legal_name, controller.dpo_name, controller.regulator_name)
    facts = [
        *names,
        controller.dpo_email,
        controller.other_ways,
        *controller.address.split(),
        "Article 12",
        "typed@example.org",
    ]
    return unmarked_page(html, [*facts, row.reference])


def received() -> Complaint:
    an_office()
    return a_complaint(channel=Channel.WEB_FORM, now=NOW)


def told() -> Complaint:
    row = received()
    steps.tell_by_mail(row, "We read all of it.", actor=staff(Role.DPO), now=NOW)
    Delivery.objects.update(state="sent", sent_at=NOW, secrets=None)
    Complaint.objects.update(state="acknowledged", acknowledged_at=NOW)
    return row


def withdrawn() -> Complaint:
    row = received()
    return closing.withdraw(row, "By mail.", on=NOW.date(), actor=staff(Role.DPO), now=NOW)


def answered() -> Complaint:
    return closing.decide(received(), ANSWER, part=False, by_post=False, actor=staff(Role.DPO), now=NOW)


@pytest.mark.parametrize(
    "reach",
    [received, told, withdrawn, pytest.param(answered, marks=pytest.mark.slow)],
    ids=lambda each: each.__name__,
)
def test_the_page_of_a_complaint(reach: Callable[[], Complaint]) -> None:
    row = reach()
    page = Client().get(standing(row))
    assert page.status_code == 200
    assert forgotten(page, row) == ""


@pytest.mark.slow
def test_the_address_that_opens_the_answer() -> None:
    row = answered()
    for typed in ("", "no", "typed@example.org"):
        page = Client().post(f"{standing(row)}letter/", {"email": typed})
        assert page.status_code == 400
        assert forgotten(page, row) == ""
