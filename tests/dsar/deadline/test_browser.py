"""The calculator in Chromium: a phone and a desk, light and dark, with and without scripts."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.browser.stage import LOOKS, Stage, chromium, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FULL = (
    "/deadline/?jurisdiction=uk-ew&received=2026-11-24&identity_requested=2026-11-25"
    "&identity_received=2026-11-27&pause_from=2026-12-07&pause_to=2026-12-11&promise_days=28"
)
WRONG = "/deadline/?jurisdiction=uk-ew&received=2026-02-30&pause_to=1899-01-01&extended=maybe"
WAITING = "/deadline/?jurisdiction=eu-de-by&received=2026-11-24&identity_requested=2026-11-25"


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with chromium() as browser:
        yield Stage(browser, Client(HTTP_HOST="localhost", raise_request_exception=False))


def photograph(page: Page, name: str) -> None:
    if folder := os.environ.get("A12_SHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(stage: Stage, width: int, scheme: str) -> None:
    stage.complaints.clear()
    with stage.page(width, scheme) as page:
        for name, address in {"empty": "/deadline/", "full": FULL, "wrong": WRONG, "wait": WAITING}.items():
            page.goto(address)
            assert faults_of(page) == [], name
            photograph(page, f"{name}-{width}-{scheme}")
    assert [text for text in stage.complaints if "400" not in text] == []


def test_it_works_without_scripts(stage: Stage) -> None:
    with stage.page(320, java_script_enabled=False) as page:
        page.goto("/deadline/")
        page.get_by_label("Where the organisation is").select_option("uk-sct")
        page.get_by_label("Day of receipt").fill("2026-11-01")
        page.get_by_role("button", name="Work it out").click()
        expect(page.get_by_role("heading", name="Why 1 December 2026 (Tuesday)")).to_be_visible()
        assert "jurisdiction=uk-sct" in page.url
        photograph(page, "no-scripts-320")


def test_a_wrong_date_is_kept_and_its_field_is_one_click_away(stage: Stage) -> None:
    with stage.page() as page:
        page.goto(WRONG)
        page.get_by_role("alert").get_by_role("link").first.click()
        expect(page.get_by_label("Day of receipt")).to_be_focused()
        expect(page.get_by_label("Day of receipt")).to_have_value("2026-02-30")
