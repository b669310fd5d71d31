"""What is asked of every public page: axe, narrow, enlarged, by keyboard, with no script to need."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.stage import LOOKS, WCAG, faults_of, photograph

#: What another width or another colour can change, of all that axe knows.
SEEN = ("color-contrast", "target-size")
#: What the Tab key can reach, one of each group of radio buttons.
REACHABLE = """() => {
  const shown = e => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0;
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const seen = new Set();
  return all.filter(shown).filter(e => e.type !== "hidden").map((e, n) => {
    const key = e.type === "radio" ? "radio " + e.name : e.tagName + " " + (e.id || e.name || n);
    e.dataset.key = key;
    return key;
  }).filter(key => !seen.has(key) && seen.add(key));
}"""
FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  return { key: e.type === "radio" ? "radio " + e.name : e.dataset.key || "", tag: e.tagName,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth };
}"""
LARGER = """() => { const all = [...document.querySelectorAll("body, body *")];
  const sizes = all.map(e => parseFloat(getComputedStyle(e).fontSize));
  all.forEach((e, n) => { e.style.fontSize = sizes[n] * 2 + "px"; }); }"""
USUAL = """() => { for (const e of document.querySelectorAll("[style]")) e.removeAttribute("style"); }"""
#: Elements that stick out of the page, or whose text is cut off or squeezed.
CUT = """() => [...document.querySelectorAll("body *")].filter(e => {
    if (e.closest(".sr-only, .skip") || !e.checkVisibility()) return false;
    const box = e.getBoundingClientRect(), style = getComputedStyle(e);
    const clips = style.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1;
    const squeezed = !e.children.length && box.width < 48 && e.textContent.trim().length > 12;
    const out = box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
    return out || squeezed && style.display !== "inline"
      || clips && !["INPUT", "TEXTAREA", "SELECT", "PRE", "HTML"].includes(e.tagName);
  }).map(e => e.tagName + "." + e.className + ": " + e.textContent.trim().slice(0, 60))"""


def faults(page: Page, name: str, *, again: bool = False) -> Iterator[str]:
    """Yield what is wrong with a page, in whatever way it is looked at; ``again`` for one of its states."""
    for number, (width, scheme) in enumerate(LOOKS):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        found = faults_of(page, WCAG if number == 0 else SEEN)
        yield from (f"{width} {scheme}: {fault}" for fault in found)
        photograph(page, f"{name}-{width}-{scheme}")
    if again:
        return
    yield from (f"enlarged to 400 %: {fault}" for fault in _enlarged(page))
    yield from (f"text of 200 %: {fault}" for fault in _larger_text(page))
    yield from (f"by keyboard: {fault}" for fault in _by_keyboard(page))
    if scripts := page.locator("script").count():
        yield f"has {scripts} scripts: what it does without them is not what was looked at"
    if (number := page.locator("h1").count()) != 1:
        yield f"has {number} headings of the first order"
    if not page.title() or not page.locator("html").get_attribute("lang"):
        yield "has no title or no language"


def faults_of_summary(page: Page) -> Iterator[str]:
    """Yield what is wrong with the summary of faults: it has the focus, and leads to each field."""
    if page.evaluate("document.activeElement.className") != "error-summary":
        yield "the summary of faults does not take the focus"
    if not page.title().startswith("Error:"):
        yield "the title does not say that there is an error"
    for link in page.locator(".error-summary a").all():
        target = (link.get_attribute("href") or "").removeprefix("#")
        link.press("Enter")
        if page.evaluate("document.activeElement.id") != target:
            yield f"“{link.inner_text()}” does not lead to its field"


def _enlarged(page: Page) -> list[str]:
    """1280 pixels at 400 % are 320 wide and a quarter as high."""
    page.set_viewport_size({"width": 320, "height": 256})
    found: list[str] = page.evaluate(CUT)
    return found


def _larger_text(page: Page) -> list[str]:
    page.set_viewport_size({"width": 1280, "height": 1024})
    page.evaluate(LARGER)
    found: list[str] = page.evaluate(CUT)
    page.evaluate(USUAL)
    return found


def _by_keyboard(page: Page) -> Iterator[str]:
    """Go once round the page with the Tab key: all is reached, and one sees where one is."""
    wanted = page.evaluate(REACHABLE)
    reached: set[str] = set()
    for _ in range(len(wanted) * 2 + 20):  # a field for a date takes three
        if len(reached) == len(wanted):
            break
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["key"] and at["key"] not in reached:
            reached.add(at["key"])
            if not at["ring"]:
                yield f"{at['key']} shows no focus"
            if not at["seen"]:
                yield f"{at['key']} is out of sight when it has the focus"
    yield from (f"{key} is not reached" for key in wanted if key not in reached)
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != "main":
        yield "the skip link does not lead to the content"
