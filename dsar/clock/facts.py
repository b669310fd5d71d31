"""What the clock is told: the dated facts of one case, refused when they contradict each other."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NoReturn
from zoneinfo import ZoneInfo

from dsar.clock.codes import PromiseFrom, RefusalCode
from dsar.clock.places import check_jurisdiction, check_zone
from dsar.clock.refusal import FactsError

ACCESS = "access"
ONE_MONTH = "one_month"
FIRST_DAY = date(2018, 5, 25)  # the day from which the GDPR applies
LAST_DAY = date(2099, 12, 31)
LONGEST_PROMISE = 90


def check_day(day: date) -> None:
    """Refuse a day before the GDPR applied or after 2099 (`DATE_OUT_OF_RANGE`)."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise FactsError(RefusalCode.DATE_OUT_OF_RANGE, {"on": day, "first": FIRST_DAY, "last": LAST_DAY})


def received_on(received_at: datetime, zone: str) -> date:
    """The controller's civil date of an aware instant: never the date in UTC or in a browser's zone."""
    check_zone(zone)
    if received_at.tzinfo is None:
        raise FactsError(RefusalCode.RECEIPT_WITHOUT_ZONE, {})
    if (
        not FIRST_DAY.year - 1 <= received_at.year <= LAST_DAY.year + 1
    ):  # nearer to the ends of time it overflows
        check_day(received_at.date())
    return received_at.astimezone(ZoneInfo(zone)).date()


@dataclass(frozen=True, slots=True)
class Proof:
    """A recorded doubt with a request for proof, and the day on which *sufficient* proof came (Art. 12(6)).

    `accepted_on` is the day on which somebody looked; it explains and never moves the clock. An insufficient
    first document is no arrival.
    """

    asked_on: date
    arrived_on: date | None = None
    accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fee:
    """A fee that was asked for under Art. 12(5), and the day on which it was paid."""

    asked_on: date
    paid_on: date | None = None


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question that stops the clock: the day it was sent (a bounce is none), the day of any real answer."""

    sent_on: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension by one or two months.

    `notified_on` is None only where a calculator or a CSV row says "notified in time" without a day.
    `given_outside`: the notice was given outside the system and recorded afterwards with its date and proof.
    """

    notified_on: date | None
    months: int = 2
    given_outside: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """The controller's own promise in calendar days; never later than the limit. `roll`: to a working day."""

    days: int
    counted_from: PromiseFrom = PromiseFrom.START
    roll: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """The dated facts of one case.

    `received_at` (aware) or `received_on` is given; then `received_on` always holds the civil date in
    `zone`, and both together must agree. `right` is the value of a `Right`. `rule`: `one_month`, or `28_days`
    and the like for a house rule that answers `due_on`. `asked_by_rule_on`: proof was asked of everybody,
    without a doubt, which moves nothing and is said. `calendar_version` is the one stored on the case.
    Raises `FactsError`.
    """

    jurisdiction: str
    right: str = ACCESS
    rule: str = ONE_MONTH
    zone: str = "Europe/London"
    received_at: datetime | None = None
    received_on: date | None = None
    identity: Proof | None = None
    authority: Proof | None = None
    asked_by_rule_on: date | None = None
    fee: Fee | None = None
    clarifications: tuple[Clarification, ...] = ()
    extension: Extension | None = None
    closed_on: date | None = None
    promise: Promise | None = None
    calendar_version: str = ""

    def __post_init__(self) -> None:
        check_jurisdiction(self.jurisdiction)
        check_zone(self.zone)
        if self.received_at is not None or self.received_on is None:
            object.__setattr__(self, "received_on", self._civil_date())
        check_day(self.receipt)
        if self.identity or self.authority or self.fee or self.clarifications or self.extension:
            self._check_history()
        if self.rule != ONE_MONTH or self.promise is not None:
            self._check_promise()
        if self.closed_on is not None:
            check_day(self.closed_on)
            if self.closed_on < self.receipt:
                self._refuse("CLOSED_BEFORE_RECEIPT", {"on": self.closed_on, "received_on": self.receipt})

    @property
    def receipt(self) -> date:
        """The civil date of receipt, always known."""
        assert self.received_on is not None  # noqa: S101 - set by __post_init__; narrows the type
        return self.received_on

    @property
    def rule_days(self) -> int | None:
        """The days of a house rule (28 for `28_days`), None for one month."""
        return None if self.rule == ONE_MONTH else int(self.rule.removesuffix("_days"))

    def extended(self, extension: Extension) -> "Facts":
        """These facts with an extension; a second one is refused (`EXTENSION_SECOND`)."""
        if self.extension is not None:
            self._refuse("EXTENSION_SECOND", {"months": self.extension.months})
        return replace(self, extension=extension)

    def _civil_date(self) -> date:
        if self.received_at is None:
            self._refuse("RECEIPT_MISSING", {})
        day = received_on(self.received_at, self.zone)
        if self.received_on not in (None, day):
            self._refuse("RECEIPT_TWICE", {"on": self.received_on, "local_on": day})
        return day

    def _check_history(self) -> None:
        self._check_days()
        self._check_proof(self.identity, "IDENTITY")
        self._check_proof(self.authority, "AUTHORITY")
        self._check_fee()
        self._check_pauses()
        self._check_extension()

    def _check_days(self) -> None:
        proofs = [p for p in (self.identity, self.authority) if p]
        days: list[date | None] = [day for p in proofs for day in (p.asked_on, p.arrived_on, p.accepted_on)]
        days += [self.fee.asked_on, self.fee.paid_on] if self.fee else []
        days += [day for pause in self.clarifications for day in (pause.sent_on, pause.answered_on)]
        days += [self.extension.notified_on] if self.extension else []
        for day in days:
            if day is not None:
                check_day(day)

    def _check_proof(self, proof: Proof | None, what: str) -> None:
        if proof is None:
            return
        if proof.asked_on < self.receipt:
            self._refuse(f"{what}_ASKED_BEFORE_RECEIPT", {"on": proof.asked_on, "received_on": self.receipt})
        if proof.arrived_on is not None and proof.arrived_on < proof.asked_on:
            self._refuse(f"{what}_BEFORE_ASKED", {"on": proof.arrived_on, "asked_on": proof.asked_on})
        if proof.accepted_on is not None and (not proof.arrived_on or proof.accepted_on < proof.arrived_on):
            self._refuse(f"{what}_ACCEPTED_BEFORE_ARRIVAL", {"on": proof.accepted_on})

    def _check_fee(self) -> None:
        if self.fee is None:
            return
        if self.fee.asked_on < self.receipt:
            self._refuse("FEE_ASKED_BEFORE_RECEIPT", {"on": self.fee.asked_on, "received_on": self.receipt})
        if self.fee.paid_on is not None and self.fee.paid_on < self.fee.asked_on:
            self._refuse("FEE_BEFORE_ASKED", {"on": self.fee.paid_on, "asked_on": self.fee.asked_on})

    def _check_pauses(self) -> None:
        for pause in self.clarifications:
            if pause.sent_on < self.receipt:
                self._refuse("PAUSE_BEFORE_RECEIPT", {"on": pause.sent_on, "received_on": self.receipt})
            if pause.answered_on is not None and pause.answered_on < pause.sent_on:
                self._refuse(
                    "PAUSE_ENDS_BEFORE_IT_BEGINS", {"on": pause.answered_on, "sent_on": pause.sent_on}
                )

    def _check_extension(self) -> None:
        if self.extension is None:
            return
        if self.extension.months not in (1, 2):
            self._refuse("EXTENSION_MONTHS", {"months": self.extension.months})
        notified_on = self.extension.notified_on
        if notified_on is not None and notified_on < self.receipt:
            self._refuse("EXTENSION_BEFORE_RECEIPT", {"on": notified_on, "received_on": self.receipt})

    def _check_promise(self) -> None:
        if self.rule != ONE_MONTH:
            digits = self.rule.removesuffix("_days")
            if not self.rule.endswith("_days") or not re.fullmatch("[0-9]{1,4}", digits):
                self._refuse("UNKNOWN_RULE", {"rule": self.rule})
            self._check_promise_days(int(digits))
        if self.promise is not None:
            self._check_promise_days(self.promise.days)

    def _check_promise_days(self, days: int) -> None:
        if not 1 <= days <= LONGEST_PROMISE:
            self._refuse("PROMISE_DAYS", {"days": days, "most": LONGEST_PROMISE})

    def _refuse(self, name: str, params: Mapping[str, object]) -> NoReturn:
        raise FactsError(RefusalCode[name], params)
