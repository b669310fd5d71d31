"""Elements whose words need no fact but themselves, and a paragraph under its heading."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from dsar.letters.blocks import LINK_MARK, Block, Link, Paragraph
from dsar.letters.element import Element, Place
from dsar.letters.elements.common import DPO_EMAIL
from dsar.letters.facts import LetterFacts


def said(
    name: str,
    source: str,
    text: Promise | str,
    *,
    heading: Promise | str = "",
    place: Place = Place.BODY,
) -> Element:
    """Return an element that always says the same."""

    def build(_: LetterFacts) -> Block:
        return Block((Paragraph.of(str(text)),), heading=str(heading))

    return Element(name, source, build, place=place)


def written(name: str, source: str, text: Promise | str, *, heading: Promise | str = "") -> Element:
    """Return an element that always says the same, with the DPO's address for ``%(contact)s``."""

    def build(facts: LetterFacts) -> Block:
        sentence = str(text) % {"contact": LINK_MARK}
        return Block((Paragraph.of(sentence, Link.mail(facts.sender.dpo_email)),), heading=str(heading))

    return Element(name, source, build, (DPO_EMAIL,))


QUESTIONS = written(
    "questions", "Art. 12(2)", gettext_lazy("If anything in this letter is not clear, ask us: %(contact)s.")
)
