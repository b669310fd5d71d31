"""A person at a browser, who finds fields by label and buttons by words; over HTTP, or in Chromium."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Protocol

from lxml import html
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page


class Visitor(Protocol):
    """What a person does with pages, however they are fetched."""

    def open(self, address: str) -> None:
        """Go to an address."""

    def fill(self, label: str, value: str) -> None:
        """Write into the field of that label."""

    def tick(self, label: str) -> None:
        """Choose the radio or checkbox of that label."""

    def press(self, words: str) -> None:
        """Press the button, or follow the link, that begins with these words."""

    def text(self) -> str:
        """Return what the page says, on one line."""

    def address(self) -> str:
        """Return where we are."""

    def fetch(self, address: str) -> bytes:
        """Return the bytes at an address, with our cookies."""


def _plain(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


class HttpVisitor:
    """A browser without scripts, made of urllib and lxml: what it cannot do, the pages must not need."""

    def __init__(self, site: str) -> None:
        self.site = site
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self._values: dict[str, list[str]] = {}
        self._page: html.HtmlElement = html.fromstring("<html></html>")
        self._address = site

    def open(self, address: str) -> None:
        """Go to an address."""
        self._load(urllib.request.Request(urllib.parse.urljoin(self._address, address)))

    def fill(self, label: str, value: str) -> None:
        """Write into the field of that label."""
        field = self._field(label)
        if field.tag == "textarea":
            field.text = value
        elif field.tag == "select":
            wanted = [o.get("value") for o in field.iter("option") if _plain(o.text_content()) == value]
            field.value = wanted[0] if wanted else value
        else:
            field.set("value", value)

    def tick(self, label: str) -> None:
        """Choose the radio or checkbox of that label."""
        field = self._field(label)
        if field.get("type") == "radio":
            for other in self._page.iter("input"):
                if other.get("name") == field.get("name"):
                    other.attrib.pop("checked", None)
        field.set("checked", "checked")

    def press(self, words: str) -> None:
        """Press the button, or follow the link, that begins with these words."""
        for button in self._page.iter("button"):
            if _plain(button.text_content()).startswith(words) and not button.get("disabled"):
                return self._submit(button)
        for link in self._page.iter("a"):
            if _plain(link.text_content()).startswith(words) and link.get("href"):
                return self.open(link.get("href"))
        raise AssertionError(f"no button or link “{words}” on {self._address}: {self.text()[:1500]}")

    def text(self) -> str:
        """Return what the page says, on one line."""
        body = self._page.find("body")
        return _plain((body if body is not None else self._page).text_content())

    def address(self) -> str:
        """Return where we are."""
        return self._address

    def fetch(self, address: str) -> bytes:
        """Return the bytes at an address, with our cookies."""
        with self._opener.open(urllib.parse.urljoin(self._address, address)) as reply:
            content: bytes = reply.read()
            return content

    def _field(self, label: str) -> html.HtmlElement:
        for found in self._page.iter("label"):
            if _plain(found.text_content()).startswith(label):
                target = found.get("for")
                inner = list(found.iter("input"))
                return self._page.get_element_by_id(target) if target else inner[0]
        raise AssertionError(f"no field “{label}” on {self._address}: {self.text()[:1500]}")

    def _submit(self, button: html.HtmlElement) -> None:
        form = next(iter(button.iterancestors("form")), None)
        if form is None:
            form = self._page.get_element_by_id(button.get("form"))
        values = list(form.form_values())
        if button.get("name"):
            values.append((button.get("name"), button.get("value", "")))
        target = urllib.parse.urljoin(self._address, form.get("action") or self._address)
        data = urllib.parse.urlencode(values)
        if (form.get("method") or "get").lower() == "get":
            return self.open(f"{target.split('?')[0]}?{data}")
        headers = {"Referer": self._address, "Content-Type": "application/x-www-form-urlencoded"}
        body: bytes | None = data.encode()
        if "multipart" in (form.get("enctype") or ""):
            body, headers["Content-Type"] = _multipart(values)
        return self._load(urllib.request.Request(target, data=body, headers=headers, method="POST"))

    def _load(self, request: urllib.request.Request) -> None:
        try:
            reply = self._opener.open(request)
        except urllib.error.HTTPError as error:
            reply = error
        with reply:
            self._address = reply.geturl()
            self._page = html.document_fromstring(reply.read() or b"<html></html>")


def _multipart(values: list[tuple[str, str]]) -> tuple[bytes, str]:
    mark = "a12-journey-boundary"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in values
    ]
    return ("".join(parts) + f"--{mark}--\r\n").encode(), f"multipart/form-data; boundary={mark}"


class ChromiumVisitor:
    """The same person in headless Chromium; every page that is reached is photographed."""

    def __init__(self, page: Page, site: str, shots: Path) -> None:
        self.page = page
        self.site = site
        self.shots = shots
        self._number = 0
        shots.mkdir(parents=True, exist_ok=True)

    def open(self, address: str) -> None:
        """Go to an address; once more where the answer to what was pressed last came in between."""
        target = urllib.parse.urljoin(self.page.url if "://" in self.page.url else self.site, address)
        try:
            self.page.goto(target)
        except PlaywrightError as error:
            if "ERR_ABORTED" not in error.message:
                raise
            self.page.wait_for_load_state()
            self.page.goto(target)
        self._photograph()

    def fill(self, label: str, value: str) -> None:
        """Write into the field of that label."""
        field = self.page.get_by_label(label).first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)

    def tick(self, label: str) -> None:
        """Choose the radio or checkbox of that label."""
        self.page.get_by_label(label).first.check()

    def press(self, words: str) -> None:
        """Press the button, or follow the link, that begins with these words."""
        named = re.compile(f"^{re.escape(words)}")
        button = self.page.get_by_role("button", name=named)
        target = button if button.count() else self.page.get_by_role("link", name=named)
        target.first.click()
        self.page.wait_for_load_state()
        self._photograph()

    def text(self) -> str:
        """Return what the page says, on one line."""
        return _plain(self.page.locator("body").text_content())

    def address(self) -> str:
        """Return where we are."""
        return self.page.url

    def fetch(self, address: str) -> bytes:
        """Return the bytes at an address, with our cookies."""
        return self.page.request.get(urllib.parse.urljoin(self.page.url, address)).body()

    def _photograph(self) -> None:
        self._number += 1
        self.page.screenshot(path=self.shots / f"{self._number:02d}.png", full_page=True)
