"""Elements of letters that end a request without an answer, or send it to where it belongs."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import LINK_MARK, Block, Items, Link, Paragraph
from dsar.letters.element import Element, Need, Place, given
from dsar.letters.elements.common import DATED, DPO_EMAIL
from dsar.letters.elements.said import said
from dsar.letters.facts import LetterFacts
from dsar.letters.words import day


def _passed(facts: LetterFacts) -> Block:
    passed = given(facts.passed)
    text = gettext(
        "We handle personal data for other organisations, and only as they tell us. Your request is one for "
        "%(controller)s, which decides about the data. We told it on %(day)s, and it answers you."
    ) % {"controller": passed.controller, "day": day(passed.told_on)}
    neutral = gettext("With this we say neither that we hold data about you nor that we do not.")
    reach = gettext("You can reach it here: %(contact)s") % {"contact": passed.contact}
    return Block(
        (Paragraph.of(text), Paragraph.of(reach), Paragraph.of(neutral)), heading=gettext("Who answers you")
    )


def _transferred(facts: LetterFacts) -> Block:
    where = given(facts.transferred)
    text = gettext("What you asked is not ours to answer. It belongs to %(name)s.") % {"name": where.to}
    paragraphs = [Paragraph.of(text)]
    if where.contact:
        reach = gettext("You can reach them here: %(contact)s") % {"contact": where.contact}
        paragraphs.append(Paragraph.of(reach))
    return Block(tuple(paragraphs), heading=gettext("Where your request belongs"))


def _forwarded(facts: LetterFacts) -> Block:
    if given(facts.transferred).forwarded:
        text = gettext("As you agreed, we have sent your request on to them. From now on they answer you.")
        return Block((Paragraph.of(text),))
    text = gettext(
        "We have not sent your request on, because that is for you to decide. You can ask them yourself; or "
        "tell us that we may pass it on, and we do: %(contact)s."
    ) % {"contact": LINK_MARK}
    return Block((Paragraph.of(text, Link.mail(facts.sender.dpo_email)),))


def _what_we_hold(facts: LetterFacts) -> Block:
    text = Paragraph.of(given(facts.transferred).what_we_hold)
    return Block((text,), heading=gettext("What we hold ourselves"))


def _unanswered(facts: LetterFacts) -> Block:
    wait = given(facts.unanswered)
    text = gettext(
        "On %(asked)s we asked you for %(missing)s. We waited until %(until)s, and it has not reached us. "
        "Without it we cannot go on, and so we have closed your request."
    ) % {"asked": day(wait.asked_on), "missing": wait.missing, "until": day(wait.waited_until)}
    return Block((Paragraph.of(text),), heading=gettext("What was missing"))


def _waited(facts: LetterFacts) -> Iterable[str | Promise]:
    wait = given(facts.unanswered)
    if not wait.asked_on < wait.waited_until <= facts.written_on:
        yield gettext_lazy("The days of the question, of the end of the wait and of the letter do not agree.")


def _reopen(facts: LetterFacts) -> Block:
    text = gettext(
        "Write to %(contact)s and give the reference %(reference)s. We open your request again, and you need "
        "not begin anew."
    ) % {"contact": LINK_MARK, "reference": facts.reference}
    paragraphs = [Paragraph.of(text, Link.mail(facts.sender.dpo_email))]
    erased_on = given(facts.unanswered).erased_on
    if erased_on:
        gone = gettext(
            "On %(day)s we erase the details that you sent us. After that day, please simply ask us again."
        ) % {"day": day(erased_on)}
        paragraphs.append(Paragraph.of(gone))
    return Block(tuple(paragraphs), heading=gettext("If you still want our answer"))


def _why_not(facts: LetterFacts) -> Block:
    return Block((Paragraph.of(given(facts.elsewhere).why),), heading=gettext("Why"))


def _routes(facts: LetterFacts) -> Block:
    return Block((Items(given(facts.elsewhere).routes),), heading=gettext("What else you can do"))


def _withdrawn(facts: LetterFacts) -> Block:
    text = gettext(
        "You told us on %(day)s that you take your request back. We have stopped, and send you no answer to "
        "it. Your reference stays %(reference)s, should you want to speak to us about it."
    ) % {"day": day(given(facts.withdrawn_on)), "reference": facts.reference}
    return Block((Paragraph.of(text),))


PASSED = Element(
    "passed_on",
    "Art. 28(3)(e)",
    _passed,
    (
        Need("passed.controller", gettext_lazy("It is not recorded for whom the data is handled.")),
        Need("passed.told_on", gettext_lazy("It is not recorded when the controller was told.")),
        Need("passed.contact", gettext_lazy("It is not said how to reach the controller.")),
    ),
)

TRANSFER = (
    Element(
        "belongs_to",
        "Art. 12(2), 12(4)",
        _transferred,
        (Need("transferred.to", gettext_lazy("It is not said to whom the request belongs.")),),
    ),
    Element(
        "forwarded",
        "Art. 5(1)(b), 6(1)(a)",
        _forwarded,
        (
            Need("transferred.forwarded", gettext_lazy("It is not recorded whether it was sent on.")),
            DPO_EMAIL,
        ),
    ),
    Element(
        "what_we_hold",
        "Art. 12(4), 15(1)",
        _what_we_hold,
        (
            Need(
                "transferred.what_we_hold",
                gettext_lazy("It is not said whether we hold anything ourselves."),
            ),
        ),
    ),
)

UNANSWERED = Element(
    "unanswered",
    "Art. 12(2), 12(4)",
    _unanswered,
    (
        DATED,
        Need("unanswered.missing", gettext_lazy("It is not recorded what was missing.")),
        Need("unanswered.asked_on", gettext_lazy("It is not recorded when it was asked for.")),
        Need("unanswered.waited_until", gettext_lazy("It is not recorded until when we waited.")),
    ),
    check=_waited,
)

REOPEN = Element(
    "reopen",
    "Art. 12(2)",
    _reopen,
    (Need("unanswered", gettext_lazy("It is not recorded what was missing.")), DPO_EMAIL),
)

WHY_NOT = Element(
    "why_not",
    "Art. 4(1), 12(4); recital 27",
    _why_not,
    (Need("elsewhere.why", gettext_lazy("It is not said why the request cannot be answered.")),),
)

ROUTES = Element(
    "other_routes",
    "Art. 12(2); recital 27",
    _routes,
    (Need("elsewhere.routes", gettext_lazy("No other way is named.")),),
)

SORRY = said(
    "sorry",
    "recital 27",
    gettext_lazy(
        "We are sorry for your loss. A request like this belongs to the person who made it, and ends with "
        "them. So we have closed it, and say nothing about what we may hold."
    ),
    place=Place.LEAD,
)

WITHDRAWN = Element(
    "withdrawn",
    "Art. 12(2)",
    _withdrawn,
    (Need("withdrawn_on", gettext_lazy("It is not recorded when the request was taken back.")),),
    place=Place.LEAD,
)

NO_TIME_RUNS = said(
    "no_time_runs",
    "Art. 12(3)",
    gettext_lazy(
        "No time for an answer runs any more. You lose nothing: you can ask again whenever you like, and the "
        "time for our answer begins anew on the day on which you do."
    ),
    heading=gettext_lazy("What this does to the time"),
)
