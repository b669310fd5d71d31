"""Elements that the decisions on every right share: what was done, what stays, who was told, who decided."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import LINK_MARK, Block, Link, Paragraph, Sheet, Table
from dsar.letters.element import Element, Need, Place, given
from dsar.letters.elements.common import DATED, DPO_EMAIL
from dsar.letters.facts import Ending, Kept, LetterFacts
from dsar.letters.words import day, short_day

Check = Callable[[LetterFacts], Iterable[str | Promise]]

DECIDED = Need("decided", gettext_lazy("Nothing is decided yet."))
REASONS_NEED = Need("decided.reasons", gettext_lazy("The decision has no reasons."))


def agrees(*endings: Ending, right: str = "") -> Check:
    """Return the check that the decision is on the case's right (and on ``right``) and ended as it must."""

    def check(facts: LetterFacts) -> Iterable[str | Promise]:
        decided = given(facts.decided)
        if decided.right != facts.case_right or (right and decided.right != right):
            yield gettext_lazy("The decision is about another right than this letter.")
        if decided.outcome not in endings:
            yield gettext_lazy("The decision did not end as this letter says.")

    return check


def verdict(name: str, source: str, text: Promise | str, check: Check) -> Element:
    """Return the element that says in one or two sentences how it ended, before anything else is said."""

    def build(_: LetterFacts) -> Block:
        return Block((Paragraph.of(str(text)),))

    return Element(name, source, build, (DECIDED,), check=check, place=Place.LEAD)


def done(
    name: str, source: str, heading: Promise | str, sentence: Promise | str, *, mandatory: bool = True
) -> Element:
    """Return the element that lists what was done, where and when; ``sentence`` is for an empty list."""

    def build(facts: LetterFacts) -> Block:
        headings = (gettext("What"), gettext("Where"), gettext("When"))
        actions = given(facts.decided).actions
        rows = tuple((each.what, each.system, short_day(each.done_on)) for each in actions)
        return Block((Table(headings, rows),), heading=str(heading))

    def check(facts: LetterFacts) -> Iterable[str | Promise]:
        if any(each.done_on > facts.written_on for each in given(facts.decided).actions):
            yield gettext_lazy("Something is said to be done on a day after the date of the letter.")

    needs = (
        DATED,
        Need("decided.actions", sentence),
        Need("decided.actions.*.what", gettext_lazy("It is not said what was done in %(name)s.")),
        Need("decided.actions.*.system", gettext_lazy("It is not said where something was done.")),
        Need("decided.actions.*.done_on", gettext_lazy("It is not said when it was done in %(name)s.")),
    )
    return Element(name, source, build, needs, check=check, mandatory=mandatory)


def _kept(facts: LetterFacts) -> Block:
    decided = given(facts.decided)
    sheets = tuple(_stays(each, decided.review_on) for each in decided.kept)
    return Block(sheets, heading=gettext("What stays"))


def _stays(kept: Kept, review_on: date | None) -> Sheet:
    if kept.until:
        until = day(kept.until)
    else:
        again = gettext("No day is certain yet. We look at it again on %(day)s.")
        until = again % {"day": day(given(review_on))}
    pairs = (
        (gettext("Why it stays"), kept.reason),
        (gettext("The law"), kept.law),
        (gettext("Until when"), until),
        (gettext("Who holds it"), kept.holder),
    )
    return Sheet(kept.what, pairs)


def _ends(facts: LetterFacts) -> Iterable[str | Promise]:
    decided = given(facts.decided)
    for kept in decided.kept:
        if kept.until is None and decided.review_on is None:
            yield gettext("It is not said until when this stays, nor when we look at it again: %(what)s.") % {
                "what": kept.what
            }


def _told(facts: LetterFacts) -> Block:
    heading = gettext("Whom we have told")
    told = given(facts.decided).told
    if not told:
        text = gettext("We had passed this data to nobody else, so there was nobody to tell.")
        return Block((Paragraph.of(text),), heading=heading)
    lead = gettext("The law requires us to tell those to whom we had passed this data (Article 19):")
    headings = (gettext("Who"), gettext("What for"), gettext("Told"))
    rows = tuple(
        (
            each.name,
            each.what_for,
            short_day(each.told_on) if each.told_on else gettext("Not told. %(why)s") % {"why": each.why_not},
        )
        for each in told
    )
    return Block((Paragraph.of(lead), Table(headings, rows)), heading=heading)


def _all_told(facts: LetterFacts) -> Iterable[str | Promise]:
    for each in given(facts.decided).told:
        if not each.told_on and not each.why_not:
            yield gettext("It is not recorded when %(name)s was told, nor why not.") % {"name": each.name}


def _reasons(facts: LetterFacts) -> Block:
    decided = given(facts.decided)
    ground = gettext("%(ground)s (%(citation)s).") % {
        "ground": decided.ground.rstrip("."),
        "citation": decided.citation,
    }
    return Block((Paragraph.of(ground), Paragraph.of(decided.reasons)), heading=gettext("Why"))


def _decided_by(facts: LetterFacts) -> Block:
    text = gettext(
        "This was decided by %(role)s. If you see it differently, ask us for a fresh look: write to "
        "%(contact)s, and tell us what we have missed. You need no form, and it costs you nothing."
    ) % {"role": given(facts.decided).decider_role, "contact": LINK_MARK}
    heading = gettext("Who decided, and how to ask for a fresh look")
    return Block((Paragraph.of(text, Link.mail(facts.sender.dpo_email)),), heading=heading)


KEPT = Element(
    "kept_back",
    "Art. 12(4), 17(3)",
    _kept,
    (
        Need("decided.kept", gettext_lazy("It is not said what stays.")),
        Need("decided.kept.*.what", gettext_lazy("Something stays, and the letter cannot say what.")),
        Need("decided.kept.*.law", gettext_lazy("Something stays without its place in the law.")),
        Need("decided.kept.*.reason", gettext_lazy("Something stays, and no reason is given.")),
        Need("decided.kept.*.holder", gettext_lazy("It is not said who holds what stays.")),
    ),
    check=_ends,
)

TOLD = Element(
    "told",
    "Art. 19",
    _told,
    (
        DECIDED,
        Need("decided.told.*.name", gettext_lazy("Somebody was told, and the letter cannot say who.")),
        Need("decided.told.*.what_for", gettext_lazy("It is not said what %(name)s has the data for.")),
    ),
    check=_all_told,
)

REASONS = Element(
    "reasons",
    "Art. 12(4)",
    _reasons,
    (
        Need("decided.ground", gettext_lazy("The decision names no ground.")),
        Need("decided.citation", gettext_lazy("The ground is named without its place in the law.")),
        REASONS_NEED,
    ),
)

DECIDED_BY = Element(
    "decided_by",
    "Art. 12(4); DPA 2018 s.164A",
    _decided_by,
    (
        Need("decided.decider_role", gettext_lazy("It is not recorded who decided, by their role.")),
        DPO_EMAIL,
    ),
)

SOMEBODY_TOLD = replace(
    TOLD,
    needs=(Need("decided.told", gettext_lazy("Nobody was told, so there is nothing to list.")), *TOLD.needs),
)
