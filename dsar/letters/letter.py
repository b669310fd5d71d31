"""Composes a letter from facts, and refuses while a mandatory element is missing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.template.loader import get_template, select_template
from django.utils import translation

from dsar.letters.blocks import Block, Line, Part, sheets
from dsar.letters.colours import accent_on_paper
from dsar.letters.element import Element, Missing, Place
from dsar.letters.elements.table import PLANS
from dsar.letters.facts import LetterFacts
from dsar.letters.kinds import LetterKind
from dsar.letters.pdf import to_pdf
from dsar.letters.text import to_text
from dsar.letters.tidy import tidied


class IncompleteLetter(Exception):
    """A letter that cannot be issued; ``missing`` says what each element lacks, in plain sentences."""

    def __init__(self, kind: LetterKind, missing: list[Missing]) -> None:
        super().__init__(f"{kind}: " + " ".join(each.sentence for each in missing))
        self.kind = kind
        self.missing = missing


@dataclass(frozen=True)
class Letter:
    """A complete letter; the same facts give the same text, HTML and PDF bytes.

    ``kinds`` has one kind for each section; most letters have one, a message set as a letter has none.
    """

    kinds: tuple[LetterKind, ...]
    language: str
    title: str
    foot: str
    reference: str
    author: str
    accent: str
    written_on: date
    large_print: bool
    blocks: tuple[tuple[Place, Block], ...]

    def at(self, place: Place) -> list[Block]:
        """Return the blocks of one place, in order."""
        return [block for where, block in self.blocks if where is place]

    def fragment(self) -> str:
        """Return the letter as HTML without style, to be shown inside a page of ours."""
        return self._rendered("body.html")

    def html(self) -> str:
        """Return the letter as a whole HTML document with its print style; it refers to nothing outside."""
        return self._rendered("letter.html")

    def text(self) -> str:
        """Return the letter as plain text, at most 72 characters wide."""
        head = [block for place in (Place.SENDER, Place.ADDRESSEE, Place.FACTS) for block in self.at(place)]
        rest = [block for place in (Place.LEAD, Place.BODY, Place.SIGN) for block in self.at(place)]
        return to_text(head, self.title, rest)

    def pdf(self) -> bytes:
        """Return the letter as a tagged PDF (PDF/UA-1).

        Raises ``PangoMissing`` where the system cannot set type, ``OutsideReference`` instead of fetching.
        """
        return to_pdf(self.html())

    def _rendered(self, name: str) -> str:
        with translation.override(self.language):
            html: str = select_template(_templates(self.language, name)).render(self._context())
        return html

    def _context(self) -> dict[str, object]:
        places = {place.value: self.at(place) for place in Place}
        return {
            "letter": self,
            "lang": _bcp47(self.language),
            "css": get_template("letters/en/print.css").render(),
            **places,
        }


def missing(kind: LetterKind, facts: LetterFacts) -> list[Missing]:
    """Return what a letter of this kind still lacks, in the active language; empty when it can be issued."""
    facts = tidied(facts)
    return [lack for element in PLANS[kind].elements if element.mandatory for lack in element.lacks(facts)]


def compose(kind: LetterKind, facts: LetterFacts) -> Letter:
    """Return the letter in the language of ``facts``; raise ``IncompleteLetter`` if it lacks something."""
    facts = tidied(facts)
    lacking = missing(kind, facts)
    if lacking:
        raise IncompleteLetter(kind, lacking)
    plan = PLANS[kind]
    with translation.override(facts.language):
        blocks = laid_out(built(kind, plan.elements, facts))
        return issued((kind,), facts, (str(plan.title), str(plan.foot)), blocks)


def built(kind: LetterKind, elements: Iterable[Element], facts: LetterFacts) -> list[tuple[Element, Block]]:
    """Return each element with its block, those left out that are not mandatory and have nothing to say."""
    pairs = [(element, element.build(facts)) for element in elements if not element.lacks(facts)]
    empty = [
        Missing(element.name, f"The element {element.name} is empty.", facts.case_reference)
        for element, block in pairs
        if element.mandatory and not block.parts
    ]
    if empty:
        raise IncompleteLetter(kind, empty)
    return pairs


def issued(
    kinds: tuple[LetterKind, ...],
    facts: LetterFacts,
    names: tuple[str, str],
    blocks: tuple[tuple[Place, Block], ...],
) -> Letter:
    """Return the letter made of ``blocks``; ``names`` are its title and what stands in its foot."""
    title, foot = names
    reference = facts.complaint.reference if facts.complaint else facts.reference
    return Letter(
        kinds=kinds,
        language=facts.language,
        title=title,
        foot=f"{reference} · {foot}",
        reference=reference,
        author=facts.sender.legal_name,
        accent=accent_on_paper(facts.sender.accent),
        written_on=facts.written_on,
        large_print=facts.large_print,
        blocks=blocks,
    )


def laid_out(pairs: list[tuple[Element, Block]]) -> tuple[tuple[Place, Block], ...]:
    """Join lines about systems that follow each other into one sheet a system, under the first heading."""
    blocks: list[tuple[Place, Block]] = []
    lines: list[Line] = []
    for element, block in pairs:
        mine = [part for part in block.parts if isinstance(part, Line)]
        if mine and lines:
            lines += mine
            joined: tuple[Part, ...] = sheets(lines)
            blocks[-1] = (element.place, replace(blocks[-1][1], parts=joined))
            continue
        lines = mine
        parts = sheets(lines) if lines else block.parts
        blocks.append((element.place, replace(block, parts=parts, name=element.name)))
    return tuple(blocks)


def _templates(language: str, name: str) -> list[str]:
    """Return where a template may be, the letter's own language first, English last."""
    return [f"letters/{code}/{name}" for code in (language.lower(), language.lower().split("-")[0], "en")]


def _bcp47(language: str) -> str:
    """Return a Django language code as HTML and PDF want it: "en-gb" becomes "en-GB"."""
    base, _, region = language.partition("-")
    return f"{base.lower()}-{region.upper()}" if len(region) == 2 else language
