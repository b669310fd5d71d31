"""The Clock tab, its forms and the manager's calendar in Chromium: a phone and a desk, light and dark."""

import os
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from dsar.enums import DeliveryKind, Role
from dsar.models import Case
from dsar.services import cases
from tests.browser.stage import LOOKS, Stage, chromium, faults_of
from tests.dsar.deadline.conftest import FACTS, QUESTION, REASON, sent
from tests.factories.office import a_case, an_office, staff
from tests.factories.staff import client_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db]


def pages() -> dict[str, bytes]:
    """Every page of the clock as it is answered, by a name in place of its address."""
    now = timezone.now()
    an_office(now)
    case = a_case(now=now)
    worker, manager = client_of(Role.CASEWORKER), client_of(Role.MANAGER)
    found = {}

    def get(name: str, view: str, client: Client = worker, each: Case | None = case) -> None:
        found[f"/{name}"] = client.get(reverse(view, args=[each.id] if each else [])).content

    get("clock", "dsar:case_clock")
    get("clarify", "dsar:case_clarify")
    get("extend", "dsar:case_extend")
    address = reverse("dsar:case_extend_outside", args=[case.id])
    wrong = {"months": "2", "facts": FACTS, "notified_on": "2026-02-30"}
    found["/extend-wrong"] = worker.post(address, wrong).content
    asked = {"kind": "stops", "question": QUESTION, "reason": REASON, "key": str(case.id)}
    worker.post(reverse("dsar:case_clarify", args=[case.id]), asked)
    sent(case, DeliveryKind.CLARIFICATION, now)
    get("clock-paused", "dsar:case_clock")
    get("answer", "dsar:case_answer")
    second = a_case(now=now, email="second@example.org")
    more = {"months": "2", "factor": "volume", "facts": FACTS}
    worker.post(reverse("dsar:case_extend", args=[second.id]), more)
    sent(second, DeliveryKind.EXTENSION, now)
    cases.move(second, "ask_identity", actor=staff(Role.CASEWORKER), now=now)
    cases.settle_identity(
        second,
        arrived_on=timezone.localdate(),
        method="document",
        actor=staff(Role.CASEWORKER),
        now=now,
    )
    get("clock-extended", "dsar:case_clock", each=second)
    limit = Case.objects.get(pk=second.pk).limit_on
    address = f"{reverse('dsar:settings_calendar_add')}?controller=alder"
    manager.post(address, {"on": str(limit), "name": "Office closed"})
    get("calendar", "dsar:settings_calendar", manager, None)
    return found


def test_axe_finds_nothing_and_nothing_scrolls_sideways() -> None:
    found = pages()
    with chromium() as browser:
        stage = Stage(browser, Client(HTTP_HOST="localhost", raise_request_exception=False), found)
        for width, scheme in LOOKS:
            with stage.page(width, scheme) as page:
                for name in found:
                    page.goto(name)
                    expect(page.locator("h1")).to_have_count(1)
                    assert faults_of(page) == [], (name, width, scheme)
                    if folder := os.environ.get("A12_SHOTS"):
                        path = Path(folder) / f"desk{name.replace('/', '-')}-{width}-{scheme}.png"
                        page.screenshot(path=str(path), full_page=True)
