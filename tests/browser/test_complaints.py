"""Complaints in Chromium: somebody complains, staff look into it and answer, in every look."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings as django_settings
from django.db import connections
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings

from dsar.enums import Role
from dsar.models import Complaint
from dsar.services.complaints.messages import page_address
from tests.browser.serving import served
from tests.browser.stage import LOOKS, chromium, faults_of, photograph
from tests.factories.office import an_office
from tests.factories.staff import client_of
from tests.support.databases import CommittedDatabase

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Walk:
    """One person before the pages; each is shown to axe, and photographed if asked for."""

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.page, self.address, self.name = page, address, name
        self.faults: list[str] = []
        self.count = 0

    def look(self, heading: str) -> None:
        """Check that this is the page with this heading, and what axe says of it."""
        expect(self.page.locator("h1").first).to_contain_text(heading)
        self.faults += [f"{heading}: {fault}" for fault in faults_of(self.page)]
        self.count += 1
        photograph(self.page, f"complaint-{self.name}-{self.count:02}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def fill(self, **answers: str) -> None:
        for name, answer in answers.items():
            self.page.locator(f"[name={name}]").fill(answer)

    def complain(self) -> None:
        """From the form's start page to the reference."""
        self.page.goto(f"{self.address}/c/alder/")
        self.follow("Complain about how we treat your data")
        self.look("Complain about your data")
        self.press("Continue")
        expect(self.page.get_by_role("alert")).to_contain_text("Tell us what went wrong.")
        self.look("Complain about your data")
        self.fill(words="You never wrote back.", name="Rowan Ashdown", email="rowan@example.org")
        self.press("Continue")
        self.look("Check what you wrote")
        self.press("Change something")
        expect(self.page.locator("[name=words]")).to_have_value("You never wrote back.")
        self.press("Continue")
        self.press("Send my complaint")
        self.look("We have your complaint")

    def work(self) -> None:
        """From the desk's list to the answer."""
        self.page.goto(f"{self.address}/desk/complaints/")
        self.look("Complaints")
        self.page.locator("main a.ref").first.click()
        self.look("Rowan Ashdown")
        self.follow("Note a step")
        self.fill(text="Read the mailbox.")
        self.look("Rowan Ashdown")
        self.press("Keep the step")
        self.follow("Answer it")
        self.page.get_by_label("Upheld", exact=True).check()
        self.fill(point_1="You never wrote back", answer_1="That is so.", remedy="We write now.")
        self.press("Look at the letter")
        expect(self.page.get_by_role("alert")).to_contain_text("Write what changes")
        self.look("Rowan Ashdown")
        self.fill(changes="Two people read the mailbox.")
        self.press("Look at the letter")
        self.look("Rowan Ashdown")
        self.press("Answer and close")
        self.look("Rowan Ashdown")
        self.page.goto(f"{self.address}/desk/complaints/new/")
        self.look("Log a complaint")
        self.page.goto(f"{self.address}/desk/complaints/?state=all")
        self.look("Complaints")


def sign_in(context: BrowserContext, address: str) -> None:
    """Give the browser the session of the DPO."""
    with ThreadPoolExecutor(1) as pool:
        value = pool.submit(_session).result()
    context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


def _session() -> str:
    try:
        return client_of(Role.DPO).cookies[django_settings.SESSION_COOKIE_NAME].value
    finally:
        connections.close_all()


def standing() -> str:
    """The address of the page on which the person sees how it stands; this thread may touch no database."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_standing).result()


def _standing() -> str:
    try:
        return page_address(Complaint.objects.get())
    finally:
        connections.close_all()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_complained_looked_into_and_answered(
    committed_db: CommittedDatabase, settings: Settings, width: int, scheme: str
) -> None:
    settings.INTAKE_FILL_SECONDS = 0
    an_office()
    with served() as address, chromium() as browser:
        settings.BASE_URL = address
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
        walk = Walk(context.new_page(), address, f"{width}-{scheme}")
        walk.complain()
        sign_in(context, address)
        walk.work()
        walk.page.goto(standing())
        walk.look("Your complaint")
        context.close()
    assert walk.faults == []


def test_complained_without_scripts(committed_db: CommittedDatabase, settings: Settings) -> None:
    settings.INTAKE_FILL_SECONDS = 0
    an_office()
    with served() as address, chromium() as browser:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}/c/alder/complain/")
        page.locator("[name=words]").fill("You never wrote back.")
        page.locator("[name=name]").fill("Rowan Ashdown")
        page.locator("[name=email]").fill("rowan@example.org")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Send my complaint").click()
        expect(page.locator("h1")).to_have_text("We have your complaint")
        context.close()
