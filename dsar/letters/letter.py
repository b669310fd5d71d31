"""Composes a letter from facts, and refuses while a mandatory element is missing."""

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
    """A complete letter; the same facts give the same text, HTML and PDF bytes."""

    kind: LetterKind
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
        built = [(element, element.build(facts)) for element in plan.elements if not element.lacks(facts)]
        empty = [
            Missing(e.name, f"The element {e.name} is empty.")
            for e, b in built
            if e.mandatory and not b.parts
        ]
        if empty:
            raise IncompleteLetter(kind, empty)
        return Letter(
            kind=kind,
            language=facts.language,
            title=str(plan.title),
            foot=f"{facts.reference} · {plan.foot}",
            reference=facts.reference,
            author=facts.sender.legal_name,
            accent=accent_on_paper(facts.sender.accent),
            written_on=facts.written_on,
            large_print=facts.large_print,
            blocks=_laid_out(built),
        )


def _laid_out(built: list[tuple[Element, Block]]) -> tuple[tuple[Place, Block], ...]:
    """Join lines about systems that follow each other into one sheet a system, under the first heading."""
    blocks: list[tuple[Place, Block]] = []
    lines: list[Line] = []
    for element, block in built:
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
