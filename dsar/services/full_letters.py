"""Letters that the law wants in full, where the mail only says that they wait on the page."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from dsar.enums import DeliveryKind, Right
from dsar.letters.facts import ClockEffect, Decided, FeeFacts, Late, LetterFacts, Transferred, Unanswered
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import Letter, compose, missing
from dsar.letters.posted import posted_letter
from dsar.letters.words import day
from dsar.models import Case, Delivery, Message

Filled = Mapping[str, Any]
Facts = dict[str, Any]


def _unanswered(case: Case, filled: Filled, written_on: date) -> Facts:
    erased_on = filled.get("erased_on")
    return {
        "unanswered": Unanswered(
            missing=filled.get("missing", ""),
            asked_on=date.fromisoformat(filled["asked_on"]),
            waited_until=written_on,
            erased_on=date.fromisoformat(erased_on) if erased_on else None,
        )
    }


def _transferred(case: Case, filled: Filled, written_on: date) -> Facts:
    neutral = _("With this we say neither that we hold data about you nor that we do not.")
    told = Transferred(
        to=filled.get("to", ""),
        forwarded=bool(filled.get("forwarded")),
        what_we_hold=filled.get("what_we_hold", "") or neutral,
    )
    return {"transferred": told}


def _fee(case: Case, filled: Filled, written_on: date) -> Facts:
    uk = case.clock_regime.startswith("uk")
    free = _("Writing to us costs nothing, and neither does complaining.")
    fee = FeeFacts(
        amount=filled["amount"],
        basis=filled.get("worked_out", ""),
        evidence=filled.get("evidence", ""),
        how_to_pay=filled.get("how_to_pay", ""),
        pay_by_on=date.fromisoformat(filled["pay_by_on"]),
        free_alternative=filled.get("free_alternative", "") or free,
        effect=ClockEffect.STARTS if uk else ClockEffect.NONE,
    )
    return {"fee": fee}


def _late(case: Case, filled: Filled, written_on: date) -> Facts:
    late = Late(why=filled.get("reasons", ""), promised_on=date.fromisoformat(filled["promised_on"]))
    return {"late": late}


def _lifting(case: Case, filled: Filled, written_on: date) -> Facts:
    decided = Decided(
        right=Right.RESTRICTION,
        outcome="done",
        reasons=filled.get("reasons", ""),
        effective_on=date.fromisoformat(filled["effective_on"]),
    )
    return {"decided": decided}


_FULL: Mapping[str, tuple[LetterKind, Callable[[Case, Filled, date], Facts]]] = {
    DeliveryKind.CLOSED_NO_RESPONSE: (LetterKind.CLOSED_NO_RESPONSE, _unanswered),
    DeliveryKind.TRANSFER: (LetterKind.TRANSFER, _transferred),
    DeliveryKind.FEE_NOTICE: (LetterKind.FEE_NOTICE, _fee),
    DeliveryKind.LATE_APOLOGY: (LetterKind.LATE_APOLOGY, _late),
    DeliveryKind.RESTRICTION_LIFTING: (LetterKind.RESTRICTION_LIFTING, _lifting),
}


def full(delivery: Delivery, case: Case, filled: Filled, facts: LetterFacts) -> Letter | None:
    """Return the whole letter of a message, or None where the message itself says all there is.

    None too where what a whole letter must have was never recorded: then the mail is the letter.
    """
    if delivery.kind == DeliveryKind.MESSAGE:
        return _message(filled, facts)
    if delivery.kind == DeliveryKind.LAPSED:
        return _lapsed(filled, facts)
    if delivery.kind not in _FULL or (
        delivery.kind == DeliveryKind.LATE_APOLOGY and not filled.get("promised_on")
    ):
        return None
    kind, build = _FULL[delivery.kind]
    with translation.override(facts.language):
        own = build(case, filled, facts.written_on)
    whole = replace(facts, **own)
    return None if missing(kind, whole) else compose(kind, whole)


def _lapsed(filled: Filled, facts: LetterFacts) -> Letter:
    """Return the letter that says why a request has ended."""
    with translation.override(facts.language):
        text = _(
            "The request with the reference %(reference)s, which reached us on %(day)s, has ended, and there "
            "will be no answer to it. This is why:"
        ) % {"reference": facts.reference, "day": day(facts.deadline.received_on)}
        title = _("This request has ended")
    return posted_letter(facts, title=title, text=f"{text}\n\n{filled.get('reason', '')}")


def _message(filled: Filled, facts: LetterFacts) -> Letter:
    """Return a message of staff as a letter, for somebody who has no page to read it on."""
    written = Message.objects.get(pk=filled["message"])
    with translation.override(facts.language):
        title = _("A message about your request")
    return posted_letter(facts, title=title, text=written.open("text"))
