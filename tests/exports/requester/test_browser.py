"""The requester's pages and the Identity tab in the system's Chromium, before a real web server."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from dsar.enums import Role
from dsar.models import Case
from exports.models import Package
from exports.services import release
from identity.enums import Doubt, LookUp, Purpose
from identity.models import Check
from identity.services import checks
from tests.browser.stage import LOOKS, chromium, faults_of
from tests.dsar.uploads.hostile import png
from tests.factories.office import a_case, staff
from tests.identity.requester import Requester, code_in_mail, wrong
from tests.identity.world import a_document, desk
from tests.support.databases import CommittedDatabase
from tests.support.processes import Site

pytestmark = [pytest.mark.browser, pytest.mark.services, pytest.mark.slow]
T = TypeVar("T")
#: Set to a folder, each page is photographed there, wide and narrow, light and dark.
SHOTS = os.environ.get("A12_SHOTS", "")


class Walk:
    """One browser before a site; every page it comes to is held against axe at two widths in two colours."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(f"{self.url}{path}")

    def look(self, name: str) -> None:
        """Hold the page against axe in every look, and photograph it when asked to."""
        for width, scheme in LOOKS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # "light" or "dark"
            assert faults_of(self.page) == [], (name, width, scheme)
            if SHOTS:
                Path(SHOTS).mkdir(parents=True, exist_ok=True)
                self.page.screenshot(path=f"{SHOTS}/{name}-{width}-{scheme}.png", full_page=True)

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def begun() -> datetime:
    """Yesterday: the site that Chromium looks at has no other time than the true one."""
    return timezone.now() - timedelta(days=1)


def apart(work: Callable[[], T]) -> T:
    """Use the database in a thread of its own: in this one Chromium's event loop runs."""

    def done() -> T:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()


@pytest.fixture
def browser(committed_db: CommittedDatabase) -> Iterator[Browser]:
    """Chromium, begun after the database and ended before it."""
    with chromium() as found:
        yield found


@contextmanager
def walking(browser: Browser, url: str, **options: Any) -> Iterator[Walk]:
    """A browser window without scripts of pages (axe still runs), unless told otherwise."""
    context = browser.new_context(**options)
    try:
        walk = Walk(context.new_page(), url)
        yield walk
        assert [text for text in walk.complaints if "status of" not in text] == []
    finally:
        context.close()


def ask(case: Case, why: str) -> None:
    """Ask for proof, as a caseworker does."""
    checks.ask(case, doubt=Doubt.UNUSUAL, why=why, actor=staff(Role.CASEWORKER), now=timezone.now())


def release_now(case: Case) -> Package:
    """Release what is under review, as the DPO does."""
    package = release.under_review(case)
    release.release(case, package_id=package.id, actor=staff(Role.DPO), now=timezone.now())
    return package


def come_in(walk: Walk, someone: Requester) -> None:
    """Through the link and the code to the page."""
    walk.go(someone.link)
    walk.press("Send me a code")
    walk.page.get_by_label("The code from our e-mail").fill(apart(lambda: code_in_mail(someone.submission)))
    walk.press("Open my request")
    expect(walk.page.get_by_role("heading", level=1)).to_contain_text("Your request")


def test_from_the_link_to_the_proof(site: Callable[..., Site], browser: Browser) -> None:
    case = apart(lambda: a_case(now=timezone.now() - timedelta(days=1)))
    someone = apart(lambda: Requester(case.submission))
    with walking(browser, site().url) as walk:
        walk.go(someone.link)
        walk.look("1-link")
        walk.press("Send me a code")
        walk.look("2-code-sent")
        code = apart(lambda: code_in_mail(case.submission))
        walk.page.get_by_label("The code from our e-mail").fill(wrong(code))
        walk.press("Open my request")
        expect(walk.page.get_by_role("alert")).to_be_focused()
        walk.look("3-wrong-code")
        walk.page.get_by_label("The code from our e-mail").fill(code)
        walk.press("Open my request")
        walk.page.get_by_text("How we worked this out").click()
        walk.look("4-received")
        why = "The invoice number that you gave belongs to somebody else."
        apart(lambda: ask(case, why))
        walk.page.reload()
        walk.press("Send the document")
        walk.look("5-asked-with-faults")
        walk.page.get_by_label("What are you sending?").select_option("driving_licence")
        walk.page.get_by_label("The file").set_input_files(
            {"name": "licence.png", "mimeType": "image/png", "buffer": png(300, 200)}
        )
        walk.press("Send the document")
        expect(walk.page.get_by_text("Your document arrived.").first).to_be_visible()
        walk.look("6-document-arrived")
        walk.press("Sign out")
        walk.look("7-signed-out")
        walk.go("/r/request/")
        walk.look("8-closed")


def test_the_page_needs_no_scripts(site: Callable[..., Site], browser: Browser) -> None:
    someone = apart(lambda: Requester(a_case(now=timezone.now() - timedelta(days=1)).submission))
    with walking(browser, site().url, java_script_enabled=False) as walk:
        come_in(walk, someone)
        walk.press("Sign out")
        expect(walk.page.get_by_role("heading", level=1)).to_have_text("You are signed out")


@pytest.mark.slow
def test_the_identity_tab(site: Callable[..., Site], browser: Browser) -> None:
    case = apart(lambda: a_case(now=timezone.now() - timedelta(days=7)))
    client, _user = apart(lambda: desk(Role.CASEWORKER))
    url = site().url
    tab = f"/desk/cases/{case.id}/identity/"
    with walking(browser, url) as walk:
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        walk.page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": url}])
        apart(lambda: Check.objects.create(submission=case.submission, lookup_result=LookUp.FAILED))
        walk.go(tab)
        walk.look("desk-1-failed")
        walk.press("Ask for proof and let the limit wait")
        walk.look("desk-2-faults")
        walk.page.get_by_label("The e-mail address is known under another name").check()
        walk.page.get_by_label("What made you doubt it").fill("The name is not the one we know.")
        walk.press("Ask for proof and let the limit wait")
        apart(lambda: a_document(case.submission, now=timezone.now()))
        walk.go(tab)
        walk.page.get_by_text("A document arrived by post").click()
        walk.look("desk-3-document")
        walk.page.locator("[name^=accept-][name$=-compared]").fill("Name and address")
        walk.press("Accept: it is settled who is asking")
        walk.look("desk-4-settled")


def test_the_download(in_review: Case, site: Callable[..., Site], browser: Browser) -> None:
    package = apart(lambda: release_now(in_review))
    someone = apart(lambda: Requester(in_review.submission))
    with walking(browser, site().url) as walk:
        come_in(walk, someone)
        walk.look("a-ready")
        walk.press("Send me a code for the download")
        walk.look("b-code-sent")
        code = apart(lambda: code_in_mail(in_review.submission, Purpose.DOWNLOAD))
        walk.page.get_by_label("The code from our e-mail").fill(code)
        walk.press("Open the download")
        walk.look("c-open")
        with walk.page.expect_download() as started:
            walk.page.get_by_role("link", name="Download").click()
        assert started.value.suggested_filename == f"{in_review.reference}.zip"
        assert started.value.path().stat().st_size == package.size
        walk.page.reload()
        expect(walk.page.get_by_text("You downloaded our answer.")).to_be_visible()
        walk.look("d-downloaded")
