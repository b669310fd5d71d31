"""Elements for recipients (Art. 19) and third parties: what they are told, what they are asked."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import LINK_MARK, Block, Link, Pairs, Paragraph
from dsar.letters.element import Element, Need, Place, given
from dsar.letters.elements.asked import greeting
from dsar.letters.elements.common import DATED
from dsar.letters.elements.said import said
from dsar.letters.facts import LetterFacts
from dsar.letters.words import day


def _why_told(facts: LetterFacts) -> Block:
    text = gettext(
        "We passed personal data to you. When we correct, erase or restrict such data, the law requires us "
        "to tell everybody who received it (Article 19). This is that notice."
    )
    return Block((greeting(facts), Paragraph.of(text)))


def _notice(facts: LetterFacts) -> Block:
    notice = given(facts.notice)
    pairs = (
        (gettext("About whom"), notice.about),
        (gettext("Which data"), notice.data),
        (gettext("What we did"), notice.action),
        (gettext("When"), day(notice.done_on)),
        (gettext("The law"), notice.law),
    )
    return Block((Pairs(pairs),), heading=gettext("What has changed"))


def _confirm(facts: LetterFacts) -> Block:
    notice = given(facts.notice)
    text = gettext(
        "Please do the same with the data that you received from us, and confirm it by %(day)s to "
        "%(contact)s. If you have passed the data on, please tell those who have it."
    ) % {"day": day(notice.confirm_by_on), "contact": LINK_MARK}
    return Block((Paragraph.of(text, Link.mail(notice.confirm_to)),), heading=gettext("What we ask of you"))


def _time_to_confirm(facts: LetterFacts) -> Iterable[str | Promise]:
    if given(facts.notice).confirm_by_on <= facts.written_on:
        yield gettext_lazy("The day for the confirmation leaves no time to confirm.")


def _why_asked(facts: LetterFacts) -> Block:
    text = gettext(
        "Somebody has used their right to see the personal data that we hold about them. In it there is "
        "something about you, too. Before we decide whether they may see that part, we ask you."
    )
    return Block((greeting(facts), Paragraph.of(text)))


def _what(facts: LetterFacts) -> Block:
    text = Paragraph.of(given(facts.consent_question).what)
    return Block((text,), heading=gettext("What it says about you"))


def _choice(facts: LetterFacts) -> Block:
    question = given(facts.consent_question)
    text = gettext(
        "Do you agree that we share it? You may say yes or no, and need give no reason. Please answer by "
        "%(day)s to %(contact)s. If we hear nothing, we do not take that as a yes."
    ) % {"day": day(question.by_on), "contact": LINK_MARK}
    return Block((Paragraph.of(text, Link.mail(question.answer_to)),), heading=gettext("Our question to you"))


def _time_to_answer(facts: LetterFacts) -> Iterable[str | Promise]:
    if given(facts.consent_question).by_on <= facts.written_on:
        yield gettext_lazy("The day for the answer leaves no time to answer.")


NOTICE = (
    Element("why_told", "Art. 19", _why_told, place=Place.LEAD),
    Element(
        "what_changed",
        "Art. 19",
        _notice,
        (
            Need("notice.about", gettext_lazy("It is not said about whom the notice is.")),
            Need("notice.data", gettext_lazy("It is not said which data the notice is about.")),
            Need("notice.action", gettext_lazy("It is not said what was done with the data.")),
            Need("notice.done_on", gettext_lazy("It is not said when it was done.")),
            Need("notice.law", gettext_lazy("It is not said which law it was done under.")),
        ),
    ),
    Element(
        "confirm",
        "Art. 19",
        _confirm,
        (
            DATED,
            Need("notice.confirm_by_on", gettext_lazy("It is not said by when to confirm.")),
            Need("notice.confirm_to", gettext_lazy("It is not said to whom to confirm.")),
        ),
        check=_time_to_confirm,
    ),
)

CONSENT = (
    Element("why_asked", "Art. 15(4); DPA 2018 Sch. 2 para. 16", _why_asked, place=Place.LEAD),
    Element(
        "what_about_them",
        "Art. 15(4); DPA 2018 Sch. 2 para. 16",
        _what,
        (Need("consent_question.what", gettext_lazy("It is not said what stands there about them.")),),
    ),
    Element(
        "their_choice",
        "Art. 15(4); DPA 2018 Sch. 2 para. 16",
        _choice,
        (
            DATED,
            Need("consent_question.by_on", gettext_lazy("It is not said by when to answer.")),
            Need("consent_question.answer_to", gettext_lazy("It is not said whom to answer.")),
        ),
        check=_time_to_answer,
    ),
    said(
        "answer_stays_here",
        "Art. 5(1)(f); DPA 2018 Sch. 2 para. 16",
        gettext_lazy(
            "Your answer stays with us. We never show it to the person who asked. It weighs much in our "
            "decision; in the end it is for us to decide what is fair to you both."
        ),
        heading=gettext_lazy("What we do with your answer"),
    ),
)
