"""Elements of the answer to an access request: that we hold data, the copy, what is kept back, rights."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from dsar.enums import Right
from dsar.letters.blocks import LINK_MARK, Block, Items, Link, Paragraph, Table
from dsar.letters.element import Element, Need, Place
from dsar.letters.elements.common import DPO_EMAIL
from dsar.letters.elements.register import SYSTEMS
from dsar.letters.facts import LetterFacts


def _confirmation(facts: LetterFacts) -> Block:
    text = gettext(
        "We do hold and use personal data about you. This letter says what, why and on what lawful basis; "
        "the data itself is in the copy that you can download."
    )
    pieces = [Paragraph.of(text)]
    if facts.identity_sentence:
        pieces.append(Paragraph.of(facts.identity_sentence))
    return Block(tuple(pieces))


def _about_access(facts: LetterFacts) -> Iterable[str | Promise]:
    if facts.case_right != Right.ACCESS:
        yield gettext_lazy("This letter answers an access request, and the case is about another right.")


def _copy(facts: LetterFacts) -> Block:
    if facts.delivery is None:
        raise LookupError("this element is built only when there is a page to download from")
    if facts.delivery.by_post:
        return _enclosed()
    text = gettext(
        "Go to %(page)s with the link in our message, and enter the code that we send you. You download one "
        "file: in it is a page that you can read in any browser, and the same data in files for a "
        "spreadsheet."
    ) % {"page": LINK_MARK}
    lasts = ngettext(
        "The link works for %(days)s day. Ask us, and we renew it.",
        "The link works for %(days)s days. Ask us, and we renew it.",
        facts.delivery.days,
    ) % {"days": facts.delivery.days}
    paragraphs = (Paragraph.of(text, Link.web(facts.delivery.address)), Paragraph.of(lasts))
    return Block(paragraphs, heading=gettext("Your copy"))


def _enclosed() -> Block:
    """Say that the copy is in the envelope, and that its password comes another way."""
    text = gettext(
        "Your copy comes with this letter, on a data medium. On it is one file: in it is a page that you can "
        "read in any browser, and the same data in files for a spreadsheet."
    )
    secret = gettext(
        "The medium is locked with a password, which we tell you another way. If you would rather have your "
        "copy on paper, tell us."
    )
    return Block((Paragraph.of(text), Paragraph.of(secret)), heading=gettext("Your copy"))


def _withheld(facts: LetterFacts) -> Block:
    """Say what is kept back; with nothing to say it must read the same whether or not something is silent."""
    heading = gettext("What is in the copy, and what is not")
    again = gettext("If you think that something is missing, tell us, and we look again.")
    if not facts.withheld:
        text = gettext("The copy holds the personal data that you are entitled to receive.")
        return Block((Paragraph.of(f"{text} {again}"),), heading=heading)
    text = gettext("We have kept back what is named here, each for the reason beside it.")
    headings = (gettext("Kept back"), gettext("Why"), gettext("The law"))
    rows = tuple((w.what, w.reason, f"{w.exemption_title} ({w.citation})") for w in facts.withheld)
    return Block((Paragraph.of(text), Table(headings, rows), Paragraph.of(again)), heading=heading)


def _codes(facts: LetterFacts) -> Block:
    heading = gettext("Words and codes in the copy")
    ask = gettext(
        "If a word, a code or an abbreviation in the copy is not clear to you, ask us, and we explain it."
    )
    if not facts.codes:
        return Block((Paragraph.of(ask),), heading=heading)
    rows = tuple((code.code, code.meaning) for code in facts.codes)
    return Block(
        (Table((gettext("Code"), gettext("What it means")), rows), Paragraph.of(ask)), heading=heading
    )


def _rights(facts: LetterFacts) -> Block:
    lead = gettext(
        "Besides this copy you have the right, free of charge and on the conditions that the law sets:"
    )
    rights = (
        gettext("to have wrong data corrected, and data erased that we no longer need;"),
        gettext("to have us restrict what we do with your data;"),
        gettext("to object to what we do with it, and to marketing at any time;"),
        gettext(
            "where we rely on your consent, to take it back at any time: what happened before stays lawful;"
        ),
        gettext(
            "where we rely on your consent or on a contract with you, to get the data that you gave us in a "
            "form that you can take elsewhere."
        ),
    )
    how = gettext("Write to %(contact)s to use any of them.") % {"contact": LINK_MARK}
    parts = (Paragraph.of(lead), Items(rights), Paragraph.of(how, Link.mail(facts.sender.dpo_email)))
    return Block(parts, heading=gettext("Your rights"))


CONFIRMATION = Element(
    "confirmation", "Art. 15(1)", _confirmation, (SYSTEMS,), check=_about_access, place=Place.LEAD
)

COPY = Element(
    "copy",
    "Art. 15(3)",
    _copy,
    (
        Need("delivery.address", gettext_lazy("There is no page yet from which the copy can be downloaded.")),
        Need("delivery.days", gettext_lazy("It is not set for how many days the download works.")),
    ),
)

WITHHELD = Element(
    "withheld",
    "Art. 12(4), 15(4); DPA 2018 Sch. 2",
    _withheld,
    (
        Need("withheld.*.what", gettext_lazy("Something is withheld, and the letter cannot say what.")),
        Need("withheld.*.exemption_title", gettext_lazy("Something is withheld without an exemption.")),
        Need("withheld.*.citation", gettext_lazy("An exemption is used without its place in the law.")),
        Need("withheld.*.reason", gettext_lazy("Something is withheld, and no reason is given.")),
    ),
)

CODES = Element(
    "codes",
    "Art. 12(1)",
    _codes,
    (
        Need("codes.*.code", gettext_lazy("An explanation of a code does not name the code.")),
        Need("codes.*.meaning", gettext_lazy("A code in the copy has no explanation.")),
    ),
)

RIGHTS = Element("rights", "Art. 15(1)(e)", _rights, (DPO_EMAIL,))
