"""Elements of the letters about identity: what is doubtful, what settles it, what it does to the time."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from dsar.letters.blocks import LINK_MARK, Block, Items, Link, Paragraph
from dsar.letters.element import Element, Need, given
from dsar.letters.facts import ClockEffect, IdentityQuestion, LetterFacts
from dsar.letters.words import day


def _question(facts: LetterFacts) -> IdentityQuestion:
    """Return the question; the elements that call this need it, so that it is there."""
    return given(facts.identity)


def _doubt(facts: LetterFacts) -> Block:
    question = _question(facts)
    heading = gettext("What we need to know, and why")
    if question.effect is ClockEffect.NONE and not question.doubt:
        text = gettext(
            "Before we send personal data we ask everybody for proof of who they are, so that it never "
            "reaches the wrong person."
        )
        return Block((Paragraph.of(text),), heading=heading)
    return Block((Paragraph.of(question.doubt), Paragraph.of(question.why)), heading=heading)


def _doubt_recorded(facts: LetterFacts) -> Iterable[str | Promise]:
    question = _question(facts)
    if question.effect is ClockEffect.NONE and not question.doubt:
        return
    if not question.doubt:
        yield gettext_lazy("The time waits for proof only where it is recorded what is doubtful.")
    if not question.why:
        yield gettext_lazy("It is not recorded why there is a doubt about who the person is.")


def _proofs(facts: LetterFacts) -> Block:
    text = gettext("One of these is enough:")
    entries = tuple(proof.what for proof in _question(facts).proofs)
    return Block((Paragraph.of(text), Items(entries)), heading=gettext("What you can send"))


def _without_photo(facts: LetterFacts) -> Iterable[str | Promise]:
    if all(proof.photo for proof in _question(facts).proofs):
        yield gettext_lazy("Name at least one proof that does not show a photograph.")


def _no_originals(_: LetterFacts) -> Block:
    text = gettext(
        "Please send no originals: a copy or a photograph is enough. Cover what we do not need, such as "
        "numbers of documents and accounts; we need to read your name and what links it to you."
    )
    return Block((Paragraph.of(text),))


def safe_way(address: str) -> Block:
    """Return how to send a proof: by the page at ``address``, not by e-mail."""
    text = gettext(
        "Send it through our page %(page)s, where only the people who deal with your request can open it. "
        "Please do not send it by ordinary e-mail. If you cannot use the page, tell us, and we find another "
        "way."
    ) % {"page": LINK_MARK}
    return Block((Paragraph.of(text, Link.web(address)),), heading=gettext("How to send it safely"))


def _how_to_send(facts: LetterFacts) -> Block:
    return safe_way(_question(facts).send_to)


EFFECTS = {
    ClockEffect.STARTS: gettext_lazy(
        "The time that the law gives us for our answer starts on the day on which enough proof arrives, "
        "even if we look at it later."
    ),
    ClockEffect.STANDS_STILL: gettext_lazy(
        "The time that the law gives us for our answer stands still until enough proof arrives; the day it "
        "arrives counts, even if we look at it later."
    ),
    ClockEffect.NONE: gettext_lazy(
        "The time that the law gives us runs from the day on which your request arrived; our question does "
        "not change that."
    ),
}


def _clock(facts: LetterFacts) -> Block:
    paragraphs = [Paragraph.of(str(EFFECTS[_question(facts).effect]))]
    if facts.deadline.limit_on:
        until = gettext("So we answer by %(day)s at the latest.") % {"day": day(facts.deadline.limit_on)}
        paragraphs.append(Paragraph.of(until))
    return Block(tuple(paragraphs), heading=gettext("What this does to the time"))


def _clock_agrees(facts: LetterFacts) -> Iterable[str | Promise]:
    known = facts.deadline.limit_on is not None
    if _question(facts).effect is ClockEffect.NONE and not known:
        yield gettext_lazy("The time runs from receipt, but the clock shows no limit.")
    if _question(facts).effect is not ClockEffect.NONE and known:
        yield gettext_lazy("The time waits for proof, but the clock shows a limit.")


def _kept(facts: LetterFacts) -> Block:
    days = _question(facts).kept_days
    text = ngettext(
        "We delete what you send %(days)s day after we have decided. We keep only how you proved who you "
        "are, the result, the date and who checked it.",
        "We delete what you send %(days)s days after we have decided. We keep only how you proved who you "
        "are, the result, the date and who checked it.",
        days,
    ) % {"days": days}
    return Block((Paragraph.of(text),), heading=gettext("How long we keep it"))


def _insufficient(facts: LetterFacts) -> Block:
    proof = given(facts.insufficient)
    sent = gettext(
        "Thank you for %(what)s, which arrived on %(day)s. It does not yet show us who you are:"
    ) % {
        "what": proof.what,
        "day": day(proof.arrived_on),
    }
    still = gettext(
        "So we cannot act on your request yet (Article 12(2) and 12(6) of the UK GDPR or the GDPR)."
    )
    parts = (Paragraph.of(f"{sent} {proof.reason}"), Paragraph.of(still))
    return Block(parts, heading=gettext("What you sent is not enough yet"))


DOUBT = Element(
    "doubt",
    "Art. 12(6)",
    _doubt,
    (Need("identity", gettext_lazy("It is not recorded what is asked about the person's identity.")),),
    check=_doubt_recorded,
)

PROOFS = Element(
    "proofs",
    "Art. 5(1)(c), 12(2)",
    _proofs,
    (
        Need("identity.proofs", gettext_lazy("No proof is named that would be enough.")),
        Need("identity.proofs.*.what", gettext_lazy("A proof in the list has no description.")),
    ),
    check=_without_photo,
)

NO_ORIGINALS = Element("no_originals", "Art. 5(1)(c)", _no_originals)

HOW_TO_SEND = Element(
    "how_to_send",
    "Art. 5(1)(f), 32",
    _how_to_send,
    (Need("identity.send_to", gettext_lazy("There is no page to which proof can be sent safely.")),),
)

CLOCK = Element(
    "clock",
    "Art. 12(3), 12A",
    _clock,
    (Need("identity.effect", gettext_lazy("It is not known what the question does to the time.")),),
    check=_clock_agrees,
)

KEPT = Element(
    "kept",
    "Art. 5(1)(e), 13(2)(a)",
    _kept,
    (Need("identity.kept_days", gettext_lazy("It is not set how long proof of identity is kept.")),),
)

INSUFFICIENT = Element(
    "insufficient",
    "Art. 11(2), 12(2)",
    _insufficient,
    (
        Need("insufficient.what", gettext_lazy("It is not recorded what was sent as proof.")),
        Need("insufficient.arrived_on", gettext_lazy("It is not recorded when the proof arrived.")),
        Need("insufficient.reason", gettext_lazy("It is not recorded why the proof is not enough.")),
    ),
)
