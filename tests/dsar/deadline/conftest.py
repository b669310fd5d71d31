"""A case with a clock, and a worker that takes its messages."""

from datetime import UTC, date, datetime

import pytest

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, Role
from dsar.models import Case, Controller, Delivery, Job, User
from dsar.services import clock, job_runner
from tests.factories.office import a_case, an_office, staff
from tests.factories.road import due_now

RECEIVED = date(2026, 11, 24)  # a Tuesday; the month ends on Thursday 24 December
FACTS = "The archive is kept on tape."
QUESTION = "Do you want the calls, the orders, or everything?"
REASON = "We hold twelve years of recorded calls."


@pytest.fixture
def case(db: None) -> Case:
    """An access case of the demo office, received on 24 November 2026."""
    an_office()
    return a_case()


@pytest.fixture
def actor(case: Case) -> User:
    return staff(Role.CASEWORKER)


def at(month: int, day: int, year: int = 2026, hour: int = 12) -> datetime:
    """Noon of a day."""
    return datetime(year, month, day, hour, tzinfo=UTC)


def sent(case: Case, kind: DeliveryKind, now: datetime) -> Delivery:
    """Let a worker send the newest message of a kind at an instant."""
    delivery = Delivery.objects.filter(case=case, kind=kind).order_by("-created_at")[0]
    job = Job.objects.get(subject_id=delivery.pk)
    due_now(job)
    job_runner.run(job.pk, clock=lambda: now)
    return Delivery.objects.get(pk=delivery.pk)


def told(case: Case, now: datetime | None = None) -> tuple[str, date | None]:
    """State and limit, as stored; the replay of the case's events must tell the same."""
    case = Case.objects.select_related("submission", "controller").get(pk=case.pk)
    today = civil_date(case.controller, now) if now else RECEIVED
    result = clock.explain(case, today=today)
    replayed = (result.state, result.start_on, result.limit_on, result.target_on, result.extension_notice_by)
    stored = (case.clock_state, case.clock_start_on, case.limit_on, case.target_on, case.extension_notice_on)
    assert replayed == stored
    assert case.clock_calendar == result.calendar_version
    return case.clock_state, case.limit_on


def office_of(case: Case) -> Controller:
    return Controller.objects.get(pk=case.controller_id)
