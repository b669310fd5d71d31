"""Elements about the time for an answer: that it has begun, runs on, or has passed."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from dsar.letters.blocks import Block, Pairs, Paragraph
from dsar.letters.element import Element, Need, given
from dsar.letters.elements.common import DATED
from dsar.letters.facts import LetterFacts
from dsar.letters.words import day


def _started(facts: LetterFacts) -> Block:
    came = given(facts.started)
    if came.starts_on == came.arrived_on:
        text = gettext(
            "Thank you for %(what)s. It arrived on %(arrived)s, and the time that the law gives us for our "
            "answer runs from that day, even if we looked at it later."
        )
    else:
        text = gettext(
            "Thank you for %(what)s, which arrived on %(arrived)s. The time that the law gives us for our "
            "answer runs from %(start)s."
        )
    values = {"what": came.what, "arrived": day(came.arrived_on), "start": day(came.starts_on)}
    return Block((Paragraph.of(text % values),), heading=gettext("What has arrived"))


def _started_in_order(facts: LetterFacts) -> Iterable[str | Promise]:
    came = given(facts.started)
    if came.starts_on < came.arrived_on:
        yield gettext_lazy("The time cannot run from a day before what it waited for had arrived.")


def _resumed(facts: LetterFacts) -> Block:
    wait = given(facts.resumed)
    thanks = gettext("Thank you for %(what)s, which arrived on %(day)s. The time for our answer runs again.")
    days = wait.days_not_counted
    if days:
        counted = ngettext(
            "It stood still while we waited: %(days)s day does not count.",
            "It stood still while we waited: %(days)s days do not count.",
            days,
        ) % {"days": days}
    else:
        counted = gettext("You answered so quickly that no day has to be left out.")
    text = thanks % {"what": wait.what, "day": day(wait.arrived_on)}
    return Block((Paragraph.of(f"{text} {counted}"),), heading=gettext("What has arrived"))


def _due(facts: LetterFacts) -> Block:
    dates = facts.deadline
    pairs = [(gettext("We answer by"), day(given(dates.limit_on)))]
    if dates.target_on and dates.target_on != dates.limit_on:
        pairs.append((gettext("We aim for"), day(dates.target_on)))
    return Block((Pairs(tuple(pairs)), Paragraph.of(dates.why)), heading=gettext("Our date"), aside=True)


def _late(facts: LetterFacts) -> Block:
    text = gettext(
        "The law gave us until %(day)s to answer you. That day has passed, and you do not have our answer. "
        "That is our fault and not yours, and we are sorry."
    ) % {"day": day(given(facts.deadline.limit_on))}
    why = Paragraph.of(given(facts.late).why)
    return Block((Paragraph.of(text), why), heading=gettext("We are late"))


def _is_late(facts: LetterFacts) -> Iterable[str | Promise]:
    if facts.written_on <= given(facts.deadline.limit_on):
        yield gettext_lazy("The limit has not passed, so there is nothing to be sorry for yet.")


def _promise(facts: LetterFacts) -> Block:
    text = gettext(
        "We promise you our answer by %(day)s. This is our own promise. It gives us no more time under the "
        "law, and you need not wait for that day before you complain."
    ) % {"day": day(given(facts.late).promised_on)}
    return Block((Paragraph.of(text),), heading=gettext("When you have our answer"))


def _still_to_come(facts: LetterFacts) -> Iterable[str | Promise]:
    if given(facts.late).promised_on < facts.written_on:
        yield gettext_lazy("The day that is promised has passed already.")


LIMIT = Need("deadline.limit_on", gettext_lazy("The clock shows no limit."))

STARTED = Element(
    "clock_started",
    "Art. 12(3), 12A",
    _started,
    (
        Need("started.what", gettext_lazy("It is not recorded what the time waited for.")),
        Need("started.arrived_on", gettext_lazy("It is not recorded when it arrived.")),
        Need("started.starts_on", gettext_lazy("It is not known from which day the time runs.")),
    ),
    check=_started_in_order,
)

RESUMED = Element(
    "clock_resumed",
    "Art. 12A; DPA 2018 s.54(3C)",
    _resumed,
    (
        Need("resumed.what", gettext_lazy("It is not recorded what the time stood still for.")),
        Need("resumed.arrived_on", gettext_lazy("It is not recorded when it arrived.")),
        Need("resumed.days_not_counted", gettext_lazy("It is not known how many days do not count.")),
    ),
)

DUE = Element(
    "our_date",
    "Art. 12(3), 12A",
    _due,
    (LIMIT, Need("deadline.why", gettext_lazy("The clock gave no explanation of the date."))),
)

LATE = Element(
    "late_answer",
    "Art. 5(2), 12(3)",
    _late,
    (DATED, LIMIT, Need("late.why", gettext_lazy("It is not recorded why the answer is late."))),
    check=_is_late,
)

PROMISE = Element(
    "promise",
    "Art. 12(2)",
    _promise,
    (DATED, Need("late.promised_on", gettext_lazy("No day is promised for the answer."))),
    check=_still_to_come,
)
