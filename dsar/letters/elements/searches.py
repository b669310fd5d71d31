"""Elements that say where was searched, by what, and where not (the reasonable search of Art. 15(1A))."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from dsar.letters.blocks import LINK_MARK, Block, Link, Paragraph, Part, Table
from dsar.letters.element import Element, Need
from dsar.letters.elements.common import DPO_EMAIL
from dsar.letters.facts import LetterFacts, Search
from dsar.letters.words import listed

SEARCHES = (
    Need("searches", gettext_lazy("No search is recorded.")),
    Need("searches.*.system", gettext_lazy("A recorded search does not say which system it was in.")),
)


def _found(search: Search) -> str:
    if not search.found:
        return gettext("Nothing")
    return ngettext("%(count)s record", "%(count)s records", search.found) % {"count": f"{search.found:,}"}


def _searches(facts: LetterFacts) -> Block:
    parts: list[Part] = []
    done = [search for search in facts.searches if search.searched]
    if done:
        headings = (gettext("System"), gettext("Searched by"), gettext("Found"))
        parts.append(Table(headings, tuple((s.system, listed(s.identifiers_used), _found(s)) for s in done)))
    left = [search for search in facts.searches if not search.searched]
    if left:
        reasons = tuple((search.system, search.reason_if_not) for search in left)
        parts.append(Table((gettext("Not searched"), gettext("Why not")), reasons))
    return Block(tuple(parts), heading=gettext("Where we searched"))


def _accounted_for(facts: LetterFacts) -> Iterable[str]:
    for search in facts.searches:
        if search.searched and not search.identifiers_used:
            yield gettext("It is not recorded by what %(name)s was searched.") % {"name": search.system}
        if not search.searched and not search.reason_if_not:
            yield gettext("%(name)s was not searched, and no reason is given.") % {"name": search.system}


def _nothing_found(facts: LetterFacts) -> Iterable[str | Promise]:
    for search in facts.searches:
        if search.found:
            yield gettext(
                "Something was found in %(name)s, so the letter cannot say that we hold nothing."
            ) % {"name": search.system}
    if not any(search.searched for search in facts.searches):
        yield gettext_lazy("Nothing was searched, so the letter cannot say that we hold nothing.")
    if facts.withheld:
        yield gettext_lazy("Something is withheld, so the letter cannot say that we hold nothing.")


def _nothing_held(_: LetterFacts) -> Block:
    text = gettext(
        "We looked for personal data about you in the places named below, as far as was reasonable and "
        "proportionate, and found none. We hold no personal data about you that we know of, apart from this "
        "request and our answer to it."
    )
    return Block((Paragraph.of(text),), heading=gettext("We found no personal data about you"))


def _other_identifiers(facts: LetterFacts) -> Block:
    text = gettext(
        "If you have used another name, address, telephone number or customer number with us, tell us: "
        "%(contact)s. Then we search again."
    ) % {"contact": LINK_MARK}
    heading = gettext("If we may know you by something else")
    return Block((Paragraph.of(text, Link.mail(facts.sender.dpo_email)),), heading=heading)


SEARCHED = Element("searches", "Art. 15(1A)", _searches, SEARCHES, check=_accounted_for)
NOTHING_HELD = Element("nothing_held", "Art. 15(1)", _nothing_held, SEARCHES, check=_nothing_found)
OTHER_IDENTIFIERS = Element("other_identifiers", "Art. 15(1A), 12(2)", _other_identifiers, (DPO_EMAIL,))
