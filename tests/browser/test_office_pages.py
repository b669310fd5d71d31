"""Every page of the desk in Chromium: axe, three widths, light and dark, the console."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.urls import resolve
from playwright.sync_api import Browser, Page, Response
from time_machine import travel

from dsar.enums import Role
from dsar.models import Controller, User
from tests.browser.office_pages import files, furnish, of_role, pages, parts
from tests.browser.serving import served
from tests.browser.stage import SCHEMES, WCAG, chromium, faults_of, photograph
from tests.dsar.test_rules import filled, ours
from tests.factories.staff import signed_in
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase
from tests.support.rounds import size

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOW = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)  # a Wednesday afternoon
WIDTHS = (1280, 768, 320)
CONTRAST = ["color-contrast"]
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
#: A letter that is shown as it would be sent has its own.
HEADS = "document.querySelectorAll('h1:not(.letter *)').length"


@pytest.fixture
def office(
    committed_db: CommittedDatabase,
    crm_address: str,
    hr_address: str,
    bed: Bed,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[None]:
    """The demo office with stories that reach every right and state, on the day on which they end."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    with travel(NOW, tick=True):
        furnish({"crm": crm_address, "hr": hr_address}, NOW, monkeypatch)
        yield


class Room:
    """One member of staff before the desk: what each page shows, and what it complains of."""

    def __init__(self, browser: Browser, origin: str, session: str) -> None:
        context = browser.new_context(viewport={"width": WIDTHS[0], "height": 800})
        name = django_settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": session, "url": origin}])
        self.page: Page = context.new_page()
        self.origin, self.said = origin, list[str]()
        self.page.on("console", lambda message: self.said.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"script: {error}"))
        self.page.on("response", self._answered)

    def _answered(self, answer: Response) -> None:
        if answer.status >= 400:
            self.said.append(f"{answer.status}: {answer.url}")

    def look(self, address: str, *, in_the_dark: bool) -> list[str]:
        """Say what is wrong with a page: at each width, and where it is asked for its colours in the dark."""
        self.said.clear()
        self.page.emulate_media(color_scheme="light")
        self._as_wide_as(WIDTHS[0])
        self.page.goto(f"{self.origin}{address}")
        found = faults_of(self.page)
        if self.page.evaluate(HEADS) != 1:
            found.append("not one heading")
        for scheme in SCHEMES if in_the_dark else SCHEMES[:1]:
            self.page.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                self._as_wide_as(width)
                if wide := self.page.evaluate(TOO_WIDE):
                    found.append(f"scrolls sideways by {wide} px at {width}, {scheme}")
                photograph(self.page, f"{re.sub(r'[^a-z0-9]+', '-', address.lower())[:80]}-{width}-{scheme}")
        if in_the_dark:
            dark = faults_of(self.page, size(CONTRAST, CONTRAST, WCAG))
            found += [f"{fault} ({WIDTHS[-1]}, dark)" for fault in dark]
        return [f"{address}: {fault}" for fault in (*found, *self.said)]

    def _as_wide_as(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 800})


def test_every_page_of_the_office(office: None) -> None:
    shown, handed, fetched = list(dict.fromkeys(pages())), list(files()), list(parts())
    assert _without_example([address for _user, address in (*shown, *handed, *fetched)]) == []
    for user, address in (*handed, *fetched):
        answer = signed_in(user, fresh=address.endswith("/package.zip")).get(address)
        assert answer.status_code == 200, address
        assert ("Content-Disposition" in answer.headers) == ((user, address) in handed), address
    sessions = {user.pk: _session(user) for user, _address in shown}
    faults: list[str] = []
    with served() as origin, chromium() as browser:
        rooms = {key: Room(browser, origin, session) for key, session in sessions.items()}
        routes: set[str] = set()
        for user, address in shown:
            route = resolve(address.partition("?")[0]).route
            # All colours are those of one stylesheet: in the dark one page of each address tells.
            faults += rooms[user.pk].look(address, in_the_dark=route not in size(routes, routes, set()))
            routes.add(route)
    assert faults == []


def _session(user: User) -> str:
    return signed_in(user).cookies[django_settings.SESSION_COOKIE_NAME].value


def _without_example(addresses: list[str]) -> list[str]:
    """The addresses of the desk that answer a GET and of which nothing is looked at."""
    seen = {resolve(address.partition("?")[0]).route for address in addresses}
    dpo = signed_in(of_role(Controller.objects.get(slug="alder"), Role.DPO))
    return [
        route
        for route, pattern in ours()
        if route.startswith("desk/")
        and route not in seen
        and dpo.get(filled(route, pattern)).status_code != 405
    ]
