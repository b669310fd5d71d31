"""Elements of the question what an access request means (Art. 12A): why, how to narrow, that nobody must."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.enums import Right
from dsar.letters.blocks import Block, Items, Paragraph
from dsar.letters.element import Element, Need, given
from dsar.letters.elements.said import written
from dsar.letters.facts import LetterFacts


def _question(facts: LetterFacts) -> Block:
    return Block((Paragraph.of(given(facts.scope).question),), heading=gettext("Our question"))


def _about_access(facts: LetterFacts) -> Iterable[str | Promise]:
    if facts.case_right != Right.ACCESS:
        yield gettext_lazy("Only a request for access can be asked in this way what it means.")


def _why(facts: LetterFacts) -> Block:
    return Block((Paragraph.of(given(facts.scope).why),), heading=gettext("Why we ask"))


def _options(facts: LetterFacts) -> Block:
    lead = Paragraph.of(gettext("It would help us if you told us, for instance:"))
    return Block((lead, Items(given(facts.scope).options)), heading=gettext("What you can answer"))


def _clock(facts: LetterFacts) -> Block:
    if given(facts.scope).stops_clock:
        text = gettext(
            "The time for our answer stands still from the day of our question. The day your answer arrives, "
            "whatever it says, ends the wait, and the time runs again."
        )
    else:
        text = gettext("Our question does not change the time that the law gives us for our answer.")
    return Block((Paragraph.of(text),), heading=gettext("What this does to the time"))


def _meanwhile(facts: LetterFacts) -> Block:
    return Block((Paragraph.of(given(facts.scope).meanwhile),), heading=gettext("What we do meanwhile"))


QUESTION = Element(
    "scope_question",
    "Art. 12A; DPA 2018 s.54(3C)",
    _question,
    (Need("scope.question", gettext_lazy("There is no question.")),),
    check=_about_access,
)

WHY = Element(
    "scope_why",
    "Art. 12A; DPA 2018 s.54(3C)",
    _why,
    (Need("scope.why", gettext_lazy("It is not recorded why the question is reasonably needed.")),),
)

OPTIONS = Element(
    "scope_options",
    "Art. 12(2)",
    _options,
    (Need("scope.options", gettext_lazy("The letter offers no way to narrow the request.")),),
)

FREE = written(
    "scope_free",
    "Art. 12(2), 15(1)",
    gettext_lazy(
        "You need not narrow what you asked for. Any answer will do, also “I want everything”: then we "
        "search as widely as is reasonable. Answer on your page, or write to %(contact)s."
    ),
)

CLOCK = Element(
    "scope_clock",
    "Art. 12A; DPA 2018 s.54(3C)",
    _clock,
    (Need("scope.stops_clock", gettext_lazy("It is not known whether the time stands still.")),),
)

MEANWHILE = Element(
    "scope_meanwhile",
    "Art. 12(3)",
    _meanwhile,
    (Need("scope.meanwhile", gettext_lazy("It is not said what we do while we wait for the answer.")),),
)
