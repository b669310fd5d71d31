"""Chromium before the installation's own pages, without a socket: Django's test client answers."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client, override_settings
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.support.rounds import size

ORIGIN = "http://localhost"
HERE = Path(__file__).parent
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = ("light", "dark")
#: How pages are looked at: the narrowest in `make test`, two looks in `make trials`, four in the full ones.
LOOKS = size(
    [(320, "dark")],
    [(1280, "light"), (320, "dark")],
    [(width, scheme) for width in (1280, 320) for scheme in SCHEMES],
)


class Stage:
    """A browser and the client that answers it; `pages` holds answers made beforehand, by address."""

    def __init__(self, browser: Browser, client: Client, pages: dict[str, bytes] | None = None) -> None:
        self.browser, self.client, self.pages = browser, client, pages or {}
        self.complaints: list[str] = []

    @contextmanager
    def page(self, width: int = 1280, scheme: str = "light", **options: Any) -> Iterator[Page]:
        """Open a page of a width in CSS pixels; what the console complains of is kept in `complaints`."""
        context = self.browser.new_context(
            base_url=ORIGIN, viewport={"width": width, "height": 800}, color_scheme=scheme, **options
        )
        page = context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.route("**/*", self._answer)
        try:
            yield page
        finally:
            context.close()

    def _answer(self, route: Route) -> None:
        asked, address = route.request, urlsplit(route.request.url)
        path = f"{address.path}?{address.query}" if address.query else address.path
        if path in self.pages:
            route.fulfill(status=200, content_type="text/html", body=self.pages[path])
            return
        if asked.method == "POST":
            kind = asked.headers["content-type"]
            response = self.client.generic("POST", path, asked.post_data_buffer or b"", content_type=kind)
        else:
            response = self.client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        route.fulfill(status=response.status_code, headers=dict(response.items()), body=body)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the system's Chromium and stop it; while it runs, Django may not touch the database here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def gallery() -> Iterator[Client]:
    """Put the gallery in place of the installation's own addresses."""
    engine = {**settings.TEMPLATES[0], "DIRS": [*settings.TEMPLATES[0]["DIRS"], HERE / "templates"]}
    with override_settings(
        ROOT_URLCONF="tests.browser.gallery",
        TEMPLATES=[engine],
        TRIAL=True,
        FILE_UPLOAD_HANDLERS=["django.core.files.uploadhandler.MemoryFileUploadHandler"],
    ):
        yield Client(HTTP_HOST="localhost", raise_request_exception=False)


def faults_of(page: Page, rules: Sequence[str] = WCAG) -> list[str]:
    """Say what axe finds wrong, and whether the page itself scrolls sideways."""
    # A page that was looked at before has axe in it: half a megabyte that is not read again.
    axe = Axe("0") if page.evaluate("'axe' in window") else Axe()
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = axe.run(page, options=options).response["violations"]
    faults = [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*faults, f"scrolls sideways by {wide} px"] if wide > 0 else faults


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder A12_SHOTS, if it is asked for."""
    if folder := os.environ.get("A12_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
