"""Elements of the refusal because nobody can be found in what we hold (Art. 11(2), 12(2))."""

from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import Block, Items, Paragraph
from dsar.letters.element import Element, Need, given
from dsar.letters.facts import LetterFacts


def _why(facts: LetterFacts) -> Block:
    lead = gettext(
        "We cannot tell which data, if any, is about you, and so we cannot act on your request. The law says "
        "so in Articles 11(2) and 12(2)."
    )
    parts = (Paragraph.of(lead), Paragraph.of(given(facts.unidentified).why))
    return Block(parts, heading=gettext("Why we cannot act"))


def _tried(facts: LetterFacts) -> Block:
    lead = Paragraph.of(gettext("This is what we tried, as far as it was reasonable:"))
    return Block((lead, Items(given(facts.unidentified).tried)))


def _would_help(facts: LetterFacts) -> Block:
    lead = Paragraph.of(gettext("You need not send us anything more. If you do, any of these would help:"))
    again = Paragraph.of(gettext("Then we look again."))
    return Block(
        (lead, Items(given(facts.unidentified).would_help), again), heading=gettext("What would help")
    )


REFUSAL = (
    Element(
        "cannot_identify",
        "Art. 11(2), 12(2), 12(4)",
        _why,
        (Need("unidentified.why", gettext_lazy("It is not recorded why nobody can be identified.")),),
    ),
    Element(
        "tried",
        "Art. 11(2), 12(2)",
        _tried,
        (Need("unidentified.tried", gettext_lazy("It is not recorded what was tried.")),),
    ),
    Element(
        "would_help",
        "Art. 11(2)",
        _would_help,
        (Need("unidentified.would_help", gettext_lazy("It is not said what would help.")),),
    ),
)
