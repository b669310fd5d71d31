"""The dated facts of the clock: limits, waits, extensions, fees, lateness."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """When the request came, the statutory and the promised date (None: not known yet), and why."""

    received_on: date
    limit_on: date | None = None
    target_on: date | None = None
    why: str = ""


class ClockEffect(StrEnum):
    """What our question does to the time: the answer starts it (UK), ends a wait (EU), or nothing."""

    STARTS = "starts"
    STANDS_STILL = "stands_still"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Extension:
    """A notice under Art. 12(3): the factor and the facts of this case, and the dates that it changes.

    ``notice_by`` is the last day on which the notice can be given; after it nothing moves the limit.
    """

    factor: str
    facts: str
    old_limit_on: date
    new_limit_on: date
    notice_by: date
    aim_on: date | None = None
    questions_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Started:
    """What the time waited for ("your proof of identity"), the day it came, the day the time runs from."""

    what: str
    arrived_on: date
    starts_on: date


@dataclass(frozen=True, kw_only=True)
class Resumed:
    """What the time stood still for ("your answer"), the day it came, the days that do not count."""

    what: str
    arrived_on: date
    days_not_counted: int


@dataclass(frozen=True, kw_only=True)
class ScopeQuestion:
    """A question about what an access request means (Art. 12A), with ways to narrow it.

    ``meanwhile`` says what is sent or done while we wait; ``stops_clock`` whether the days of waiting count.
    """

    question: str
    why: str
    options: tuple[str, ...]
    meanwhile: str
    stops_clock: bool = True


@dataclass(frozen=True, kw_only=True)
class FeeFacts:
    """A fee under Art. 12(5) or 15(3): how much and how it was worked out, why, how to pay, what is free.

    ``amount`` is written out ("£24.00"); ``evidence`` says what makes the request unfounded or excessive,
    or that it is for a further copy.
    """

    amount: str
    basis: str
    evidence: str
    how_to_pay: str
    pay_by_on: date
    free_alternative: str
    effect: ClockEffect = ClockEffect.STARTS


@dataclass(frozen=True, kw_only=True)
class Late:
    """Why an answer is late, and the day by which it is promised; the promise is no new limit."""

    why: str
    promised_on: date


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """What was asked for, when, and until when we waited; the day the details are erased, if they are."""

    missing: str
    asked_on: date
    waited_until: date
    erased_on: date | None = None
