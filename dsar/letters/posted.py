"""A message that would have been a mail, as a letter for an envelope: the head, its text, how to complain."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils import translation

from dsar.letters.blocks import Block, Items, Paragraph, Part
from dsar.letters.element import Element, Place
from dsar.letters.elements.common import HEAD, REMEDIES, SIGNATURE
from dsar.letters.facts import LetterFacts
from dsar.letters.letter import Letter, issued
from dsar.letters.tidy import tidied

_BULLET = "- "


class NotForPost(ValueError):
    """A letter whose head, or whose way to complain, lacks something; ``args`` are the sentences."""


def posted_letter(facts: LetterFacts, *, title: str, text: str) -> Letter:
    """Return the letter of a text; raises ``NotForPost`` with what its head lacks."""
    facts = tidied(facts)
    if lacking := [lack.sentence for element in (*HEAD, *REMEDIES) for lack in element.lacks(facts)]:
        raise NotForPost(*lacking)
    with translation.override(facts.language):
        head = [_block(element, facts) for element in HEAD]
        tail = [_block(element, facts) for element in (*REMEDIES, SIGNATURE)]
    message = (Place.BODY, Block(tuple(_parts(text)), name="message"))
    return issued((), facts, (title, title), (*head, message, *tail))


def _block(element: Element, facts: LetterFacts) -> tuple[Place, Block]:
    return element.place, replace(element.build(facts), name=element.name)


def _parts(text: str) -> Iterator[Part]:
    """Yield the paragraphs of a text, and its lists, each line of which begins with a dash."""
    for block in text.split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        items = [line.removeprefix(_BULLET) for line in lines if line.startswith(_BULLET)]
        rest = [line for line in lines if not line.startswith(_BULLET)]
        if rest:
            yield Paragraph((" ".join(rest),))
        if items:
            yield Items(tuple(items))
