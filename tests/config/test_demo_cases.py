"""The demo office's cases come by the real services, its numbers agree, and every page of it opens."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urljoin

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.urls import reverse
from lxml import html
from time_machine import travel

from config.demo import cases, colleagues, crm, offices, sources
from config.demo.stories import of_controller
from dsar.enums import Outcome, Right, Role, Status
from dsar.models import Case, Complaint, Controller, Delivery, HolderTask, Job, User
from dsar.selectors import today
from dsar.selectors.scope import Scope
from dsar.services.doctor import examine
from tests.dsar.deadline.conftest import told
from tests.factories.staff import signed_in
from tests.support.bed import Bed
from tests.support.crm import address_of
from tests.support.databases import CommittedDatabase

NOW = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)  # a Wednesday afternoon


@pytest.fixture
def small_office(
    committed_db: CommittedDatabase, crm_address: str, hr_address: str, bed: Bed, settings: LazySettings
) -> dict[str, Controller]:
    """The five controllers with a few stories that together take every kind of step."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    controllers = offices.furnish(NOW)
    offices.connect(controllers, {"crm": crm_address, "hr": hr_address}, NOW)
    for controller in controllers.values():
        cases.furnish(controller, NOW, small=True)
    return controllers


@pytest.fixture
def full_office(
    committed_db: CommittedDatabase, hr_address: str, bed: Bed, settings: LazySettings
) -> dict[str, Controller]:
    """The whole office as the trial has it; of the large CRM only the first people are there."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    owner_url = bed.postgres.url("postgres", "postgres")
    crm.load(owner_url, database="office_crm", reader="office_reader", people=2_500)
    addresses = {"crm": address_of(bed, "office_crm", "office_reader"), "hr": hr_address}
    for shelf in sources.SHELVES:
        if shelf.database not in addresses:
            reader = f"{shelf.database}_reader"
            sources.load(shelf.database, owner_url, reader)
            addresses[shelf.database] = address_of(bed, shelf.database, reader)
    controllers = offices.furnish(NOW)
    offices.connect(controllers, addresses, NOW)
    for controller in controllers.values():
        cases.furnish(controller, NOW)
    return controllers


def dpo_of(case: Case) -> User:
    return colleagues.of(case.controller, Role.DPO)[0]


def tabs(client: Client, case: Case) -> Iterator[str]:
    """Open every tab that the page of a case offers without an error, and yield what it was called."""
    first = reverse("dsar:case", args=[case.pk])
    page = client.get(first)
    assert page.status_code == 200, (case.pk, case.status)
    links = html.document_fromstring(page.content).xpath("//ul[@class='tabs']//a")
    assert len(links) >= 4, (case.right, case.status)
    for link in links:
        address = urljoin(first, link.get("href"))
        opened = client.get(address)
        assert opened.status_code == 200, (address, case.right, case.status)
        yield " ".join(link.text_content().split())


def numbers_agree(user: User) -> int:
    """Every tile of Today shows as many cases as the list behind it; return how many cases tiles count."""
    client, scope = signed_in(user), Scope(user, NOW)
    for owner, whose in (("", "everything"), ("mine", "mine")):
        page = client.get(f"{reverse('dsar:today')}?whose={whose}")
        assert page.status_code == 200
        for tile in today.tiles(scope, owner):
            listed = client.get(f"{reverse('dsar:cases')}?{tile.filters.query()}").context["page"]
            assert listed.count == tile.count, (user, tile.name)
    return sum(tile.count for tile in today.tiles(scope, ""))


@pytest.mark.slow
def test_the_small_office_takes_every_step_and_is_whole(small_office: dict[str, Controller]) -> None:
    stories = [each for slug in offices.SLUGS for each in of_controller(slug) if each.small]
    assert Case.objects.count() == sum(len(each.asks) for each in stories)
    assert list(examine(NOW, strict=True)) == []
    assert not Job.objects.exclude(state="done").exists(), "nothing is left to workers of today"
    for case in Case.objects.all():
        told(case, NOW)
    before = Case.objects.count(), Delivery.objects.count()
    assert [cases.furnish(each, NOW, small=True) for each in small_office.values()] == [0, 0, 0, 0, 0]
    assert (Case.objects.count(), Delivery.objects.count()) == before
    with travel(NOW, tick=False):
        assert numbers_agree(colleagues.of(small_office["alder"], Role.DPO)[0])
        for case in Case.objects.select_related("controller").order_by("opened_at")[::4]:
            assert list(tabs(signed_in(dpo_of(case)), case))

    what_left_did_so_in_the_past_and_in_order()


def what_left_did_so_in_the_past_and_in_order() -> None:
    """Every mail bears its hour, and the log of each case runs forward to now."""
    sent = Delivery.objects.filter(way="mail", state="sent")
    assert len(mail.outbox) == sent.count() > 40
    assert all(message.extra_headers["Date"] for message in mail.outbox)
    assert not sent.filter(sent_at__gt=NOW).exists()
    assert sent.filter(sent_at__date__lt=NOW.date()).count() > 40
    for case in Case.objects.all():
        times = list(case.events.order_by("sequence").values_list("occurred_at", flat=True))
        assert times == sorted(times), case.pk
        assert max(times) <= NOW


@pytest.mark.slow
def test_the_full_office_is_whole_and_every_page_of_it_opens(full_office: dict[str, Controller]) -> None:
    assert Case.objects.count() >= 150
    assert list(examine(NOW, strict=True)) == []
    assert set(Case.objects.values_list("right", flat=True)) == set(Right)
    assert Case.objects.filter(right=Right.UNSORTED).count() == 2
    passing = {Status.SEARCHING, Status.PACKAGING}  # a worker's moment, which nobody finds in a morning
    assert set(Case.objects.values_list("status", flat=True)) == set(Status) - passing
    assert set(Case.objects.values_list("outcome", flat=True)) == {"", *Outcome}
    assert set(Complaint.objects.values_list("state", flat=True)) == {"received", "acknowledged", "closed"}
    assert HolderTask.objects.filter(state="open", due_on__lt=NOW.date()).exists()
    assert HolderTask.objects.filter(state="open", due_on__gt=NOW.date()).exists()
    for case in Case.objects.all():
        told(case, NOW)
    with travel(NOW, tick=False):
        for controller in full_office.values():
            for role in (Role.DPO, Role.CASEWORKER, Role.AUDITOR):
                assert numbers_agree(colleagues.of(controller, role)[0])
            _open_the_rooms(controller)


def _open_the_rooms(controller: Controller) -> None:
    client = signed_in(colleagues.of(controller, Role.DPO)[0])
    for case in Case.objects.filter(controller=controller):
        assert len(list(tabs(client, case))) >= 4
    for complaint in Complaint.objects.filter(controller=controller):
        assert client.get(reverse("dsar:complaint", args=[complaint.pk])).status_code == 200
    for holder in colleagues.of(controller, Role.HOLDER):
        theirs = signed_in(holder)
        assert theirs.get(reverse("dsar:tasks")).status_code == 200
        for task in HolderTask.objects.filter(assignee=holder):
            assert theirs.get(reverse("dsar:task", args=[task.pk])).status_code == 200
