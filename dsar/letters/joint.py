"""One answer to a submission about several rights: said once what is common, then a section for each case."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import translation
from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import Block, Pairs
from dsar.letters.element import Element, Missing, Need, Place
from dsar.letters.elements.asked import ASKED, asked_together
from dsar.letters.elements.common import HEAD, REMEDIES, SIGNATURE
from dsar.letters.elements.table import PLANS
from dsar.letters.elements.table.plan import ANSWER
from dsar.letters.facts import LetterFacts
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import IncompleteLetter, Letter, built, compose, issued, laid_out
from dsar.letters.tidy import tidied
from dsar.letters.words import day

Section = tuple[LetterKind, LetterFacts]
Placed = tuple[Place, Block]

BEGINNING = (*HEAD, ASKED)
ENDING = (*REMEDIES, SIGNATURE)
# Where two cases bring the same download, or have the same reason for their date, the first one says it.
SAID_ONCE = frozenset({"copy", "why_the_date"})
CASE = Need("case_reference", gettext_lazy("This part of the answer has no reference of its own."))


def missing_in(sections: Sequence[Section]) -> list[Missing]:
    """Return what an answer of these sections lacks, each with its case; empty when it can be issued."""
    if len(sections) == 1:
        ((kind, facts),) = sections
        return _lacking(PLANS[kind].elements, tidied(facts))
    lacking: list[Missing] = []
    for number, (kind, untidy) in enumerate(sections):
        facts = tidied(untidy)
        elements = [*_own(kind), ASKED] if number else [*BEGINNING, *_own(kind), *ENDING]
        found = [*_lacking(elements, facts), *(Missing("section", each) for each in CASE.lacks(facts))]
        lacking += [replace(each, case=facts.case_reference or facts.reference) for each in found]
    return lacking


def compose_answer(sections: Sequence[Section]) -> Letter:
    """Return one letter that answers all cases of a submission, in the order given.

    One section gives the very letter that ``compose`` gives. Raises ``IncompleteLetter``, whose ``missing``
    name the case, and ``ValueError`` for sections that do not belong into one letter.
    """
    if len(sections) == 1:
        return compose(*sections[0])
    _belong_together(sections)
    kinds = tuple(kind for kind, _ in sections)
    lacking = missing_in(sections)
    if lacking:
        raise IncompleteLetter(kinds[0], lacking)
    clean = [(kind, tidied(facts)) for kind, facts in sections]
    first = _shared(clean)
    with translation.override(first.language):
        blocks: list[Placed] = [*laid_out(built(kinds[0], HEAD, first)), _asked(clean)]
        seen: set[Block] = set()
        for kind, facts in clean:
            blocks += _section(kind, facts, seen)
        blocks += laid_out(built(kinds[0], ENDING, first))
        return issued(kinds, first, (str(ANSWER), str(ANSWER)), tuple(blocks))


def _lacking(elements: Sequence[Element], facts: LetterFacts) -> list[Missing]:
    return [lack for element in elements if element.mandatory for lack in element.lacks(facts)]


def _own(kind: LetterKind) -> tuple[Element, ...]:
    """Return the elements of a kind but those that a letter says once."""
    common = {element.name for element in (*BEGINNING, *ENDING)}
    return tuple(element for element in PLANS[kind].elements if element.name not in common)


def _belong_together(sections: Sequence[Section]) -> None:
    if not sections:
        raise ValueError("a letter answers at least one case")
    for kind, _ in sections:
        if PLANS[kind].elements[: len(BEGINNING)] != BEGINNING:
            raise ValueError(f"{kind} is a letter of its own")
    shared = {
        (f.reference, f.language, f.sender, f.addressee, f.written_on, f.on_behalf_of, f.deadline.received_on)
        for _, f in sections
    }
    if len(shared) > 1:
        raise ValueError("one letter answers one submission: sender, addressee, reference and dates differ")


def _shared(sections: Sequence[Section]) -> LetterFacts:
    """Return the facts of the head: of the limits only one that all cases share, large print if any asks."""
    first = sections[0][1]
    limits = {facts.deadline.limit_on for _, facts in sections}
    common = limits.pop() if len(limits) == 1 else None
    return replace(
        first,
        deadline=replace(first.deadline, limit_on=common),
        large_print=any(facts.large_print for _, facts in sections),
    )


def _asked(sections: Sequence[Section]) -> Placed:
    return Place.LEAD, replace(asked_together([facts for _, facts in sections]), name=ASKED.name)


def _section(kind: LetterKind, facts: LetterFacts, seen: set[Block]) -> list[Placed]:
    """Return a section: what it is about and its limit, then the elements of its kind one step lower."""
    pairs = [(gettext("Case"), facts.case_reference)]
    if facts.deadline.limit_on:
        pairs.append((gettext("Our limit"), day(facts.deadline.limit_on)))
    title = Block((Pairs(tuple(pairs)),), heading=str(PLANS[kind].title), name="section")
    blocks: list[Placed] = [(Place.BODY, title)]
    for _, block in laid_out(built(kind, _own(kind), facts)):
        if block.name in SAID_ONCE and block in seen:
            continue
        seen.add(block)
        blocks.append((Place.BODY, replace(block, depth=1)))
    return blocks
