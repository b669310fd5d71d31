"""Elements of the notice that an answer takes longer (Art. 12(3)): why, the dates, when to ask."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import LINK_MARK, Block, Link, Pairs, Paragraph
from dsar.letters.element import Element, Need
from dsar.letters.elements.common import DPO_EMAIL
from dsar.letters.facts import Extension, LetterFacts
from dsar.letters.words import day


def _notice(facts: LetterFacts) -> Extension:
    """Return the notice; the elements that call this need it, so that it is there."""
    if facts.extension is None:
        raise LookupError("these elements are built only when the extension is there")
    return facts.extension


def _reasons(facts: LetterFacts) -> Block:
    notice = _notice(facts)
    lead = gettext(
        "We need more time for our answer than the law gives us at first. The reason: %(factor)s."
    ) % {"factor": notice.factor.rstrip(".")}
    return Block((Paragraph.of(lead), Paragraph.of(notice.facts)), heading=gettext("Why we need longer"))


def _dates(facts: LetterFacts) -> Block:
    notice = _notice(facts)
    pairs = [
        (gettext("First limit"), day(notice.old_limit_on)),
        (gettext("New limit"), day(notice.new_limit_on)),
    ]
    if notice.aim_on:
        pairs.append((gettext("We aim for"), day(notice.aim_on)))
    last = gettext("We answer by the new limit at the latest. This is the only time that we can extend it.")
    return Block((Pairs(tuple(pairs)), Paragraph.of(last)), heading=gettext("The dates"))


def _possible(facts: LetterFacts) -> Iterable[str | Promise]:
    notice = _notice(facts)
    if facts.written_on > notice.notice_by:
        yield gettext_lazy("The last day for this notice has passed, and nothing moves the limit any more.")
    if notice.new_limit_on <= notice.old_limit_on:
        yield gettext_lazy("The new limit is not later than the first one.")
    if notice.aim_on and notice.aim_on > notice.new_limit_on:
        yield gettext_lazy("The date that we aim for is later than the new limit.")


def _questions(facts: LetterFacts) -> Block:
    until = _notice(facts).questions_until
    if until is None:
        text = gettext("If you have a question or want to narrow what you asked for, write to %(contact)s.")
    else:
        text = gettext(
            "If you have a question or want to narrow what you asked for, write to %(contact)s by %(day)s."
        )
    sentence = text % {"contact": LINK_MARK, "day": day(until) if until else ""}
    return Block((Paragraph.of(sentence, Link.mail(facts.sender.dpo_email)),))


REASONS = Element(
    "extension_reasons",
    "Art. 12(3)",
    _reasons,
    (
        Need("extension.factor", gettext_lazy("It is not recorded what makes the request take longer.")),
        Need("extension.facts", gettext_lazy("It is not recorded what in this case makes it take longer.")),
    ),
)

DATES = Element(
    "extension_dates",
    "Art. 12(3)",
    _dates,
    (
        Need("extension.old_limit_on", gettext_lazy("The limit before the extension is not known.")),
        Need("extension.new_limit_on", gettext_lazy("The limit after the extension is not known.")),
        Need("written_on", gettext_lazy("The letter has no date.")),
        Need("extension.notice_by", gettext_lazy("The last day for the notice is not known.")),
    ),
    check=_possible,
)

QUESTIONS = Element(
    "extension_questions", "Art. 12(2)", _questions, (Need("extension", ""), DPO_EMAIL), mandatory=False
)
