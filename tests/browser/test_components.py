"""Every component in the system's Chromium: axe, widths, colours, keys, faults, no JavaScript."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.gallery import CONTENT
from tests.browser.stage import LOOKS, SCHEMES, Stage, chromium, faults_of, gallery
from tests.support.rounds import size

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = ("desk", "question", "requester", "confirm", "403")
STYLESHEET = Path(__file__).parents[2] / "config" / "static" / "article12.css"
ACCENTS = ("", "7a1f5c", "1d4f91", "6b3d00", "000000")
CONTRAST = """
(pairs) => {
  const box = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const probe = document.body.appendChild(document.createElement("i"));
  const light = (name) => {
    probe.style.color = `var(--${name})`;
    box.fillStyle = getComputedStyle(probe).color;
    box.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...box.getImageData(0, 0, 1, 1).data].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return pairs.map(([text, ground, least]) => {
    const [low, high] = [light(text), light(ground)].sort((a, b) => a - b);
    return [text, ground, least, (high + 0.05) / (low + 0.05)];
  });
}
"""
TONES = ("late", "soon", "fine", "held")
GROUNDS = ("paper", "surface", "raised")
READ = [(text, ground, 4.5) for text in ("ink", "muted", "link", *TONES) for ground in GROUNDS]
READ += [(tone, f"{tone}-soft", 4.5) for tone in TONES] + [("ink", f"{tone}-soft", 4.5) for tone in TONES]
READ += [("link", "tint", 4.5), ("ink", "tint", 4.5), ("muted", "tint", 4.5), ("on-accent", "accent", 4.5)]
SEEN = [(line, ground, 3.0) for line in ("edge", "focus") for ground in GROUNDS]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """One browser for the module, before the gallery."""
    with gallery() as client, chromium() as browser:
        yield Stage(browser, client)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("width", "scheme"), [*LOOKS, *size([], [(768, "dark")], [(768, "dark"), (768, "light")])]
)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(stage: Stage, width: int, scheme: str) -> None:
    stage.complaints.clear()
    with stage.page(width, scheme) as page:
        for name in PAGES:
            page.goto(f"/gallery/{name}/")
            assert faults_of(page) == [], name
            assert page.locator(".trial").is_visible(), name
        for name in ("desk", "question"):
            send_empty(page, name)
            assert faults_of(page) == [], f"{name}, sent empty"
    said = [text for text in stage.complaints if "status of" not in text]
    assert said == [], "the console complains, perhaps of the content security policy"


@pytest.mark.parametrize("name", ["400", "404", "500"])
def test_error_pages_need_no_context(stage: Stage, name: str) -> None:
    with stage.page(320) as page:
        page.goto(f"/gallery/{name}/")
        assert faults_of(page) == []
        expect(page.locator(".trial")).to_be_visible()


def send_empty(page: Page, name: str) -> None:
    page.goto(f"/gallery/{name}/")
    page.locator("main form button").first.click()
    page.wait_for_selector(".error-summary")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_can_be_read_with_any_controllers_accent(stage: Stage, scheme: str) -> None:
    with stage.page(scheme=scheme) as page:
        for accent in ACCENTS:
            sheet = f"?accent=/gallery/accent/{accent}.css" if accent else ""
            page.goto(f"/gallery/question/{sheet}")
            measured = page.evaluate(CONTRAST, READ + SEEN)
            assert [pair for pair in measured if pair[3] < pair[2]] == [], accent


def test_faults_come_first_are_linked_and_nothing_typed_is_lost(stage: Stage) -> None:
    with stage.page() as page:
        page.goto("/gallery/question/")
        page.get_by_label("In your own words (optional)").fill("Everything since 2019")
        page.get_by_role("button", name="Continue").click()
        expect(page).to_have_title("Error: Question")
        expect(page.get_by_role("alert")).to_be_focused()
        page.get_by_role("link", name="Choose at least one thing").click()
        expect(page.get_by_label("Send me a copy of my data")).to_be_focused()
        name = page.get_by_label("Your name")
        expect(name).to_have_attribute("aria-invalid", "true")
        expect(name).to_have_accessible_description("Error: Write your name")
        expect(page.get_by_label("In your own words (optional)")).to_have_value("Everything since 2019")


def test_a_fault_of_the_whole_form_is_named(stage: Stage) -> None:
    with stage.page() as page:
        page.goto("/gallery/desk/")
        page.get_by_label("Received on").fill("2026-11-20")
        page.get_by_label("Withhold", exact=True).check()
        page.get_by_role("button", name="Save").click()
        summary = page.locator(".error-summary li")
        expect(summary).to_have_text(["Give the reason for withholding it"])
        expect(page.get_by_label("Received on")).to_have_value("2026-11-20")


def test_keys_walk_the_rows_and_can_be_switched_off(stage: Stage) -> None:
    with stage.page() as page:
        page.goto("/gallery/desk/")
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.get_by_role("link", name="M3TR-9HVC")).to_be_focused()
        page.keyboard.press("k")
        expect(page.get_by_role("link", name="K7QM-2XPD")).to_be_focused()
        page.keyboard.press("/")
        expect(page.get_by_label("Search cases")).to_be_focused()
        page.keyboard.type("j/k")
        expect(page.get_by_label("Search cases")).to_have_value("j/k")
        page.get_by_role("button", name="Keys on").click()
        page.keyboard.press("j")
        expect(page.get_by_role("button", name="Keys off")).to_be_focused()
        page.reload()
        expect(page.get_by_role("button", name="Keys off")).to_have_attribute("aria-pressed", "false")


def test_everything_is_there_without_javascript(stage: Stage) -> None:
    with stage.page(java_script_enabled=False) as page:
        page.goto("/gallery/desk/")
        expect(page.locator("[data-shortcuts]")).to_be_hidden()
        page.get_by_text("As a table").click()
        expect(page.get_by_role("link", name="30 November 2026 (Monday)")).to_be_visible()
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".error-summary")).to_be_visible()


def test_the_ribbon_says_each_day_in_words(stage: Stage) -> None:
    with stage.page() as page:
        page.goto("/gallery/desk/")
        days = page.locator(".ribbon a")
        expect(days.first).to_have_accessible_name("2 cases due Monday 23 November 2026")
        assert (
            days.count()
            == page.locator("details tbody tr").count()
            == len([count for count in CONTENT["counts"] if count])
        )


def test_the_requesters_page_prints_on_white(stage: Stage) -> None:
    with stage.page(scheme="dark") as page:
        page.goto("/gallery/requester/")
        page.emulate_media(media="print")
        ground = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
        assert (
            page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--late')")
            == "#a3231b"
        )


def test_the_stylesheet_stays_small() -> None:
    assert STYLESHEET.stat().st_size < 25_000
