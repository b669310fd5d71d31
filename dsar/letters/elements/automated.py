"""Elements about a decision made without a person (Art. 22; UK Art. 22A-22D): logic, review, contest."""

from django.utils.translation import gettext, gettext_lazy

from dsar.enums import Right
from dsar.letters.blocks import LINK_MARK, Block, Link, Pairs, Paragraph
from dsar.letters.element import Element, Need, given
from dsar.letters.elements.common import DPO_EMAIL
from dsar.letters.elements.decided import agrees, verdict
from dsar.letters.facts import LetterFacts

WHICH = Need("decided.decision", gettext_lazy("It is not said which decision it is about."))


def _decision(facts: LetterFacts) -> Block:
    return Block((Paragraph.of(given(facts.decided).decision),), heading=gettext("The decision"))


def _logic(facts: LetterFacts) -> Block:
    return Block((Paragraph.of(given(facts.decided).logic),), heading=gettext("How it was made"))


def _person(facts: LetterFacts) -> Block:
    text = gettext(
        "A human being has now looked at everything, with what you told us, and was free to decide otherwise."
    )
    pairs = Pairs(((gettext("Who looked"), given(facts.decided).decider_role),))
    return Block((Paragraph.of(text), pairs), heading=gettext("Who has looked at it"))


def _result(facts: LetterFacts) -> Block:
    return Block((Paragraph.of(given(facts.decided).result),), heading=gettext("What came of it"))


def _contest(facts: LetterFacts) -> Block:
    text = gettext("You can always tell us how you see it: %(contact)s.") % {"contact": LINK_MARK}
    how = Paragraph.of(given(facts.decided).contest)
    return Block(
        (how, Paragraph.of(text, Link.mail(facts.sender.dpo_email))), heading=gettext("If you do not agree")
    )


REVIEWED = verdict(
    "reviewed",
    "Art. 12(3), 22(3); UK Art. 22C",
    gettext_lazy("A person, and not a program, has looked again at the decision about you."),
    agrees("done", "part", right=Right.AUTOMATED),
)
NOT_APPLICABLE = verdict(
    "not_automated",
    "Art. 12(4), 22(1); UK Art. 22A",
    gettext_lazy(
        "You have the right to have a person look again at a decision that a program made alone and that "
        "matters much to you. This letter says why yours is not such a decision."
    ),
    agrees("refused", right=Right.AUTOMATED),
)
DECISION = Element("decision", "Art. 22(1); UK Art. 22C", _decision, (WHICH,))
LOGIC = Element(
    "logic",
    "Art. 15(1)(h), 22(3); UK Art. 22C",
    _logic,
    (Need("decided.logic", gettext_lazy("It is not said how the decision was made.")),),
)
PERSON = Element(
    "by_a_person",
    "Art. 22(3); UK Art. 22C",
    _person,
    (Need("decided.decider_role", gettext_lazy("It is not recorded who looked again, by their role.")),),
)
RESULT = Element(
    "result",
    "Art. 22(3); UK Art. 22C",
    _result,
    (Need("decided.result", gettext_lazy("It is not said what came of the fresh look.")),),
)
CONTEST = Element(
    "contest",
    "Art. 22(3); UK Art. 22C",
    _contest,
    (Need("decided.contest", gettext_lazy("It is not said how the decision can be contested.")), DPO_EMAIL),
)
