"""Text that would be a program, a tag, a header or a command elsewhere is only text in letters (S10)."""

import io
import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from html.parser import HTMLParser
from typing import Any

import pikepdf
import pypdfium2
import pytest

from dsar.letters.colours import HOUSE_ACCENT, accent_on_paper
from dsar.letters.facts import LetterFacts
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import compose
from tests.dsar.letters.samples import ANSWER, FACTS

SENTINELS = {
    "script": "<script>alert(1)</script>",
    "picture": '<img src="file:///etc/passwd" onerror=alert(1)>',
    "attachment": '"><link rel=attachment href=file:///etc/passwd>',
    "template": "{{ 7*7 }}{% include 'letters/en/body.html' %}",
    "format": "%(name)s %s {facts.reference}",
    "header": "a\r\nBcc: everybody@example.org\r\n\r\nx",
    "formula": '=HYPERLINK("http://example.org";"x")',
    "style": "</style>} @page { content: url(http://example.org/) } body{",
    "entity": "&lt;b&gt; &#60;b&#62; &amp;",
    "sql": "'; DROP TABLE dsar_case; --",
    "direction": "\u202egnp.exe\u202c\u200b\ufeff",
    "broken": "\ud800 \x00 \x1b[2J \uffff",
}
# These are compared with other things, so they keep a value that makes sense.
KEPT = {"language", "case_right", "accent", "country", "right", "outcome"}
EVERYTHING = " ".join(SENTINELS.values())


def poisoned(thing: Any, sentinel: str) -> Any:
    """Return facts with the sentinel behind every text."""
    if isinstance(thing, Enum):
        return thing
    if isinstance(thing, str):
        return f"{thing} {sentinel}"
    if isinstance(thing, tuple):
        return tuple(poisoned(each, sentinel) for each in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        names = [f.name for f in fields(thing) if f.name not in KEPT]
        return replace(thing, **{name: poisoned(getattr(thing, name), sentinel) for name in names})
    return thing


class Tags(HTMLParser):
    """Collects the elements of a page, their attributes, and what is in style."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.hrefs += [value or "" for name, value in attrs if name == "href"]


def tags(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    return parser


def elements(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements but paragraphs: the person's own words may have any number of lines."""
    return [seen for seen in tags(html).seen if seen[0] not in {"p", "br"}]


ONE_BY_ONE = [(LetterKind.ACCESS_ANSWER, sentinel) for sentinel in SENTINELS.values()]
ALL_AT_ONCE = [(kind, EVERYTHING) for kind in LetterKind]
NAMES = [*SENTINELS, *LetterKind]


@pytest.mark.parametrize(("kind", "sentinel"), [*ONE_BY_ONE, *ALL_AT_ONCE], ids=NAMES)
def test_the_html_has_the_same_elements_as_with_harmless_facts(kind: LetterKind, sentinel: str) -> None:
    harmless = compose(kind, poisoned(FACTS[kind], "harmless")).html()
    hostile = compose(kind, poisoned(FACTS[kind], sentinel)).html()
    assert elements(hostile) == elements(harmless)
    assert all(re.match(r"(https?|mailto):", href) for href in tags(hostile).hrefs)
    style = re.compile(r"<style>.*?</style>", re.DOTALL)
    assert style.findall(hostile) == style.findall(harmless)
    for wrong in ("49", "\x00", "\x1b", "\u202e", "\ud800", "\r"):
        assert hostile.count(wrong) == harmless.count(wrong)


def test_the_pdf_is_made_and_holds_nothing_active() -> None:
    facts: LetterFacts = poisoned(ANSWER, EVERYTHING)
    pdf = compose(LetterKind.ACCESS_ANSWER, facts).pdf()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/OpenAction" not in opened.Root
        assert "/AA" not in opened.Root
        assert "/Names" not in opened.Root or "/EmbeddedFiles" not in opened.Root.Names
        actions = [annotation.A for page in opened.pages for annotation in page.get("/Annots", [])]
        assert {str(action.S) for action in actions} <= {"/URI"}
        assert all(re.match(r"(https?|mailto):", str(action.URI)) for action in actions)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert "root:" not in text
    assert "49" not in text.replace("949", "")


@pytest.mark.parametrize("kind", LetterKind)
def test_a_line_break_in_a_fact_makes_no_line_of_its_own(kind: LetterKind) -> None:
    letter = compose(kind, poisoned(FACTS[kind], SENTINELS["header"]))
    assert not [text for text in strings([block for _, block in letter.blocks]) if len(text.splitlines()) > 1]
    if "> " in compose(kind, FACTS[kind]).text():
        assert "> Bcc: everybody@example.org" in letter.text()


def strings(thing: Any) -> list[str]:
    """Return every text in the blocks of a letter."""
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, tuple | list):
        return [text for each in thing for text in strings(each)]
    return (
        [text for f in fields(thing) for text in strings(getattr(thing, f.name))]
        if is_dataclass(thing)
        else []
    )


@pytest.mark.parametrize(
    "colour",
    ["red", "#fff", "#ffffff", "#0b5c5a; } body { display: none", "", "url(x)", "#ffd700", "#0b5c5a\n"],
)
def test_an_accent_that_is_no_readable_colour_becomes_the_house_s_own(colour: str) -> None:
    assert accent_on_paper(colour) == HOUSE_ACCENT


def test_a_readable_accent_is_used() -> None:
    assert accent_on_paper("#7A1F3D") == "#7a1f3d"
    sender = replace(ANSWER.sender, accent="#7A1F3D")
    assert "--accent: #7a1f3d;" in compose(LetterKind.ACCESS_ANSWER, replace(ANSWER, sender=sender)).html()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "x"]
)
def test_an_address_that_is_not_of_the_web_is_no_link(address: str) -> None:
    sender = replace(ANSWER.sender, regulator_url=address, complaint_contact=f"{address} x@example.org?cc=y")
    html = compose(LetterKind.ACCESS_ANSWER, replace(ANSWER, sender=sender)).html()
    allowed = {"https://rights.alder.example.org/r/", "mailto:dpo@alder.example.org"}
    assert set(tags(html).hrefs) == allowed
    assert address.replace("&", "&amp;") in html
