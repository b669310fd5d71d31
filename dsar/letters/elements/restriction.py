"""Elements about a restriction (Art. 18): its scope, what is still allowed, and word before it is lifted."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.enums import Right
from dsar.letters.blocks import LINK_MARK, Block, Link, Paragraph
from dsar.letters.element import Element, Need, Place, given
from dsar.letters.elements.common import DATED, DPO_EMAIL
from dsar.letters.elements.decided import DECIDED, REASONS_NEED, agrees, done, verdict
from dsar.letters.facts import LetterFacts
from dsar.letters.words import day


def _ground(facts: LetterFacts) -> Block:
    decided = given(facts.decided)
    text = gettext("%(ground)s (%(citation)s).") % {
        "ground": decided.ground.rstrip("."),
        "citation": decided.citation,
    }
    return Block((Paragraph.of(text),), heading=gettext("Why"))


def _still_allowed(facts: LetterFacts) -> Block:
    text = Paragraph.of(given(facts.decided).still_allowed)
    return Block((text,), heading=gettext("What we may still do with it"))


def _ends(facts: LetterFacts) -> Block:
    text = gettext("Before we lift the restriction we write to you and say why. Nothing changes before that.")
    review_on = given(facts.decided).review_on
    if review_on:
        look = gettext("We look at it again on %(day)s at the latest.") % {"day": day(review_on)}
        text = f"{look} {text}"
    return Block((Paragraph.of(text),), heading=gettext("How long it lasts"))


def _lifting(facts: LetterFacts) -> Block:
    text = gettext(
        "At the moment we keep some of your data and do nothing else with it. From %(day)s we may use it "
        "again as before. We tell you now, before it happens."
    ) % {"day": day(given(given(facts.decided).effective_on))}
    return Block((Paragraph.of(text),))


def _before(facts: LetterFacts) -> Iterable[str | Promise]:
    decided = given(facts.decided)
    if decided.right != Right.RESTRICTION or decided.right != facts.case_right:
        yield gettext_lazy("The decision is about another right than this letter.")
    if given(decided.effective_on) <= facts.written_on:
        yield gettext_lazy(
            "The person must be told before the restriction is lifted, and the day is too early."
        )


def _why_lifted(facts: LetterFacts) -> Block:
    text = gettext("If you do not agree, tell us before that day: %(contact)s.") % {"contact": LINK_MARK}
    reasons = Paragraph.of(given(facts.decided).reasons)
    return Block(
        (reasons, Paragraph.of(text, Link.mail(facts.sender.dpo_email))), heading=gettext("Why we lift it")
    )


APPLIED = verdict(
    "restricted",
    "Art. 12(3), 18(1)",
    gettext_lazy("We have restricted your data: we keep it, and do nothing else with it for now."),
    agrees("done", right=Right.RESTRICTION),
)
REFUSED = verdict(
    "not_restricted",
    "Art. 12(4), 18(1)",
    gettext_lazy(
        "We have looked with care at what you asked. We have not restricted the data, and this letter says "
        "why."
    ),
    agrees("refused", right=Right.RESTRICTION),
)
SCOPE = done(
    "restriction_scope",
    "Art. 18(1), 4(3)",
    gettext_lazy("Which data"),
    gettext_lazy("It is not recorded which data is restricted."),
)
GROUND = Element(
    "restriction_ground",
    "Art. 18(1)",
    _ground,
    (
        Need("decided.ground", gettext_lazy("The restriction names no ground.")),
        Need("decided.citation", gettext_lazy("The ground is named without its place in the law.")),
    ),
)
STILL_ALLOWED = Element(
    "still_allowed",
    "Art. 18(2)",
    _still_allowed,
    (Need("decided.still_allowed", gettext_lazy("It is not said what we may still do with the data.")),),
)
ENDS = Element("restriction_ends", "Art. 18(3)", _ends, (DECIDED,))
LIFTING = Element(
    "lifting",
    "Art. 18(3)",
    _lifting,
    (DATED, Need("decided.effective_on", gettext_lazy("It is not set when the restriction is lifted."))),
    check=_before,
    place=Place.LEAD,
)
WHY_LIFTED = Element("why_lifted", "Art. 18(3)", _why_lifted, (REASONS_NEED, DPO_EMAIL))
