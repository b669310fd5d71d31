"""From optional columns and text to facts, for forms, the command line and CSV."""

from datetime import date

from dsar.clock.codes import RefusalCode
from dsar.clock.facts import Clarification, Fee, Proof, check_day
from dsar.clock.refusal import FactsError


def read_day(text: str) -> date:
    """Read an ISO date (`2026-11-22`); `NOT_A_DATE` for 30 February or another spelling; range checked."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise FactsError(RefusalCode.NOT_A_DATE, {"text": text})
    check_day(day)
    return day


def proof_of(what: str, asked_on: date | None, arrived_on: date | None) -> Proof | None:
    """A proof from two optional columns; `what`: `identity` or `authority`; arrived, never asked: refused."""
    if asked_on is None:
        if arrived_on is not None:
            raise FactsError(RefusalCode[f"{what.upper()}_NEVER_ASKED"], {"on": arrived_on})
        return None
    return Proof(asked_on, arrived_on)


def fee_of(asked_on: date | None, paid_on: date | None) -> Fee | None:
    """A fee from two optional columns; paid but never asked for is refused."""
    if asked_on is None:
        if paid_on is not None:
            raise FactsError(RefusalCode.FEE_NEVER_ASKED, {"on": paid_on})
        return None
    return Fee(asked_on, paid_on)


def clarification_of(sent_on: date | None, answered_on: date | None) -> Clarification | None:
    """A pause from two optional columns; answered but never sent is refused."""
    if sent_on is None:
        if answered_on is not None:
            raise FactsError(RefusalCode.PAUSE_NEVER_ASKED, {"on": answered_on})
        return None
    return Clarification(sent_on, answered_on)
