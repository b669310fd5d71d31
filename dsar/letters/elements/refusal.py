"""Elements of a refusal (Art. 12(4), 12(5)): what is refused and why, or neither yes nor no."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import LINK_MARK, Block, Link, Paragraph, Table
from dsar.letters.element import Element, Need, Place, given
from dsar.letters.elements.common import DATED, DPO_EMAIL
from dsar.letters.elements.decided import DECIDED, agrees, done, verdict
from dsar.letters.facts import LetterFacts
from dsar.letters.words import day


def _rows(facts: LetterFacts) -> tuple[tuple[str, str, str], ...]:
    withheld = tuple((w.what, w.reason, f"{w.exemption_title} ({w.citation})") for w in facts.withheld)
    return withheld + tuple((k.what, k.reason, k.law) for k in given(facts.decided).kept)


def _refused_parts(facts: LetterFacts) -> Block:
    headings = (gettext("What we do not do or give"), gettext("Why"), gettext("The law"))
    return Block((Table(headings, _rows(facts)),), heading=gettext("What we refuse, and why"))


def _something_refused(facts: LetterFacts) -> Iterable[str | Promise]:
    if not _rows(facts):
        yield gettext_lazy("It is not said what is refused.")


def _plainly(facts: LetterFacts) -> Block:
    decided = given(facts.decided)
    rule = gettext(
        "The law lets us decline a request only if it is plainly unfounded or excessive, and it is for us to "
        "show that it is. Our ground in this case: %(ground)s (%(citation)s)."
    ) % {"ground": decided.ground.rstrip("."), "citation": decided.citation}
    return Block((Paragraph.of(rule), Paragraph.of(decided.reasons)), heading=gettext("Why"))


def _your_rights_stay(facts: LetterFacts) -> Block:
    text = gettext(
        "This is about this one request. Your rights stay as they are: you can ask us again, or tell us what "
        "you need most, and we look at it anew. Write to %(contact)s."
    ) % {"contact": LINK_MARK}
    return Block(
        (Paragraph.of(text, Link.mail(facts.sender.dpo_email)),), heading=gettext("What you can do now")
    )


def _neutral(_: LetterFacts) -> Block:
    text = gettext(
        "We have looked into your request with care, and have answered it as far as the law requires. For "
        " anything beyond that we say neither that we hold personal data about you nor that we do not. "
        "Please read nothing more into this letter: we would write the same words in either case."
    )
    return Block((Paragraph.of(text),))


def _nothing_said(facts: LetterFacts) -> Iterable[str | Promise]:
    if facts.withheld or facts.systems or facts.searches or facts.decided or facts.delivery:
        yield gettext_lazy(
            "A letter that neither confirms nor denies must be given nothing that it could tell."
        )


def _before(facts: LetterFacts) -> Block:
    earlier = given(facts.answered_before)
    text = gettext(
        "You asked us the same before, and we answered on %(day)s. That answer has the reference "
        "%(reference)s."
    ) % {
        "day": day(earlier.answered_on),
        "reference": earlier.reference,
    }
    return Block((Paragraph.of(text), Paragraph.of(earlier.reasons)), heading=gettext("Our earlier answer"))


def _earlier(facts: LetterFacts) -> Iterable[str | Promise]:
    if given(facts.answered_before).answered_on > facts.written_on:
        yield gettext_lazy("The earlier answer is dated after this letter.")


def _stays_open(facts: LetterFacts) -> Block:
    text = gettext(
        "This letter does not close your request. Tell us if something has changed, if something was missing "
        "from our answer, or if you mean something else: %(contact)s. Then we look at it."
    ) % {"contact": LINK_MARK}
    return Block(
        (Paragraph.of(text, Link.mail(facts.sender.dpo_email)),), heading=gettext("Your request stays open")
    )


PART = verdict(
    "refused_in_part",
    "Art. 12(3), 12(4)",
    gettext_lazy(
        "We have done a part of what you asked. Another part we cannot do, and this letter says why, and "
        "what you can do if you see it differently."
    ),
    agrees("part"),
)
REFUSED = verdict(
    "refused",
    "Art. 12(4)",
    gettext_lazy(
        "We have looked with care at what you asked. We cannot do it, and this letter says why, and what you "
        "can do if you see it differently."
    ),
    agrees("refused"),
)
UNFOUNDED = verdict(
    "declined",
    "Art. 12(4), 12(5)",
    gettext_lazy("We do not act on this request. That is rare, and so this letter says exactly why."),
    agrees("refused"),
)
DONE_ANYWAY = done("done_anyway", "Art. 12(3)", gettext_lazy("What we have done"), "", mandatory=False)
REFUSED_PARTS = Element(
    "refused_parts",
    "Art. 12(4); DPA 2018 Sch. 2-4",
    _refused_parts,
    (
        DECIDED,
        Need("withheld.*.what", gettext_lazy("Something is withheld, and the letter cannot say what.")),
        Need("withheld.*.exemption_title", gettext_lazy("Something is withheld without an exemption.")),
        Need("withheld.*.citation", gettext_lazy("An exemption is used without its place in the law.")),
        Need("withheld.*.reason", gettext_lazy("Something is withheld, and no reason is given.")),
        Need("decided.kept.*.what", gettext_lazy("Something is refused, and the letter cannot say what.")),
        Need("decided.kept.*.law", gettext_lazy("Something is refused without its place in the law.")),
        Need("decided.kept.*.reason", gettext_lazy("Something is refused, and no reason is given.")),
    ),
    check=_something_refused,
)
PLAINLY = Element(
    "unfounded_or_excessive",
    "Art. 12(4), 12(5)",
    _plainly,
    (
        Need("decided.ground", gettext_lazy("It is not said whether it is unfounded or excessive.")),
        Need("decided.citation", gettext_lazy("The ground is named without its place in the law.")),
        Need("decided.reasons", gettext_lazy("There is no evidence that it is unfounded or excessive.")),
    ),
)
RIGHTS_STAY = Element("rights_stay", "Art. 12(2), 12(4)", _your_rights_stay, (DPO_EMAIL,))
NEUTRAL = Element(
    "neutral", "Art. 12(4), 15(4); DPA 2018 Sch. 2-4", _neutral, check=_nothing_said, place=Place.LEAD
)
BEFORE = Element(
    "answered_before",
    "Art. 12(4), 12(5)",
    _before,
    (
        DATED,
        Need("answered_before.reference", gettext_lazy("It is not recorded which answer came before.")),
        Need("answered_before.answered_on", gettext_lazy("It is not recorded when we answered before.")),
        Need("answered_before.reasons", gettext_lazy("It is not said why the earlier answer is enough.")),
    ),
    check=_earlier,
)
STAYS_OPEN = Element("stays_open", "Art. 12(2), 12(3)", _stays_open, (DPO_EMAIL,))
