"""Elements for whoever writes for somebody else: what shows that they may, and whom we answer."""

from django.utils.translation import gettext, gettext_lazy

from dsar.letters.blocks import Block, Items, Paragraph
from dsar.letters.element import Element, Need, given
from dsar.letters.elements.identity import safe_way
from dsar.letters.elements.said import said
from dsar.letters.facts import ClockEffect, LetterFacts
from dsar.letters.words import day

FOR_WHOM = Need("on_behalf_of", gettext_lazy("It is not recorded for whom they wrote."))


def _why(facts: LetterFacts) -> Block:
    text = gettext(
        "You wrote to us for %(name)s. Before we act for somebody else’s data, we need to know that this "
        "person wants it, or that the law lets you decide for them."
    ) % {"name": facts.on_behalf_of}
    parts = (Paragraph.of(text), Paragraph.of(given(facts.authority).why))
    return Block(parts, heading=gettext("What we need to know, and why"))


def _not_enough(facts: LetterFacts) -> Block:
    proof = given(facts.insufficient)
    text = gettext(
        "Thank you for %(what)s, which arrived on %(day)s. It does not yet show us that you may act for "
        "%(name)s."
    ) % {"what": proof.what, "day": day(proof.arrived_on), "name": facts.on_behalf_of}
    still = gettext("So we cannot act on the request yet.")
    parts = (Paragraph.of(f"{text} {proof.reason}"), Paragraph.of(still))
    return Block(parts, heading=gettext("What you sent is not enough yet"))


def _wanted(facts: LetterFacts) -> Block:
    lead = Paragraph.of(gettext("One of these is enough:"))
    return Block((lead, Items(given(facts.authority).wanted)), heading=gettext("What you can send"))


def _send(facts: LetterFacts) -> Block:
    return safe_way(given(facts.authority).send_to)


EFFECTS = {
    ClockEffect.STARTS: gettext_lazy(
        "The time for our answer starts on the day on which enough proof, or the person’s own word, arrives, "
        "even if we look at it later."
    ),
    ClockEffect.STANDS_STILL: gettext_lazy(
        "The time for our answer stands still until enough proof, or the person’s own word, arrives."
    ),
    ClockEffect.NONE: gettext_lazy(
        "The time for our answer runs from the day on which the request arrived; our question does not "
        "change that."
    ),
}


def _clock(facts: LetterFacts) -> Block:
    text = str(EFFECTS[given(facts.authority).effect])
    return Block((Paragraph.of(text),), heading=gettext("What this does to the time"))


def _sent(facts: LetterFacts) -> Block:
    sent = given(facts.sent_to_person)
    text = gettext("On %(day)s we sent our answer to %(name)s, and not to you.") % {
        "day": day(sent.sent_on),
        "name": facts.on_behalf_of,
    }
    ask = gettext(
        "Please ask them for it. This letter says nothing about what our answer holds, nor whether we hold "
        "any data at all."
    )
    parts = (Paragraph.of(f"{text} {sent.why}"), Paragraph.of(ask))
    return Block(parts, heading=gettext("Where our answer went"))


WHY = Element(
    "authority_why",
    "Art. 5(1)(f), 12(2); ICO, requests on behalf of others",
    _why,
    (FOR_WHOM, Need("authority.why", gettext_lazy("It is not recorded why authority has to be shown."))),
)

NOT_ENOUGH = Element(
    "authority_not_enough",
    "Art. 5(1)(f), 12(2); ICO, requests on behalf of others",
    _not_enough,
    (
        FOR_WHOM,
        Need("insufficient.what", gettext_lazy("It is not recorded what was sent as proof.")),
        Need("insufficient.arrived_on", gettext_lazy("It is not recorded when the proof arrived.")),
        Need("insufficient.reason", gettext_lazy("It is not recorded why the proof is not enough.")),
    ),
)

EVIDENCE = (
    Element(
        "authority_wanted",
        "Art. 12(2); ICO, requests on behalf of others",
        _wanted,
        (Need("authority.wanted", gettext_lazy("No proof of authority is named that would be enough.")),),
    ),
    said(
        "own_word",
        "Art. 12(2); ICO, requests on behalf of others",
        gettext_lazy(
            "It is just as good if the person tells us in their own words that you may act for them. A short "
            "message to us is enough, and it counts from the day on which it arrives."
        ),
    ),
    Element(
        "authority_send",
        "Art. 5(1)(f), 32",
        _send,
        (Need("authority.send_to", gettext_lazy("There is no page to which proof can be sent safely.")),),
    ),
    Element(
        "authority_clock",
        "Art. 12(3); ICO, requests on behalf of others",
        _clock,
        (Need("authority.effect", gettext_lazy("It is not known what the question does to the time.")),),
    ),
    said(
        "to_the_person",
        "Art. 12(1); ICO, requests on behalf of others",
        gettext_lazy(
            "Whatever you send us, we may give our answer directly to the person instead of to you. If we "
            "do, we tell you."
        ),
        heading=gettext_lazy("Who gets our answer"),
    ),
)

SENT_TO_PERSON = Element(
    "sent_to_person",
    "Art. 12(1); ICO, requests on behalf of others",
    _sent,
    (
        FOR_WHOM,
        Need("sent_to_person.sent_on", gettext_lazy("It is not recorded when the answer went out.")),
        Need("sent_to_person.why", gettext_lazy("It is not recorded why the answer went to the person.")),
    ),
)
