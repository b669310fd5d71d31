"""Every public page: axe, light and dark, narrow, enlarged, larger text, keyboard only, no script needed."""

from collections.abc import Callable, Iterable

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from tests.browser.looking import faults, faults_of_summary
from tests.browser.public_pages import Row, form_rows, other_rows, requester_rows
from tests.browser.public_world import World, complaint_world, form_world, requester_world
from tests.browser.serving import served
from tests.browser.stage import chromium
from tests.support.databases import CommittedDatabase

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TABLES = {
    "form": (form_world, form_rows),
    "others": (complaint_world, other_rows),
    "requester": (requester_world, requester_rows),
}


def looked_at(browser: Browser, address: str, world: World, rows: Iterable[Row]) -> list[str]:
    """Come to each page in a browser of its own, and say what is wrong with it."""
    found = []
    for row in rows:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        jar = [{**each, "domain": "127.0.0.1"} for each in world.jars[row.who]]
        context.add_cookies(jar)
        page = context.new_page()
        page.goto(f"{address}{row.path}")
        if row.do:
            row.do(page)
        expect(page.locator("h1")).to_be_visible()
        wrong = [*(faults_of_summary(page) if row.faults else ()), *faults(page, row.name, again=row.faults)]
        found += [f"{row.name}: {fault}" for fault in wrong]
        context.close()
    return found


@pytest.mark.parametrize("table", TABLES)
def test_every_page_is_fit_to_be_used(
    table: str, committed_db: CommittedDatabase, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("identity.views.even.STEP", 0.001)
    make: Callable[..., World] = TABLES[table][0]
    world = make(timezone.now())
    with served() as address, chromium() as browser:
        found = looked_at(browser, address, world, TABLES[table][1](world))
    assert not found, "\n".join(found)
