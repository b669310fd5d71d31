"""Elements of the answer to who says that data is wrong (Art. 16): what changed, why not, their word."""

from django.utils.translation import gettext, gettext_lazy

from dsar.enums import Right
from dsar.letters.blocks import LINK_MARK, Block, Link, Paragraph, Part, Quote
from dsar.letters.element import Element, given
from dsar.letters.elements.common import DPO_EMAIL
from dsar.letters.elements.decided import DECIDED, agrees, done, verdict
from dsar.letters.facts import LetterFacts


def _statement(facts: LetterFacts) -> Block:
    heading = gettext("Your own word in the record")
    statement = given(facts.decided).statement
    if statement:
        lead = gettext("We have put your statement beside the data, so that whoever reads it reads this too:")
        parts: tuple[Part, ...] = (Paragraph.of(lead), Quote((statement,)))
        return Block(parts, heading=heading)
    text = gettext(
        "You can have a short statement of your own put beside the data, so that whoever reads it sees that "
        "you disagree. Send it to %(contact)s."
    ) % {"contact": LINK_MARK}
    return Block((Paragraph.of(text, Link.mail(facts.sender.dpo_email)),), heading=heading)


DONE = verdict(
    "rectified",
    "Art. 12(3), 16",
    gettext_lazy("You were right to tell us. We have corrected the data."),
    agrees("done", right=Right.RECTIFICATION),
)
PART = verdict(
    "rectified_in_part",
    "Art. 12(3), 12(4), 16",
    gettext_lazy(
        "We have corrected a part of what you told us about. The rest we have left as it is, and this letter "
        "says why."
    ),
    agrees("part", right=Right.RECTIFICATION),
)
REFUSED = verdict(
    "not_rectified",
    "Art. 12(4), 16",
    gettext_lazy(
        "We have checked with care what you told us. We have not changed the data, and this letter says why."
    ),
    agrees("refused", right=Right.RECTIFICATION),
)
CORRECTED = done(
    "corrected",
    "Art. 16",
    gettext_lazy("What we have corrected"),
    gettext_lazy("It is not recorded what was corrected."),
)
STATEMENT = Element("statement", "Art. 16", _statement, (DECIDED, DPO_EMAIL))
