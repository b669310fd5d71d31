"""Elements of the letters about a complaint (DPA 2018 s.164A): that we have it, how it goes, how it ended."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import Block, Pairs, Paragraph, Quote, Sheet
from dsar.letters.element import Element, Need, Place, given
from dsar.letters.elements.asked import greeting, quoted
from dsar.letters.elements.common import COURT, DATED, ELSEWHERE, WHO
from dsar.letters.facts import LetterFacts
from dsar.letters.words import day, short_day

BY_WHEN = Need("complaint.outcome_by_on", gettext_lazy("It is not set by when the person hears how it ends."))


def _reference(facts: LetterFacts) -> Block:
    complaint = given(facts.complaint)
    pairs = [
        (gettext("Reference"), complaint.reference),
        (gettext("You complained on"), short_day(complaint.received_on)),
        (gettext("Date of this letter"), short_day(facts.written_on)),
    ]
    if facts.reference != complaint.reference:
        pairs.append((gettext("About your request"), facts.reference))
    return Block((Pairs(tuple(pairs)),))


def _in_order(facts: LetterFacts) -> Iterable[str | Promise]:
    if facts.written_on < given(facts.complaint).received_on:
        yield gettext_lazy("The letter is dated before the day on which the complaint arrived.")


def _complained(facts: LetterFacts) -> Block:
    lead = gettext("You complained to us on %(day)s about how we handled personal data.") % {
        "day": day(given(facts.complaint).received_on)
    }
    if not facts.asked_words:
        return Block((greeting(facts), Paragraph.of(lead)))
    wrote = Paragraph.of(f"{lead} {gettext('You wrote:')}")
    return Block((greeting(facts), wrote, Quote(quoted(facts.asked_words))))


def _received(_: LetterFacts) -> Block:
    text = gettext(
        "Thank you for telling us. Your complaint is here, and we look into it. You need do nothing more for "
        "now."
    )
    return Block((Paragraph.of(text),))


def _next(facts: LetterFacts) -> Block:
    complaint = given(facts.complaint)
    until = gettext(
        "We aim to tell you how it ends by %(day)s. Until then we let you know how it goes, and if we need "
        "to know anything from you, we ask."
    ) % {"day": day(given(complaint.outcome_by_on))}
    paragraphs = [Paragraph.of(until)]
    if complaint.steps:
        paragraphs.insert(0, Paragraph.of(complaint.steps))
    return Block(tuple(paragraphs), heading=gettext("What happens next"))


def _progress(facts: LetterFacts) -> Block:
    lead = gettext("We are still looking into it. This is what we have done so far:")
    steps = Paragraph.of(given(facts.complaint).steps)
    return Block((Paragraph.of(lead), steps), heading=gettext("How it goes"))


def _by_when(facts: LetterFacts) -> Block:
    text = gettext("We aim to tell you how it ends by %(day)s.") % {
        "day": day(given(given(facts.complaint).outcome_by_on))
    }
    return Block((Paragraph.of(text),), heading=gettext("When you hear from us"))


def _who_looked(facts: LetterFacts) -> Block:
    complaint = given(facts.complaint)
    if complaint.independent:
        text = gettext(
            "Your complaint was looked into by somebody who had no part in what you complained about."
        )
        return Block((Paragraph.of(text),))
    text = gettext(
        "Your complaint was looked into by somebody who also had a part in what you complained about. %(why)s"
    )
    return Block((Paragraph.of(text % {"why": complaint.why_not_independent}),))


def _why_not_apart(facts: LetterFacts) -> Iterable[str | Promise]:
    complaint = given(facts.complaint)
    if not complaint.independent and not complaint.why_not_independent:
        yield gettext_lazy("It is not recorded why nobody else could look into the complaint.")


def _points(facts: LetterFacts) -> Block:
    sheets = tuple(
        Sheet(each.point, ((gettext("Our answer"), each.answer),)) for each in given(facts.complaint).points
    )
    return Block(sheets, heading=gettext("Your points, one by one"))


def _remedy(facts: LetterFacts) -> Block:
    return Block((Paragraph.of(given(facts.complaint).remedy),), heading=gettext("What we put right"))


def _changes(facts: LetterFacts) -> Block:
    return Block((Paragraph.of(given(facts.complaint).changes),), heading=gettext("What changes with us"))


CAME = Need("complaint.received_on", gettext_lazy("The day on which the complaint arrived is not recorded."))

HEAD = (
    *WHO,
    Element(
        "reference",
        "Art. 12(1); DPA 2018 s.164A",
        _reference,
        (Need("complaint.reference", gettext_lazy("The complaint has no reference.")), DATED, CAME),
        check=_in_order,
        place=Place.FACTS,
    ),
    Element("complained", "DPA 2018 s.164A", _complained, (CAME,), place=Place.LEAD),
)

ROUTES = (ELSEWHERE, COURT)

RECEIVED = Element("complaint_received", "DPA 2018 s.164A", _received, place=Place.LEAD)
NEXT = Element("complaint_next", "DPA 2018 s.164A", _next, (BY_WHEN,))
PROGRESS = Element(
    "complaint_progress",
    "DPA 2018 s.164A",
    _progress,
    (Need("complaint.steps", gettext_lazy("It is not said what was done so far.")),),
)
BY = Element("complaint_by_when", "DPA 2018 s.164A", _by_when, (BY_WHEN,))
WHO_LOOKED = Element(
    "who_looked",
    "DPA 2018 s.164A",
    _who_looked,
    (Need("complaint", gettext_lazy("There is no complaint.")),),
    check=_why_not_apart,
)
POINTS = Element(
    "complaint_points",
    "DPA 2018 s.164A",
    _points,
    (
        Need("complaint.points", gettext_lazy("No point of the complaint is answered.")),
        Need("complaint.points.*.point", gettext_lazy("An answer does not say to which point it belongs.")),
        Need("complaint.points.*.answer", gettext_lazy("A point of the complaint has no answer.")),
    ),
)
REMEDY = Element(
    "complaint_remedy",
    "DPA 2018 s.164A",
    _remedy,
    (Need("complaint.remedy", gettext_lazy("It is not said what is put right.")),),
)
CHANGES = Element(
    "complaint_changes",
    "DPA 2018 s.164A",
    _changes,
    (Need("complaint.changes", gettext_lazy("It is not said what changes with us.")),),
)
