"""The public form in Chromium, from beginning to end: filled in, sent, held; with scripts and without."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page, expect
from pytest_django import Settings

from dsar.models import Delivery
from tests.browser.serving import served
from tests.browser.stage import chromium, photograph
from tests.dsar.public.conftest import new_controller
from tests.support.databases import CommittedDatabase

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOTE = {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"My order was number 4711.\n"}
PROGRAM = {"name": "setup.exe", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" + b"\x00" * 200}


class Walk:
    """One person at the form; pages are photographed if asked for, and held to axe by `test_public_pages`."""

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.page, self.address, self.name = page, address, name
        self.count = 0

    def look(self, heading: str) -> None:
        """Check that this is the page with this one heading."""
        expect(self.page.locator("h1")).to_have_text(heading)
        self.count += 1
        photograph(self.page, f"{self.count:02}-{self.name}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def fill(self, **answers: str) -> None:
        for name, answer in answers.items():
            self.page.locator(f"[name={name}]").fill(answer)

    def choose(self, label: str) -> None:
        self.page.get_by_label(label).check()

    def to_details(self) -> None:
        """From the front door to the second question."""
        self.page.goto(self.address)
        self.look("Ask about your data")
        self.page.get_by_role("link", name="Alder CRM").click()
        self.look("Ask about your data")
        self.press("Start")
        self.press("Continue")
        self.look("What would you like us to do?")
        expect(self.page.get_by_role("alert")).to_contain_text("Tick what you would like us to do.")
        self.choose("Send me a copy of my data")
        self.press("Continue")
        self.look("Is this for yourself or for somebody else?")
        self.choose("For myself")
        self.press("Continue")

    def details(self) -> None:
        self.look("Your details")
        self.fill(name="Dana " + "w" * 300, email="dana at example")
        self.press("Continue")
        expect(self.page).to_have_title("Error: Your details – Alder CRM")
        expect(self.page.locator("[name=name]")).to_have_value("Dana " + "w" * 300)
        self.look("Your details")
        self.page.get_by_role("alert").get_by_role("link").first.click()
        expect(self.page.locator("[name=name]")).to_be_focused()
        self.fill(name="Dana Whitfield", email="dana@example.org", address="2 Mill Row\nBath")
        self.press("Continue")

    def questions(self) -> None:
        self.look("How do you know us?")
        self.choose("I am or was a customer")
        self.press("Continue")
        self.look("Which data would you like?")
        expect(self.page.locator("[name=which]")).to_be_hidden()
        self.choose("Only some of it")
        expect(self.page.locator("[name=which]")).to_be_visible()
        self.fill(which="My calls with your support team", since="March 2024")
        self.look("Which data would you like?")
        self.press("Continue")
        self.look("What would help?")
        self.fill(finding="Customer number 4711")
        self.press("Continue")

    def files(self) -> None:
        self.look("Would you like to send us files?")
        self.page.locator("[name=upload]").set_input_files([NOTE, PROGRAM])
        self.press("Add these files")
        expect(self.page.get_by_role("alert")).to_contain_text("setup.exe")
        self.look("Would you like to send us files?")
        expect(self.page.get_by_role("button", name="Remove letter.txt")).to_be_visible()
        self.press("Continue")

    def to_the_end(self) -> None:
        self.look("Check your answers")
        self.page.get_by_role("link", name="Change Your name").click()
        self.fill(name="Dana Whitfield-Osei")
        self.press("Continue")
        expect(self.page.get_by_text("Dana Whitfield-Osei")).to_be_visible()
        self.press("Send my request")
        self.look("We have your request")
        assert self.page.url.endswith("/c/alder/sent/")


def walked(browser: Browser, address: str, width: int, scheme: str, *, scripts: bool) -> list[str]:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
    )
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    walk = Walk(page, address, f"{width}-{scheme}{'' if scripts else '-noscript'}")
    walk.to_details()
    walk.details()
    walk.questions()
    walk.files()
    walk.to_the_end()
    context.close()
    return complaints


def test_filled_in_and_sent(committed_db: CommittedDatabase) -> None:
    new_controller()
    with served() as address, chromium() as browser:
        assert walked(browser, address, 1280, "dark", scripts=True) == []


def test_filled_in_and_sent_without_scripts(committed_db: CommittedDatabase) -> None:
    new_controller()
    with served() as address, chromium() as browser:
        assert walked(browser, address, 320, "light", scripts=False) == []


def test_held_until_the_mailbox_says_yes(committed_db: CommittedDatabase, settings: Settings) -> None:
    settings.INTAKE_PER_HOUR = 0
    new_controller()
    with served() as address, chromium() as browser:
        settings.BASE_URL = address
        page = browser.new_page(viewport={"width": 320, "height": 800})
        walk = Walk(page, address, "held")
        walk.to_details()
        walk.fill(name="Dana Whitfield", email="dana@example.org")
        walk.press("Continue")
        walk.choose("Something else")
        walk.press("Continue")
        walk.choose("Everything you have about me")
        for _ in range(3):
            walk.press("Continue")
        walk.press("Send my request")
        walk.look("One more step: look at your e-mail")
        page.goto(asked_link())
        walk.look("Confirm your request")
        walk.press("Yes, it was me")
        walk.look("We have your request")


def asked_link() -> str:
    """The address in the mail that asks for confirmation; this thread may not touch the database."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_asked_link).result()


def _asked_link() -> str:
    try:
        link: str = json.loads(Delivery.objects.get(kind="confirm").open("secrets"))["link"]
        return link
    finally:
        connections.close_all()


def test_the_form_wears_the_colour_of_its_controller(committed_db: CommittedDatabase) -> None:
    new_controller(slug="birch", name="Birch & Sons", accent="#7a1f5c")
    with served() as address, chromium() as browser:
        context = browser.new_context(viewport={"width": 320, "height": 800}, color_scheme="dark")
        walk = Walk(context.new_page(), address, "other")
        walk.page.goto(f"{address}/c/birch/")
        walk.look("Ask about your data")
        colour = walk.page.evaluate("getComputedStyle(document.querySelector('.bar')).backgroundColor")
        assert colour == "rgb(122, 31, 92)"
        context.close()
