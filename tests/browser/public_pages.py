"""Every page of the public side, in one table: where it is, who sees it, what is pressed to come to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page

from dsar.forms.intake import PAGES
from tests.browser.public_world import World

FORM: Final = "/c/alder/"
ROOM: Final = "/r/request/"


@dataclass(frozen=True)
class Row:
    """One page: its name, its address, whose browser, and what is done there before it is looked at."""

    name: str
    path: str
    who: str = "nobody"
    do: Callable[[Page], None] | None = None
    faults: bool = False


def press(*names: str) -> Callable[[Page], None]:
    """Press buttons, one after the other."""

    def pressed(page: Page) -> None:
        for name in names:
            page.get_by_role("button", name=name, exact=True).first.click()

    return pressed


def emptied(page: Page) -> None:
    """Take every answer out of a page and go on, so that every field that can has its fault."""
    for field in page.locator("main form [name]:not([type=hidden])").all():
        kind = field.get_attribute("type") or ""
        if kind == "checkbox":
            field.uncheck()
        elif kind != "radio" and field.is_visible():
            field.fill("x" * 6000 if field.evaluate("e => e.tagName") == "TEXTAREA" else "")
    page.get_by_role("button", name="Continue", exact=True).click()


def without_cookies(page: Page) -> None:
    """Let the browser forget everything, then press the button."""
    page.context.clear_cookies()
    press("Start")(page)


def too_many_fields(page: Page) -> None:
    """Send a form of five hundred fields."""
    page.evaluate(
        """() => { const form = document.querySelector("main form");
        for (let n = 0; n < 500; n++) { const more = document.createElement("input");
          more.name = "x" + n; more.value = "1"; form.append(more); }
        form.submit(); }"""
    )
    page.wait_for_load_state()


def typed(label: str, words: str, button: str) -> Callable[[Page], None]:
    """Write into a field and press a button."""

    def done(page: Page) -> None:
        page.get_by_label(label).fill(words)
        press(button)(page)

    return done


def ticked(page: Page) -> None:
    """Take everything back, as far as the last question."""
    for box in page.get_by_role("checkbox").all():
        box.check()
    press("Continue")(page)


def form_rows(world: World) -> Iterator[Row]:
    """The front door and the form, each question also with all its faults."""
    yield Row("home", "/")
    yield Row("deadline", "/deadline/")
    yield Row("deadline-faults", "/deadline/", do=press("Work it out"), faults=True)
    yield Row("deadline-worked-out", "/deadline/", do=typed("Day of receipt", "2026-11-24", "Work it out"))
    yield Row("start", FORM)
    yield Row("start-begun", FORM, "every right")
    for page in PAGES:
        who = "for a child" if page.name in ("representative", "person", "relation") else "every right"
        yield Row(f"form-{page.name}", f"{FORM}{page.name}/", who)
        if page.needed:
            yield Row(f"form-{page.name}-faults", f"{FORM}{page.name}/", who, emptied, faults=True)
    yield Row("files", f"{FORM}files/", "every right")
    yield Row("check", f"{FORM}check/", "every right")
    yield Row("sent", f"{FORM}sent/", "sent")
    yield Row("held", f"{FORM}sent/", "held")
    yield Row("confirm", world.paths["confirm"])
    yield Row("error-500", f"{FORM}rights/", "broken")


def other_rows(world: World) -> Iterator[Row]:
    """Complaints, and what is said where something is not there, not allowed, too much or broken."""
    complain = f"{FORM}complain/"
    yield Row("complain", complain)
    yield Row("complain-faults", complain, do=press("Continue"), faults=True)
    yield Row("complain-check", complain, do=_complained)
    for name in ("sent", "held", "confirm", "standing", "answered"):
        yield Row(f"complaint-{name}", world.paths[name])
    yield Row("complaint-stale", f"{complain}confirm/x/")
    yield Row("unknown-organisation", "/c/nobody/")
    yield Row("expired-draft", f"{FORM}check/")
    yield Row("stale-confirmation", f"{FORM}confirm/x/")
    yield Row("error-404", "/nowhere/")
    yield Row("error-403-csrf", FORM, do=without_cookies)
    yield Row("error-400", f"{FORM}rights/", do=too_many_fields)


def requester_rows(world: World) -> Iterator[Row]:
    """The link, the code, and the requester's own pages in what they can be."""
    yield Row("link", world.paths["link"])
    yield Row("link-sent", world.paths["link"] + "?sent=1")
    yield Row(
        "link-wrong-code", world.paths["link"], do=typed("code", "00000000", "Open my request"), faults=True
    )
    yield Row("error-429", world.paths["slow"], do=typed("code", "00000000", "Open my request"))
    yield Row("closed", ROOM)
    yield Row("signed-out", f"{ROOM}signed-out/")
    for who in ("in the middle", "asked for proof", "for a child", "answered"):
        yield Row(f"own-{who.replace(' ', '-')}", ROOM, who)
    yield Row("own-proof-faults", ROOM, "asked for proof", press("Send the document"), faults=True)
    yield Row("own-messages", f"{ROOM}messages/", "in the middle")
    yield Row("own-message-faults", ROOM, "in the middle", press("Send the message"), faults=True)
    yield Row("own-answer-faults", ROOM, "in the middle", press("Send the answer"), faults=True)
    yield Row("own-change", f"{ROOM}change/", "in the middle")
    yield Row("own-take-back", f"{ROOM}take-back/", "in the middle")
    yield Row("own-take-back-check", f"{ROOM}take-back/", "in the middle", ticked)


def _complained(page: Page) -> None:
    page.locator("[name=words]").fill("You wrote to my old address.")
    page.locator("[name=name]").fill("Rowan Ashdown")
    page.locator("[name=email]").fill("rowan@example.org")
    press("Continue")(page)
