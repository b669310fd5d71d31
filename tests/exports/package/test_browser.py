"""A package unpacked to a folder and opened from there in the system's Chromium, as a requester would."""

import io
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.stage import LOOKS, WCAG, chromium
from tests.exports.package.plans import columns, full_plan, order_set, record_set
from tests.exports.package.reading import written

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "index.html",
    "pages/crm/orders/3.html",  # 214 rows and the way back
    "pages/crm/returns/1.html",  # what the columns mean
    "pages/crm/complaints/1.html",
    "pages/crm/long/1.html",
)


LONG = record_set(
    lambda: [["x" * 3_000, "\u202e <b>"]],
    collection="long",
    title="A" * 90,
    system_title="B" * 120,
    columns=columns("c" * 80, "d"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("unpacked")
    plan = full_plan(rehearsal=True)
    plan = replace(
        plan, record_sets=(*plan.record_sets, order_set(12, collection="returns", title="Returns"), LONG)
    )
    with zipfile.ZipFile(io.BytesIO(written(plan))) as archive:
        archive.extractall(where)
    return where


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def asked() -> list[str]:
    """The addresses the browser asked for."""
    return []


@pytest.fixture
def page(browser: Browser, asked: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()


def _faults_of(page: Page) -> list[str]:
    # Without preload: axe would fetch the style sheet, which the page's policy rightly forbids, and wait.
    found = Axe().run(page, options={"runOnly": WCAG, "preload": False}).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in found] + ["wide"] * (wide > 0)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing(browser: Browser, folder: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    for name in PAGES:
        page.goto((folder / name).as_uri())
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert _faults_of(page) == [], name
    context.close()


def test_it_loads_its_own_files_and_nothing_else(page: Page, folder: Path, asked: list[str]) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    begun = time.perf_counter()
    page.goto((folder / "index.html").as_uri())
    assert time.perf_counter() - begun < 2
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).borderBottomWidth") == "4px"
    page.get_by_role("link", name="Orders", exact=True).click()
    expect(page).to_have_title("Orders, page 1 of 3 · Alder CRM")
    page.get_by_role("link", name="Next").click()
    expect(page.locator("tbody[data-rows] tr").first).to_contain_text("10500")
    page.get_by_role("link", name="what the columns mean").click()
    expect(page.get_by_role("heading", name="What the columns mean")).to_be_in_viewport()
    page.get_by_role("link", name="Your data").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your data")
    assert complaints == []
    assert asked
    assert all(address.startswith(folder.as_uri()) for address in asked)


def test_the_filter_hides_rows_and_says_how_many_are_left(page: Page, folder: Path) -> None:
    page.goto((folder / "pages/crm/orders/2.html").as_uri())
    field = page.get_by_label("Show only rows on this page with")
    field.fill("10703")
    expect(page.locator("tbody[data-rows] tr:visible")).to_have_count(1)
    expect(page.locator("output")).to_have_text("1 of 500 rows on this page")
    field.fill("TRAINING  jane.marlow+3")
    shown = page.locator("tbody[data-rows] tr:visible").all_inner_texts()
    assert 0 < len(shown) < 500
    assert all("Training day" in row and "jane.marlow+3" in row for row in shown)
    field.press("Escape")
    expect(page.locator("tbody[data-rows] tr:visible")).to_have_count(500)


def test_it_is_readable_without_scripts(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "pages/crm/orders/1.html").as_uri())
    expect(page.locator("tbody[data-rows] tr")).to_have_count(500)
    expect(page.locator("#filter")).to_be_hidden()
    context.close()


def test_the_keyboard_reaches_everything(page: Page, folder: Path) -> None:
    page.goto((folder / "pages/crm/orders/2.html").as_uri())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    focused = []
    for _ in range(12):
        page.keyboard.press("Tab")
        focused.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"back", "filter", "scroll rows"} <= set(focused)


@pytest.mark.slow
def test_the_index_of_many_rows_opens_at_once(browser: Browser, tmp_path: Path) -> None:
    made = written(full_plan(200_000))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        archive.extractall(tmp_path)
    page = browser.new_page()
    begun = time.perf_counter()
    page.goto((tmp_path / "index.html").as_uri(), wait_until="load")
    expect(page.get_by_text("200,000").first).to_be_visible()
    seconds = time.perf_counter() - begun
    print("index of 200,000 rows", round(seconds, 2), "s")  # noqa: T201  the figure is what one runs this for
    page.screenshot(path=tmp_path / "index.png", full_page=True)
    assert seconds < 2
    assert _faults_of(page) == []
