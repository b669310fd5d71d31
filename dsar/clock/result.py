"""What the clock answers: dates, state, warnings, and the derivation as codes with parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dsar.clock.calendars import DayOff
from dsar.clock.codes import DayReason, RegimeCode, Source, State, StepCode, WarningCode

Param = date | int | str | tuple[DayOff, ...] | None
Params = Mapping[str, Param]


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Days that do not count, both ends included; `last_on` None while nobody has answered."""

    first_on: date
    last_on: date | None
    reason: DayReason

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the derivation: when, what, from which source. `until` ends a stretch of days.

    Parameters: dates by name ending in `_on`, counts `days` and `months`, `off` (the days off that were
    skipped), `what` (`receipt`, `identity`, `authority`, `fee`), `jurisdiction`, `zone`.
    """

    code: StepCode
    on: date
    until: date | None = None
    params: Params = field(default_factory=dict)
    source: Source = Source.RECORD


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the caseworker should know, with dates beside it."""

    code: WarningCode
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """The answer for one case. Every date may be None: then nothing shows one.

    `nominal_on`: month arithmetic alone. `unrolled_on`: with uncounted days, before the roll. `limit_on`: the
    statutory date; `limit_at`: its last second in the controller's zone, in UTC. `target_on`: the promise,
    never after the limit (the limit where there is none). `due_on`, `due_notice_by`: by the rule asked for
    (`28_days`), else the limit and `extension_notice_by`. `limit_without_pauses_on`: for comparison.
    """

    state: State
    regime: RegimeCode
    jurisdiction: str
    zone: str
    calendar_version: str
    received_on: date
    start_on: date | None
    nominal_on: date | None
    unrolled_on: date | None
    days_not_counted: tuple[Uncounted, ...]
    limit_on: date | None
    limit_at: datetime | None
    target_on: date | None
    due_on: date | None
    extension_notice_by: date | None
    extension_notice_unrolled_by: date | None
    due_notice_by: date | None
    limit_without_pauses_on: date | None
    warnings: tuple[Notice, ...]
    steps: tuple[Step, ...]

    def step(self, code: StepCode) -> Step | None:
        """The first step with that code."""
        return next((step for step in self.steps if step.code is code), None)

    def warning(self, code: WarningCode) -> Notice | None:
        """The warning with that code."""
        return next((warning for warning in self.warnings if warning.code is code), None)
