"""When a story's steps were taken: staff work on weekdays by day, people write whenever they like."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from config.demo.stories import Step, Story
from dsar.clock import Facts, Promise, compute
from dsar.enums import Channel
from dsar.models import Controller
from dsar.services import clock

#: Days that a step comes after the one before it, where its story does not say.
USUAL = {
    "prove": 0.02,
    "take": 0.5,
    "note": 0.1,
    "begin": 0.2,
    "ask": 0.3,
    "search": 0.2,
    "own": 0.01,
    "include": 1.2,
    "withhold": 0.2,
    "prepare": 0.3,
    "release": 1.1,
    "send_back": 1.0,
    "fetch": 0.6,
    "decide": 1.1,
    "carry_out": 0.1,
    "confirm": 2.0,
    "answer": 0.1,
    "document": 2.0,
    "accept": 0.8,
    "reject": 0.8,
    "paid": 4.0,
    "reply": 5.0,
    "post": 0.4,
    "unfetched": 14.1,
    "silence": 30.0,
}
#: What the requester does, at any hour.
THEIRS = frozenset({"prove", "document", "reply", "fetch", "took_back", "complain"})
OPENS, SHUTS = 9, 17
_LEAST = timedelta(minutes=4)


def arrived_at(story: Story, controller: Controller, today: datetime, random: Random) -> datetime:
    """Return the instant at which a story begins; a letter comes with the post on a working day."""
    zone = ZoneInfo(controller.zone)
    day = today.astimezone(zone).date()
    on = day - timedelta(days=story.ago) if story.due is None else _received_for(story, controller, day)
    if story.channel == Channel.WEB_FORM:
        at = time(random.randrange(7, 22), random.randrange(60), random.randrange(60))
    else:
        at = time(random.randrange(OPENS, SHUTS), random.randrange(0, 60, 5))
        if story.due is None:
            on -= timedelta(days=max(0, on.weekday() - 4))
    return min(datetime.combine(on, at, zone), today - timedelta(minutes=5))


def _received_for(story: Story, controller: Controller, today: date) -> date:
    """Return the latest day of receipt whose limit falls on the wished day; else on the first after it."""
    wanted = today + timedelta(days=story.due or 0)
    calendar = clock.calendar_of(controller)
    days = controller.promise_days

    def limit(on: date) -> date:
        facts = Facts(
            jurisdiction=controller.jurisdiction,
            right=story.asks[0],
            zone=controller.zone,
            received_at=datetime.combine(on, time(12), ZoneInfo(controller.zone)),
            promise=Promise(days) if days else None,
        )
        return compute(facts, calendar=calendar, today=today).limit_on or on

    back = (wanted - timedelta(days=days) for days in range(40, 24, -1))
    possible = [on for on in back if limit(on) >= wanted]
    return min(possible, key=lambda on: (limit(on), wanted - on))


def instants(story: Story, first: datetime, today: datetime, random: Random) -> list[datetime]:
    """Return when each step was taken; where they would reach past today they follow each other sooner."""
    gaps = [_gap(step) for step in story.steps]
    room = (today - first) / timedelta(days=1) - 0.02
    pace = min(1.0, max(room, 0.001) / sum(gaps)) if sum(gaps) else 1.0
    found, at = [], first
    for step, gap in zip(story.steps, gaps, strict=True):
        wanted = at + timedelta(days=gap * pace)
        if step.verb not in THEIRS:
            wanted = _office_hour(wanted, random)
        at = max(min(wanted, today), min(at + _LEAST, today))
        found.append(at)
    return found


def _gap(step: Step) -> float:
    return USUAL.get(step.verb, 1.0) if step.days is None else step.days


def _office_hour(at: datetime, random: Random) -> datetime:
    """Return the same instant, or the next one at which the office is open."""
    if at.hour >= SHUTS:
        at = (at + timedelta(days=1)).replace(hour=OPENS, minute=random.randrange(50))
    elif at.hour < OPENS:
        at = at.replace(hour=OPENS, minute=random.randrange(50))
    if at.weekday() > 4:
        at = (at + timedelta(days=7 - at.weekday())).replace(hour=OPENS, minute=random.randrange(50))
    return at


def next_hour(at: datetime) -> datetime:
    """Return when a letter or a call was written down: some hours later, when the office is open."""
    later = at + timedelta(hours=2, minutes=17)
    return _office_hour(later, Random(0))  # noqa: S311  invented data, not secrets
