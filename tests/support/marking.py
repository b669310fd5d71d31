"""A translation that brackets all that goes through it: what stands outside of brackets was forgotten."""

import re
from collections.abc import Callable, Iterable
from html import unescape

import pytest
from django.utils import translation

#: Attributes that somebody reads or hears.
_SPOKEN = re.compile(r'\s(?:aria-label|title|placeholder|alt)="([^"]*)"')


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put brackets around everything that goes through translation, instead of a catalogue."""

    def plural(one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"

    one: Callable[[str], str] = lambda message: f"⟦{message}⟧"  # noqa: E731  a fake with the real one's shape
    monkeypatch.setattr(translation._trans, "gettext", one, raising=False)
    monkeypatch.setattr(translation._trans, "pgettext", lambda _, message: one(message), raising=False)
    monkeypatch.setattr(translation._trans, "ngettext", plural, raising=False)


def unmarked(html: str, facts: Iterable[str]) -> str:
    """Return what of a page's text is neither marked as translated nor a fact."""
    body = re.sub(r"<style>.*?</style>", " ", html, flags=re.DOTALL)
    text = " ".join(unescape(re.sub(r"<[^>]+>", "\n", body)).split("\n"))
    while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = shorter
    for fact in sorted(facts, key=len, reverse=True):
        text = text.replace(fact, " ")
    return " ".join(re.findall(r"[^\W\d_]{2,}", text))


def unmarked_page(html: str, facts: Iterable[str]) -> str:
    """Return the same of a whole page, with what is only heard: names of regions, and hints."""
    return unmarked(f"{html} {' '.join(_SPOKEN.findall(html))}", facts)
