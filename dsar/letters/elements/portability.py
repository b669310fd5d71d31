"""Elements of data in a form to take elsewhere (Art. 20), decided set by set, and of the sets left out."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.enums import Right
from dsar.letters.blocks import LINK_MARK, Block, Link, Paragraph, Sheet, Table
from dsar.letters.element import Element, Need, given
from dsar.letters.elements.common import DPO_EMAIL
from dsar.letters.elements.decided import DECIDED, agrees, verdict
from dsar.letters.facts import LetterFacts

SETS = Need("data_sets", gettext_lazy("No set of data is named."))


def _sets(facts: LetterFacts) -> Block:
    sheets = tuple(
        Sheet(
            each.name,
            (
                (gettext("Form"), each.file_format),
                (gettext("What is in it"), each.fields),
                (gettext("From when to when"), each.period),
            ),
        )
        for each in facts.data_sets
        if each.given
    )
    return Block(sheets, heading=gettext("What you get"))


def _described(facts: LetterFacts) -> Iterable[str | Promise]:
    if not any(each.given for each in facts.data_sets):
        yield gettext_lazy("No set of data is given, so the letter cannot say that any is.")
    for each in facts.data_sets:
        if each.given and not (each.file_format and each.fields and each.period):
            yield gettext("The form, the fields or the period of %(name)s is not said.") % {"name": each.name}


def _left_out(facts: LetterFacts) -> Block:
    headings = (gettext("Not in this form"), gettext("Why"))
    rows = tuple((each.name, each.reason) for each in facts.data_sets if not each.given)
    offer = gettext(
        "You can have a readable copy of this data all the same: the right of access is for any data about "
        "you. A short word to %(contact)s is enough."
    ) % {"contact": LINK_MARK}
    return Block(
        (Table(headings, rows), Paragraph.of(offer, Link.mail(facts.sender.dpo_email))),
        heading=gettext("What is left out, and how you get it"),
    )


def _reasoned(facts: LetterFacts) -> Iterable[str | Promise]:
    if all(each.given for each in facts.data_sets):
        yield gettext_lazy("Every set of data is given, so the letter cannot say that any is left out.")
    for each in facts.data_sets:
        if not each.given and not each.reason:
            yield gettext("It is not said why %(name)s is left out.") % {"name": each.name}


def _complete(facts: LetterFacts) -> Iterable[str | Promise]:
    yield from agrees("done", right=Right.PORTABILITY)(facts)
    if not all(each.given for each in facts.data_sets):
        yield gettext_lazy("A set of data is left out, so the letter cannot say that all is given.")


def _none(facts: LetterFacts) -> Iterable[str | Promise]:
    yield from agrees("refused", right=Right.PORTABILITY)(facts)
    if any(each.given for each in facts.data_sets):
        yield gettext_lazy("A set of data is given, so the letter cannot say that none is.")


def _open(facts: LetterFacts) -> Block:
    return Block((Paragraph.of(given(facts.decided).format),), heading=gettext("How to open it"))


def _transfer(facts: LetterFacts) -> Block:
    heading = gettext("Straight to another organisation")
    if given(facts.decided).transfer:
        return Block((Paragraph.of(given(facts.decided).transfer),), heading=heading)
    text = gettext(
        "You can also have us send it straight to another organisation, where that is technically possible. "
        "Tell us to which one: %(contact)s."
    ) % {"contact": LINK_MARK}
    return Block((Paragraph.of(text, Link.mail(facts.sender.dpo_email)),), heading=heading)


DONE = verdict(
    "portable",
    "Art. 12(3), 20(1)",
    gettext_lazy(
        "Here is the data that you gave us, in a form that other programs can read. It is yours to keep, or "
        "to pass on to whomever you like."
    ),
    _complete,
)
PART = verdict(
    "portable_in_part",
    "Art. 12(3), 12(4), 20",
    gettext_lazy(
        "Here is a part of the data in a form that other programs can read. The rest we cannot give you in "
        "this form. This letter says why, and how you get it instead."
    ),
    agrees("part", right=Right.PORTABILITY),
)
REFUSED = verdict(
    "not_portable",
    "Art. 12(4), 20",
    gettext_lazy(
        "We cannot give you this data in a form to take elsewhere. This letter says why, and how you get it "
        "instead."
    ),
    _none,
)
DATA_SETS = Element("data_sets", "Art. 20(1)", _sets, (SETS,), check=_described)
OPEN = Element(
    "how_to_open",
    "Art. 12(1), 20(1)",
    _open,
    (Need("decided.format", gettext_lazy("It is not said how to open the files.")),),
)
TRANSFER = Element("direct_transfer", "Art. 20(2)", _transfer, (DECIDED, DPO_EMAIL))
LEFT_OUT = Element(
    "left_out", "Art. 12(4), 15(3), 20(1), 20(4)", _left_out, (SETS, DPO_EMAIL), check=_reasoned
)
