"""Elements of the notice that there is a fee (Art. 12(5), 15(3)): why, how much, how to pay, what is free."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import Block, Pairs, Paragraph
from dsar.letters.element import Element, Need, given
from dsar.letters.elements.common import DATED
from dsar.letters.facts import ClockEffect, LetterFacts
from dsar.letters.words import day


def _why(facts: LetterFacts) -> Block:
    rule = gettext(
        "It costs you nothing to use your rights. The law allows us to ask for the cost of our work only if "
        "a request is plainly unfounded or excessive, or for one more copy of the same data (Articles 12(5) "
        "and 15(3)). It is for us to show that this is so:"
    )
    evidence = Paragraph.of(given(facts.fee).evidence)
    return Block((Paragraph.of(rule), evidence), heading=gettext("Why we ask for a fee"))


def _amount(facts: LetterFacts) -> Block:
    fee = given(facts.fee)
    pairs = ((gettext("The fee"), fee.amount), (gettext("How we worked it out"), fee.basis))
    return Block((Pairs(pairs),), heading=gettext("How much it is"))


def _pay(facts: LetterFacts) -> Block:
    fee = given(facts.fee)
    unpaid = gettext(
        "Please pay by %(day)s. If the fee has not come by then, we close your request and tell you so. You "
        "can always ask again."
    ) % {"day": day(fee.pay_by_on)}
    return Block((Paragraph.of(fee.how_to_pay), Paragraph.of(unpaid)), heading=gettext("How to pay"))


def _time_to_pay(facts: LetterFacts) -> Iterable[str | Promise]:
    if given(facts.fee).pay_by_on <= facts.written_on:
        yield gettext_lazy("The last day for paying leaves no time to pay.")


EFFECTS = {
    ClockEffect.STARTS: gettext_lazy(
        "The time that the law gives us for our answer starts on the day on which the fee arrives."
    ),
    ClockEffect.STANDS_STILL: gettext_lazy(
        "The time that the law gives us for our answer stands still until the fee arrives."
    ),
    ClockEffect.NONE: gettext_lazy(
        "The time that the law gives us runs from the day on which your request arrived; the fee does not "
        "change that."
    ),
}


def _clock(facts: LetterFacts) -> Block:
    text = str(EFFECTS[given(facts.fee).effect])
    return Block((Paragraph.of(text),), heading=gettext("What this does to the time"))


def _free(facts: LetterFacts) -> Block:
    take_back = gettext("You need not pay. You can also take back your request, or ask for less.")
    parts = (Paragraph.of(given(facts.fee).free_alternative), Paragraph.of(take_back))
    return Block(parts, heading=gettext("What is free"))


NOTICE = (
    Element(
        "fee_why",
        "Art. 12(5), 15(3)",
        _why,
        (Need("fee.evidence", gettext_lazy("It is not recorded what the fee is based on.")),),
    ),
    Element(
        "fee_amount",
        "Art. 12(5)",
        _amount,
        (
            Need("fee.amount", gettext_lazy("The amount of the fee is not set.")),
            Need("fee.basis", gettext_lazy("It is not recorded how the fee was worked out.")),
        ),
    ),
    Element(
        "fee_pay",
        "Art. 12(5)",
        _pay,
        (
            DATED,
            Need("fee.how_to_pay", gettext_lazy("It is not said how to pay.")),
            Need("fee.pay_by_on", gettext_lazy("It is not said by when to pay.")),
        ),
        check=_time_to_pay,
    ),
    Element(
        "fee_free",
        "Art. 12(5)",
        _free,
        (Need("fee.free_alternative", gettext_lazy("It is not said what would be free.")),),
    ),
    Element(
        "fee_clock",
        "Art. 12(3), 12A",
        _clock,
        (Need("fee.effect", gettext_lazy("It is not known what the fee does to the time.")),),
    ),
)
