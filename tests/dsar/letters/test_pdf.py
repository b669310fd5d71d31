"""The PDF: tagged, titled, the same each time, and it fetches nothing."""

import io
import subprocess
import sys
import textwrap
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pikepdf
import pypdfium2
import pytest

from dsar.letters.elements.table import PLANS
from dsar.letters.joint import compose_answer
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import compose
from dsar.letters.pdf import OutsideReference, to_pdf
from tests.dsar.letters.samples import ANSWER, FACTS, JOINT

# Setting type is slow: these are rendered each time, all kinds in the trials.
PRINTED = (LetterKind.ACCESS_ANSWER, LetterKind.ERASURE_PART)
EVERY_KIND = [
    kind if kind in PRINTED else pytest.param(kind, marks=pytest.mark.slow, id=kind) for kind in LetterKind
]
MOST_PAGES = 3
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPj/"
    "HwADAgH/p1x9fQAAAABJRU5ErkJggg=="
)


def words(pdf: bytes) -> str:
    """Return the text of all pages on one line."""
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_it_is_tagged_says_language_and_title_and_all_that_the_text_says(kind: LetterKind) -> None:
    letter = compose(kind, FACTS[kind])
    made = letter.pdf()
    with pikepdf.open(io.BytesIO(made)) as pdf:
        root = pdf.Root
        assert bool(root.MarkInfo.Marked)
        found = tags(root.StructTreeRoot.K, set())
        assert str(root.Lang) == "en-GB"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == f"{letter.title} ({letter.reference})"
        assert str(pdf.docinfo.Author) == "Alder CRM Ltd"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        assert "/Names" not in root or "/EmbeddedFiles" not in root.Names
        assert 1 <= len(pdf.pages) <= MOST_PAGES
    assert {"/H1", "/P"} <= found
    if kind is LetterKind.ACCESS_ANSWER:
        assert {"/H2", "/H3", "/Table", "/TR", "/TH", "/TD", "/L", "/LI", "/Link"} <= found
    read = words(made)
    for _, block in letter.blocks:
        assert " ".join(block.heading.split()) in read
    assert "Page 1 of" in read
    assert f"{letter.foot}" in read


def tags(element: pikepdf.Object, found: set[str]) -> set[str]:
    """Return the structure types below an element."""
    if isinstance(element, pikepdf.Array):
        for each in element:  # type: ignore[attr-defined]
            tags(each, found)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            found.add(str(element.S))
        if "/K" in element:
            tags(element.K, found)
    return found


@pytest.mark.parametrize(
    "kind", [LetterKind.EXTENSION, *(pytest.param(k, marks=pytest.mark.slow) for k in PRINTED)]
)
def test_two_renders_are_the_same_bytes(kind: LetterKind) -> None:
    first, second = (compose(kind, FACTS[kind]).pdf() for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_another_letter_is_other_bytes() -> None:
    kind = LetterKind.EXTENSION
    other = replace(FACTS[kind], reference="K7QM-2XPD")
    assert compose(kind, other).pdf() != compose(kind, FACTS[kind]).pdf()


def test_large_print_is_set_in_16_points_in_every_section() -> None:
    sections = [(kind, replace(facts, large_print=True)) for kind, facts in JOINT]
    document = pypdfium2.PdfDocument(compose_answer(sections).pdf())
    for page in document:
        sizes = [obj.get_font_size() for obj in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])]
        assert min(sizes) >= 13
        assert sorted(sizes)[len(sizes) // 2] >= 16
    read = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    for kind, facts in JOINT:
        assert facts.case_reference in read
        assert str(PLANS[kind].title) in read


def test_a_word_without_end_stays_on_the_paper() -> None:
    endless = "W" * 300
    system = replace(ANSWER.systems[0], name=endless, purpose=endless, categories=endless)
    facts = replace(
        ANSWER,
        systems=(system,),
        searches=(replace(ANSWER.searches[0], system=endless, identifiers_used=(endless,)),),
        withheld=(replace(ANSWER.withheld[0], what=endless, reason=endless),),
        addressee=replace(ANSWER.addressee, name=endless),
        sender=replace(ANSWER.sender, controller_name=endless, legal_name=endless, dpo_name=endless),
    )
    for page in pypdfium2.PdfDocument(compose(LetterKind.ACCESS_ANSWER, facts).pdf()):
        text = page.get_textpage()
        edges = [text.get_charbox(at)[2] for at in range(text.count_chars())]
        assert max(edges) < page.get_width() - 50  # points: the margin of 21 mm is 59.5


class Listener(BaseHTTPRequestHandler):
    """Remembers every path that somebody asked for."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Keep the test's output quiet."""


@pytest.fixture
def listener() -> object:
    """Run a real server on this machine; yield its address."""
    server = HTTPServer(("127.0.0.1", 0), Listener)
    Listener.asked = []
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


REACHING_OUT = [
    '<img src="{url}/image.png">',
    '<link rel="stylesheet" href="{url}/style.css">',
    '<link rel="attachment" href="{url}/secret.txt">',
    '<a rel="attachment" href="{url}/secret.txt">open</a>',
    "<style>@import url({url}/style.css);</style>",
    "<style>@font-face {{ font-family: x; src: url({url}/font.woff) }} p {{ font-family: x }}</style>",
    '<p style="background: url({url}/back.png)">x</p>',
    '<object data="{url}/page.svg"></object>',
    '<embed src="{url}/page.svg">',
    '<svg width="9" height="9"><image href="{url}/x.png" width="9" height="9"/></svg>',
    "<img src=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E"
    "%3Cimage href='{url}/x.png' width='9' height='9'/%3E%3C/svg%3E\">",
]


@pytest.mark.parametrize("html", REACHING_OUT)
def test_no_page_is_fetched_from_a_server(html: str, listener: str) -> None:
    with pytest.raises(OutsideReference):
        to_pdf(f"<html lang=en><title>x</title><body><p>Letter</p>{html.format(url=listener)}</body>")
    assert Listener.asked == []


@pytest.mark.parametrize("html", REACHING_OUT)
def test_no_file_is_read_or_attached(html: str, tmp_path: Path) -> None:
    for name in ("secret.txt", "image.png", "style.css", "font.woff", "back.png", "page.svg", "x.png"):
        (tmp_path / name).write_text("PLANTED")
    with pytest.raises(OutsideReference):
        to_pdf(
            f"<html lang=en><title>x</title><body><p>Letter</p>{html.format(url=tmp_path.as_uri())}</body>"
        )


def test_what_is_inside_the_letter_may_be_shown() -> None:
    pdf = to_pdf(f'<html lang=en><title>x</title><body><p>Letter</p><img alt="a dot" src="{DOT}"></body>')
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages[0].get_images()) == 1


def test_without_pango_the_error_says_the_line_to_run() -> None:
    """In a process of its own, where the library is not to be found."""
    program = """
        import cffi, sys
        real = cffi.FFI.dlopen
        def dlopen(self, name, flags=0):
            if name and "pango" in name:
                raise OSError(f"cannot load library {name!r}")
            return real(self, name, flags)
        cffi.FFI.dlopen = dlopen
        from dsar.letters.pdf import PangoMissing, to_pdf
        assert "weasyprint" not in sys.modules
        try:
            to_pdf("<p>x</p>")
        except PangoMissing as error:
            print(error)
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert run.stdout.startswith("Letters need Pango, which this machine lacks. Run: ")
    assert run.stdout.count("\n") == 1
