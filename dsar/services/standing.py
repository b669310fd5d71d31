"""What the log of a case tells its clock: the dated facts, and the calendar they are counted by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from dsar.clock import Calendar, Clarification, Extension, Facts, Fee, Promise, Proof
from dsar.enums import EventType
from dsar.models import Case, Controller
from dsar.selectors import calendars
from dsar.states import OF_EFFECT

#: The events with which a case needs no date any more.
ENDED = (
    EventType.RELEASED,
    EventType.WITHDRAWN,
    EventType.TRANSFERRED,
    EventType.LAPSED,
    EventType.NO_RESPONSE,
)


class Happened(Protocol):
    """What the clock needs of an event."""

    @property
    def type(self) -> str:
        """What happened."""

    @property
    def occurred_on(self) -> date:
        """On which civil day."""

    @property
    def data(self) -> Any:
        """Its codes, ids, dates and counts."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a case's events tell: the facts, and the number of its calendar (None: none was kept)."""

    facts: Facts
    calendar_number: int | None

    def calendar(self, controller: Controller) -> Calendar:
        """Return the calendar that the case's date is worked out with."""
        if self.calendar_number is None:
            return Calendar(self.facts.jurisdiction)
        return calendars.numbered(controller.id, self.calendar_number)


@dataclass
class _Told:
    """What the events of a case have told so far; questions by the message that carried them."""

    opened: Mapping[str, Any] | None = None
    calendar_number: int | None = None
    asked_on: date | None = None
    arrived_on: date | None = None
    accepted_on: date | None = None
    asked_by_rule_on: date | None = None
    authority_asked_on: date | None = None
    authority_arrived_on: date | None = None
    authority_accepted_on: date | None = None
    questions: dict[str, Clarification] = field(default_factory=dict)
    extension: tuple[str, Extension] | None = None
    fee: tuple[str, Fee] | None = None
    closed_on: date | None = None

    @property
    def proof(self) -> Proof | None:
        """Return the question who is asking; one whose answer was here before it held nothing up."""
        return _proof(self.asked_on, self.arrived_on, self.accepted_on)

    @property
    def authority(self) -> Proof | None:
        """Return the question whether somebody may act for the person; only one that was asked delays."""
        return _proof(self.authority_asked_on, self.authority_arrived_on, self.authority_accepted_on)

    def hear(self, event: Happened) -> None:
        """Take in one event."""
        if (take_in := _HEAR.get(EventType(event.type))) is not None:
            take_in(self, event)

    def opened_by(self, event: Happened) -> None:
        """Take in the policy that held when the case was opened."""
        self.opened = event.data
        self.calendar_number = event.data.get("calendar")

    def calendar_applied(self, event: Happened) -> None:
        """Take in that another version of the calendar counts."""
        self.calendar_number = event.data["to"]

    def identity_asked(self, event: Happened) -> None:
        """Take in a doubt and the request for proof; one after it was settled holds nothing up again."""
        if self.arrived_on is None:
            self.asked_on = event.occurred_on

    def asked_by_rule(self, event: Happened) -> None:
        """Take in that proof was asked of everybody, without a doubt: the time does not wait for it."""
        self.asked_by_rule_on = event.occurred_on

    def identity_settled(self, event: Happened) -> None:
        """Take in the day on which sufficient proof first arrived, and when it was looked at."""
        if event.data.get("again"):
            return
        self.arrived_on = date.fromisoformat(event.data["arrived_on"])
        self.accepted_on = date.fromisoformat(event.data["accepted_on"])

    def authority_asked(self, event: Happened) -> None:
        """Take in the first request for proof of authority."""
        if self.authority_asked_on is None and self.authority_arrived_on is None:
            self.authority_asked_on = event.occurred_on

    def authority_settled(self, event: Happened) -> None:
        """Take in the day on which sufficient proof of authority, or the person's own word, first arrived."""
        if self.authority_arrived_on is None:
            self.authority_arrived_on = date.fromisoformat(event.data["arrived_on"])
            self.authority_accepted_on = date.fromisoformat(event.data["accepted_on"])

    def question_sent(self, event: Happened) -> None:
        """Take in a question that stops the clock."""
        self.questions[event.data["delivery"]] = Clarification(event.occurred_on)

    def question_answered(self, event: Happened) -> None:
        """Take in the day of the answer."""
        asked = self.questions[event.data["delivery"]]
        self.questions[event.data["delivery"]] = Clarification(asked.sent_on, event.occurred_on)

    def extended(self, event: Happened) -> None:
        """Take in the notice of an extension."""
        months, outside = int(event.data["months"]), event.data["outside"]
        self.extension = event.data["delivery"], Extension(event.occurred_on, months, outside)

    def fee_asked(self, event: Happened) -> None:
        """Take in that a fee was asked for."""
        self.fee = event.data["delivery"], Fee(event.occurred_on)

    def fee_paid(self, event: Happened) -> None:
        """Take in the day of payment."""
        if self.fee is not None:
            self.fee = self.fee[0], Fee(self.fee[1].asked_on, event.occurred_on)

    def came_back(self, event: Happened) -> None:
        """Forget what came back: it was never asked, and never given notice of."""
        delivery = event.data["delivery"]
        self.questions.pop(delivery, None)
        if self.extension is not None and self.extension[0] == delivery:
            self.extension = None
        if self.fee is not None and self.fee[0] == delivery:
            self.fee = None

    def ended(self, event: Happened) -> None:
        """Take in the day from which no date is owed any more."""
        self.closed_on = self.closed_on or event.occurred_on

    def reopened(self, event: Happened) -> None:
        """Let the time run again where the case had ended without an answer."""
        if event.data["runs"]:
            self.closed_on = None


def _proof(asked_on: date | None, arrived_on: date | None, accepted_on: date | None) -> Proof | None:
    """Return a question and its answer; one whose answer was here before it held nothing up."""
    if asked_on is None or (arrived_on is not None and arrived_on < asked_on):
        return None
    return Proof(asked_on, arrived_on, accepted_on)


#: What a clock hears, and how it takes it in; every other event moves no date.
_HEAR: Mapping[EventType, Callable[[_Told, Happened], None]] = {
    EventType.CASE_OPENED: _Told.opened_by,
    EventType.CALENDAR_APPLIED: _Told.calendar_applied,
    EventType.IDENTITY_REQUESTED: _Told.identity_asked,
    EventType.IDENTITY_SETTLED: _Told.identity_settled,
    EventType.IDENTITY_PROVEN: _Told.identity_settled,
    EventType.PROOF_ASKED_BY_RULE: _Told.asked_by_rule,
    EventType.AUTHORITY_REQUESTED: _Told.authority_asked,
    EventType.AUTHORITY_SETTLED: _Told.authority_settled,
    EventType.CLARIFICATION_SENT: _Told.question_sent,
    EventType.CLARIFICATION_ANSWERED: _Told.question_answered,
    EventType.EXTENSION_NOTIFIED: _Told.extended,
    EventType.MESSAGE_CAME_BACK: _Told.came_back,
    EventType.FEE_REQUESTED: _Told.fee_asked,
    EventType.FEE_PAID: _Told.fee_paid,
    EventType.REOPENED: _Told.reopened,
    **dict.fromkeys(ENDED, _Told.ended),
}
HEARD = tuple(_HEAR)


def standing_from(events: Iterable[Happened], right: str) -> Standing:
    """Return the clock's facts as the events of one case tell them, in their order."""
    told = _Told()
    for event in events:
        told.hear(event)
    if told.opened is None:
        raise LookupError("a case without its opening event has no clock")
    days = told.opened["promise_days"]
    # What takes effect on receipt waits for nobody's proof, also where it was asked for before it was sorted.
    at_once = right in OF_EFFECT
    facts = Facts(
        jurisdiction=told.opened["jurisdiction"],
        right=right,
        zone=told.opened["zone"],
        received_at=datetime.fromisoformat(told.opened["received_at"]),
        identity=None if at_once else told.proof,
        authority=None if at_once else told.authority,
        asked_by_rule_on=told.asked_by_rule_on if told.proof is None and not at_once else None,
        clarifications=tuple(told.questions.values()),
        fee=told.fee[1] if told.fee else None,
        extension=told.extension[1] if told.extension else None,
        closed_on=told.closed_on,
        promise=Promise(days) if days else None,
    )
    return Standing(facts, told.calendar_number)


def standing_of(case: Case) -> Standing:
    """Return what a case's events tell."""
    return standing_from(case.events.filter(type__in=HEARD).order_by("sequence"), case.right)
