"""One object per law. A regime says when the period starts, which days do not count and what it forbids."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Protocol

from dsar.clock.codes import DayReason, RefusalCode, RegimeCode, Source, StepCode, WarningCode
from dsar.clock.counting import Stretch
from dsar.clock.facts import ACCESS, Facts, Proof
from dsar.clock.places import place_of
from dsar.clock.refusal import FactsError

# DUAA 2025 s.76 by SI 2026/82; requests received earlier keep the old rules (reg. 4)
UK_NEW_LAW_FROM = date(2026, 2, 5)
ONE_DAY = timedelta(days=1)
Reasoned = tuple[tuple[DayReason, Stretch], ...]


class Regime(Protocol):
    """What the engine asks of a law."""

    code: RegimeCode
    sources: Mapping[StepCode, Source]

    def check(self, facts: Facts) -> None:
        """Refuse what this law does not know (`FactsError`)."""

    def start_on(self, facts: Facts) -> date | None:
        """The day from which the month runs; None while something asked for has not arrived."""

    def notice_from(self, facts: Facts, start_on: date) -> date:
        """The day from which the month for an extension notice runs."""

    def stretches(self, facts: Facts, start_on: date) -> Reasoned:
        """The days that do not count in a period from `start_on`, a stretch for each question, not joined."""

    def warnings(self, facts: Facts) -> tuple[WarningCode, ...]:
        """What this law makes doubtful in these facts."""


def _pauses(facts: Facts, start_on: date) -> Reasoned:
    """Sending day to answer day, both included; the start day never counts (Art. 12A, s.54(3C) DPA)."""
    return tuple(
        (DayReason.CLARIFICATION, Stretch(p.sent_on, max(p.sent_on, start_on + ONE_DAY), p.answered_on))
        for p in facts.clarifications
    )


def _uk_start(facts: Facts) -> date | None:
    """The latest of request, identity evidence, authority evidence and fee, as far as each was asked for."""
    proofs = [proof for proof in (facts.identity, facts.authority) if proof is not None]
    arrivals = [proof.arrived_on for proof in proofs]
    if facts.fee is not None:
        arrivals.append(facts.fee.paid_on)
    known = [day for day in arrivals if day is not None]
    return max([facts.receipt, *known]) if len(known) == len(arrivals) else None


def _access_only(facts: Facts) -> None:
    if facts.clarifications and facts.right != ACCESS:
        raise FactsError(RefusalCode.PAUSE_ACCESS_ONLY, {"right": facts.right})


class Uk2026:
    """Requests received from 5 February 2026: Art. 12(3) and 12A UK GDPR, ICO guidance of 8 Dec 2025."""

    code = RegimeCode.UK_2026
    sources: Mapping[StepCode, Source] = MappingProxyType(
        {
            StepCode.RECEIVED: Source.ART_12A,
            StepCode.RECEIVED_LOCAL: Source.ICO_TIME_LIMITS,
            StepCode.IDENTITY_ASKED: Source.ART_12_6,
            StepCode.IDENTITY_ARRIVED: Source.ART_12A,
            StepCode.IDENTITY_AWAITED: Source.ART_12A,
            StepCode.AUTHORITY_ASKED: Source.ICO_AUTHORITY,
            StepCode.AUTHORITY_ARRIVED: Source.ICO_AUTHORITY,
            StepCode.AUTHORITY_AWAITED: Source.ICO_AUTHORITY,
            StepCode.FEE_ASKED: Source.ART_12_5,
            StepCode.FEE_PAID: Source.ART_12A,
            StepCode.FEE_AWAITED: Source.ART_12A,
            StepCode.STARTS: Source.ART_12A,
            StepCode.PAUSED: Source.ART_12A,
            StepCode.PAUSED_OPEN: Source.ART_12A,
            StepCode.PAUSE_WITHOUT_EFFECT: Source.ART_12A,
            StepCode.EXTENDED: Source.ART_12A,
            StepCode.EXTENDED_IN_TIME: Source.ART_12A,
            StepCode.MONTHS_ADDED: Source.ART_12_3,
            StepCode.DAYS_ADDED: Source.ART_12A,
            StepCode.ROLLED: Source.ICO_TIME_LIMITS,
            StepCode.LIMIT: Source.ART_12_3,
        }
    )

    def check(self, facts: Facts) -> None:
        """A pause is for access only: s.54(3C) DPA names s.45(1), and Art. 12A is read by analogy."""
        _access_only(facts)

    def start_on(self, facts: Facts) -> date | None:
        """The relevant time of Art. 12A."""
        return _uk_start(facts)

    def notice_from(self, facts: Facts, start_on: date) -> date:
        """One month from the relevant time."""
        return start_on

    def stretches(self, facts: Facts, start_on: date) -> Reasoned:
        """Pauses for clarification."""
        return _pauses(facts, start_on)

    def warnings(self, facts: Facts) -> tuple[WarningCode, ...]:
        """None beyond those of every law."""
        return ()


class Uk2018:
    """Requests received before 5 February 2026: Art. 12(3) as it stood, the ICO's guidance of the time."""

    code = RegimeCode.UK_2018
    sources: Mapping[StepCode, Source] = MappingProxyType(
        {
            code: {Source.ART_12A: Source.ICO_TIME_LIMITS, Source.ART_12_3: Source.ART_12_3_2018}.get(
                source, source
            )
            for code, source in Uk2026.sources.items()
        }
        | {StepCode.EXTENDED: Source.ART_12_3_2018, StepCode.EXTENDED_IN_TIME: Source.ART_12_3_2018}
    )

    def check(self, facts: Facts) -> None:
        """The guidance knew a pause for access only."""
        _access_only(facts)

    def start_on(self, facts: Facts) -> date | None:
        """As the ICO counted: the month starts when what was asked for arrives."""
        return _uk_start(facts)

    def notice_from(self, facts: Facts, start_on: date) -> date:
        """Art. 12(3) as it stood said one month of receipt."""
        return facts.receipt

    def stretches(self, facts: Facts, start_on: date) -> Reasoned:
        """Pauses for clarification, counted as today for want of a formula."""
        return _pauses(facts, start_on)

    def warnings(self, facts: Facts) -> tuple[WarningCode, ...]:
        """A pause only with a large amount of data, and only since October 2020."""
        return (WarningCode.PAUSE_LARGE_DATA_ONLY,) if facts.clarifications else ()


class Eu:
    """GDPR Art. 12(3), Reg. 1182/71, EDPB Guidelines 01/2022: receipt starts, doubt or question suspends."""

    code = RegimeCode.EU
    sources: Mapping[StepCode, Source] = MappingProxyType(
        {
            StepCode.RECEIVED: Source.EU_ART_12_3,
            StepCode.RECEIVED_LOCAL: Source.EDPB_01_2022,
            StepCode.FEE_ASKED: Source.EU_ART_12_5,
            StepCode.FEE_PAID: Source.EU_ART_12_5,
            StepCode.STARTS: Source.EU_ART_12_3,
            StepCode.SUSPENDED: Source.EDPB_01_2022,
            StepCode.SUSPENDED_OPEN: Source.EU_ART_12_6,
            StepCode.PAUSED: Source.RECITAL_63,
            StepCode.PAUSED_OPEN: Source.RECITAL_63,
            StepCode.PAUSE_WITHOUT_EFFECT: Source.RECITAL_63,
            StepCode.EXTENDED: Source.EU_ART_12_3,
            StepCode.EXTENDED_IN_TIME: Source.EU_ART_12_3,
            StepCode.MONTHS_ADDED: Source.REG_1182_71,
            StepCode.DAYS_ADDED: Source.EDPB_01_2022,
            StepCode.ROLLED: Source.REG_1182_71,
            StepCode.LIMIT: Source.REG_1182_71,
        }
    )

    def check(self, facts: Facts) -> None:
        """Nothing is forbidden beyond the shape of the facts."""

    def start_on(self, facts: Facts) -> date | None:
        """Receipt; a fee and a doubt do not move the start."""
        return facts.receipt

    def notice_from(self, facts: Facts, start_on: date) -> date:
        """One month from receipt."""
        return facts.receipt

    def stretches(self, facts: Facts, start_on: date) -> Reasoned:
        """Identity, authority, clarification by the careful count: the days after asking, to the answer."""
        asked: list[tuple[DayReason, Proof | None]] = [
            (DayReason.IDENTITY, facts.identity),
            (DayReason.AUTHORITY, facts.authority),
        ]
        found = [(why, Stretch(p.asked_on, p.asked_on + ONE_DAY, p.arrived_on)) for why, p in asked if p]
        for pause in facts.clarifications:
            stretch = Stretch(pause.sent_on, pause.sent_on + ONE_DAY, pause.answered_on)
            found.append((DayReason.CLARIFICATION, stretch))
        return tuple(found)

    def warnings(self, facts: Facts) -> tuple[WarningCode, ...]:
        """Recital 63 asks for a large amount of data; a fee does not move the date."""
        pause = (WarningCode.PAUSE_LARGE_DATA_ONLY,) if facts.clarifications else ()
        return pause + ((WarningCode.FEE_DOES_NOT_MOVE,) if facts.fee else ())


UK_2026, UK_2018, EU = Uk2026(), Uk2018(), Eu()


def regime_for(jurisdiction: str, received_on: date) -> Regime:
    """The law by place and day of receipt."""
    if place_of(jurisdiction).union != "uk":
        return EU
    return UK_2026 if received_on >= UK_NEW_LAW_FROM else UK_2018
