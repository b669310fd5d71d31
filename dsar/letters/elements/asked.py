"""Elements that say what was asked, when and by whom, before anything is answered."""

from collections.abc import Iterable, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import Block, Paragraph, Quote
from dsar.letters.element import Element, Need, Place
from dsar.letters.elements.common import RECEIVED
from dsar.letters.facts import LetterFacts
from dsar.letters.words import ASKED_FOR, ASKED_FOR_ANOTHER, day, listed

QUOTED_CHARACTERS = 600


def greeting(facts: LetterFacts) -> Paragraph:
    """Return "Dear ..."."""
    return Paragraph.of(gettext("Dear %(name)s,") % {"name": facts.addressee.name})


def asked_together(sections: Sequence[LetterFacts]) -> Block:
    """Return what one submission asked, all rights in one sentence, with the person's own words once."""
    first = sections[0]
    rights = list(dict.fromkeys(facts.case_right for facts in sections))
    if first.on_behalf_of:
        lead = gettext("You asked us on %(day)s, for %(name)s, %(what)s.") % {
            "day": day(first.deadline.received_on),
            "name": first.on_behalf_of,
            "what": listed(str(ASKED_FOR_ANOTHER[right]) for right in rights),
        }
    else:
        lead = gettext("You asked us on %(day)s %(what)s.") % {
            "day": day(first.deadline.received_on),
            "what": listed(str(ASKED_FOR[right]) for right in rights),
        }
    if not first.asked_words:
        return Block((greeting(first), Paragraph.of(lead)))
    said = (Paragraph.of(f"{lead} {gettext('You wrote:')}"), Quote(quoted(first.asked_words)))
    return Block((greeting(first), *said))


def quoted(words: str) -> tuple[str, ...]:
    """Return the lines of the person's words that are not empty, cut after ``QUOTED_CHARACTERS``."""
    cut = words if len(words) <= QUOTED_CHARACTERS else f"{words[:QUOTED_CHARACTERS].rstrip()} …"
    return tuple(line for line in cut.splitlines() if line)


def _asked(facts: LetterFacts) -> Block:
    return asked_together((facts,))


def _asked_in_short(facts: LetterFacts) -> Block:
    text = gettext("We write about the request with the reference above, which reached us on %(day)s.")
    return Block((greeting(facts), Paragraph.of(text % {"day": day(facts.deadline.received_on)})))


def _received_from(facts: LetterFacts) -> Block:
    text = gettext("On %(day)s a request about personal data reached us from %(name)s.") % {
        "day": day(facts.deadline.received_on),
        "name": facts.on_behalf_of,
    }
    return Block((greeting(facts), Paragraph.of(text)))


def _known_right(facts: LetterFacts) -> Iterable[str | Promise]:
    if facts.case_right not in ASKED_FOR:
        yield gettext_lazy("The case is about a right that no letter has words for.")


ASKED = Element(
    "asked",
    "Art. 12(1), 12(3)",
    _asked,
    (RECEIVED, Need("case_right", gettext_lazy("The case does not say which right it is about."))),
    check=_known_right,
    place=Place.LEAD,
)

# For a sheet in an envelope and for whoever need not read what somebody else wrote: without their words.
ASKED_IN_SHORT = Element("asked", "Art. 5(1)(f), 12(1)", _asked_in_short, (RECEIVED,), place=Place.LEAD)

RECEIVED_FROM = Element(
    "asked",
    "Art. 5(1)(f), 12(1)",
    _received_from,
    (RECEIVED, Need("on_behalf_of", gettext_lazy("It is not recorded whose request it was."))),
    place=Place.LEAD,
)
