"""Elements that every letter carries: who writes, to whom, about what, and how to complain."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import LINK_MARK, Block, Lines, Link, Pairs, Paragraph
from dsar.letters.element import Element, Need, Place
from dsar.letters.facts import LetterFacts
from dsar.letters.words import short_day

DPO_EMAIL = Need("sender.dpo_email", gettext_lazy("The controller's settings name no address of the DPO."))
RECEIVED = Need("deadline.received_on", gettext_lazy("The day on which the request arrived is not recorded."))


def _sender(facts: LetterFacts) -> Block:
    who = facts.sender
    contact = ", ".join(filter(None, (who.dpo_name, who.dpo_email, who.dpo_phone)))
    return Block(
        (
            Lines((who.controller_name,)),
            Lines(
                (
                    " · ".join((who.legal_name, *who.address_lines)),
                    gettext("Data protection officer: %(contact)s") % {"contact": contact},
                )
            ),
        )
    )


def _addressee(facts: LetterFacts) -> Block:
    return Block((Lines((facts.addressee.name, *facts.addressee.address_lines)),))


def _reference(facts: LetterFacts) -> Block:
    pairs = [
        (gettext("Reference"), facts.reference),
        (gettext("You asked on"), short_day(facts.deadline.received_on)),
        (gettext("Date of this letter"), short_day(facts.written_on)),
    ]
    if facts.deadline.limit_on:
        pairs.append((gettext("Our limit"), short_day(facts.deadline.limit_on)))
    return Block((Pairs(tuple(pairs)),))


def _reference_in_short(facts: LetterFacts) -> Block:
    dated = (gettext("Date of this letter"), short_day(facts.written_on))
    return Block((Pairs(((gettext("Reference"), facts.reference), dated)),))


def _in_order(facts: LetterFacts) -> Iterable[str | Promise]:
    if facts.written_on < facts.deadline.received_on:
        yield gettext_lazy("The letter is dated before the day on which the request arrived.")


def _why_the_date(facts: LetterFacts) -> Block:
    return Block((Paragraph.of(facts.deadline.why),), heading=gettext("Why this date"), aside=True)


def _complaint_to_us(facts: LetterFacts) -> Block:
    text = gettext(
        "If you are not happy with this letter or with how we handled your request, tell us: %(contact)s. "
        "We look at it again, and where we can somebody else decides. You need not do this before you go "
        "elsewhere."
    ) % {"contact": LINK_MARK}
    heading = gettext("If you are not happy with this")
    return Block((Paragraph.of(text, Link.mail(facts.sender.complaint_contact)),), heading=heading)


def _complaint_to_authority(facts: LetterFacts) -> Block:
    who = facts.sender
    values = {"name": who.regulator_name, "url": LINK_MARK, "phone": who.regulator_phone}
    text = gettext("You can complain to the supervisory authority at any time: %(name)s, %(url)s") % values
    ending = gettext(", telephone %(phone)s.") % values if who.regulator_phone else "."
    return Block((Paragraph.of(text + ending, Link.web(who.regulator_url)),))


def _authority_under_heading(facts: LetterFacts) -> Block:
    return replace(_complaint_to_authority(facts), heading=gettext("Where else you can go"))


def _court(_: LetterFacts) -> Block:
    return Block(
        (Paragraph.of(gettext("You can also go to court if you think that your rights were infringed.")),)
    )


def _signature(facts: LetterFacts) -> Block:
    return Block(
        (Lines((gettext("Yours sincerely"), gettext("for %(name)s") % {"name": facts.sender.legal_name})),)
    )


WHO = (
    Element(
        "sender",
        "Art. 12(1), 13(1)(a)-(b)",
        _sender,
        (
            Need("sender.controller_name", gettext_lazy("The controller's settings hold no name.")),
            Need("sender.legal_name", gettext_lazy("The controller's settings hold no legal name.")),
            Need("sender.address_lines", gettext_lazy("The controller's settings hold no address.")),
            DPO_EMAIL,
        ),
        place=Place.SENDER,
    ),
    Element(
        "addressee",
        "Art. 12(1)",
        _addressee,
        (Need("addressee.name", gettext_lazy("The name of the person to write to is not known.")),),
        place=Place.ADDRESSEE,
    ),
)

REFERENCE = Need("reference", gettext_lazy("The letter has no reference."))
DATED = Need("written_on", gettext_lazy("The letter has no date."))

HEAD = (
    *WHO,
    Element(
        "reference",
        "Art. 12(1)",
        _reference,
        (REFERENCE, DATED, RECEIVED),
        check=_in_order,
        place=Place.FACTS,
    ),
)

# For letters to somebody who did not ask for anything: nothing of the request but its reference.
HEAD_IN_SHORT = (
    *WHO,
    Element("reference", "Art. 5(1)(f), 12(1)", _reference_in_short, (REFERENCE, DATED), place=Place.FACTS),
)

WHY_THE_DATE = Element(
    "why_the_date",
    "Art. 12(3), 12A",
    _why_the_date,
    (Need("deadline.why", gettext_lazy("The clock gave no explanation of the date.")),),
    mandatory=False,
)

AUTHORITY_SET = (
    Need("sender.regulator_name", gettext_lazy("The controller's settings name no supervisory authority.")),
    Need("sender.regulator_url", gettext_lazy("The supervisory authority's address is not set.")),
)

COURT = Element("court", "Art. 12(4), 79", _court)

REMEDIES = (
    Element(
        "complaint_to_us",
        "DPA 2018 s.164A",
        _complaint_to_us,
        (
            Need(
                "sender.complaint_contact",
                gettext_lazy("The controller's settings name no contact for complaints."),
            ),
        ),
    ),
    Element("complaint_to_authority", "Art. 12(4), 15(1)(f), 77", _complaint_to_authority, AUTHORITY_SET),
    COURT,
)

# For whoever has complained to us already, or never asked us for anything.
ELSEWHERE = Element("complaint_to_authority", "Art. 12(4), 77", _authority_under_heading, AUTHORITY_SET)

SIGNATURE = Element(
    "signature",
    "Art. 12(1)",
    _signature,
    (Need("sender.legal_name", gettext_lazy("The controller's settings hold no legal name.")),),
    place=Place.SIGN,
)
