"""The rules that walks are held to see what is broken: each is broken here by hand, past all services."""

import random
from collections.abc import Callable

import pytest
from django.conf import LazySettings

from dsar.audit import record
from dsar.enums import EventType, Outcome, Right, Role, Status
from dsar.models import Case, Event, Suppression
from exports.models import Package
from tests.dsar.rights.walk_rules import broken, look
from tests.dsar.rights.walking import Tally, everybody, road, walk
from tests.factories.office import NOW, an_office, staff
from tests.factories.rights import case_of, days
from tests.factories.road import settled

pytestmark = pytest.mark.django_db


def seen_after(case: Case, breaking: Callable[[], object]) -> str:
    """What the rules say after something was done to a case behind its back."""
    before = look(case)
    breaking()
    return "; ".join(broken(case, before, today=NOW.date()))


def change(case: Case, **columns: object) -> Callable[[], object]:
    return lambda: Case.objects.filter(pk=case.pk).update(**columns)


def test_nothing_done_breaks_nothing() -> None:
    for right in (Right.ACCESS, Right.MARKETING):
        assert seen_after(case_of(right), lambda: None) == ""


def test_a_status_without_its_event_is_seen() -> None:
    case = case_of(Right.ACCESS)
    said = seen_after(case, change(case, status=Status.SEARCHING))
    assert "the case is at searching, and its log leads to received" in said


def test_a_step_by_a_role_that_may_not_take_it_is_seen() -> None:
    case = settled(case_of(Right.ERASURE))

    def begun_by(role: Role, who: Role) -> None:
        record(EventType.WORK_BEGUN, at=NOW, case=case, actor=staff(who), role=role)
        Case.objects.filter(pk=case.pk).update(status=Status.DECIDING)

    assert "work_begun by auditor" in seen_after(case, lambda: begun_by(Role.AUDITOR, Role.AUDITOR))
    Case.objects.filter(pk=case.pk).update(status=Status.READY)
    assert "work_begun by dpo" in seen_after(case, lambda: begun_by(Role.DPO, Role.AUDITOR))


def test_a_clock_that_moved_by_itself_is_seen() -> None:
    case = case_of(Right.ACCESS)
    said = seen_after(case, change(case, limit_on=days(90).date()))
    assert "the clock moved without an event" in said
    assert "the events say" in said


def test_an_end_without_its_message_is_seen() -> None:
    case = case_of(Right.ACCESS)
    gone = change(case, status=Status.CLOSED, closed_at=NOW, outcome=Outcome.WITHDRAWN)
    assert "withdrawn without its message" in seen_after(case, gone)


def test_what_takes_effect_at_once_and_waits_or_is_off_the_list_is_seen() -> None:
    case = case_of(Right.MARKETING)
    assert "waits at ready" in seen_after(case, change(case, status=Status.READY))
    case = case_of(Right.CONSENT)
    off = Suppression.objects.filter(case=case).update
    assert "not on the suppression list" in seen_after(case, lambda: off(lifted_at=NOW))


def test_a_package_that_nobody_released_is_seen(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.JOB_LEASE_SECONDS = 600
    monkeypatch.setattr("dsar.letters.letter.to_pdf", lambda _html: b"%PDF-1.7 a letter that is not set")
    an_office()
    reviewed = (
        case for case in road(Right.RESTRICTION) if Case.objects.filter(pk=case.pk, status=Status.IN_REVIEW)
    )
    case = next(reviewed)
    out = Package.objects.filter(case=case).update
    assert "a package is out that nobody released" in seen_after(case, lambda: out(state="released"))


def test_a_walk_leaves_nothing_behind() -> None:
    actors, tally = everybody(), Tally()
    case = next(road(Right.OBJECTION))
    events = Event.objects.count()
    walk(case, actors, random.Random(1), tally)
    assert (tally.walks, tally.steps) == (1, 8)
    assert Event.objects.count() == events
    assert Case.objects.get(pk=case.pk).status == Status.RECEIVED
