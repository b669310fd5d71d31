"""What staff get by mail: the daily digest, and reminders of tasks to those who keep a system."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from dsar.enums import Action, DeliveryKind, Right, Role, Status
from dsar.letters.mail import render_mail
from dsar.models import Case, Delivery, HolderTask, System
from dsar.services import cases, digest, holder_reminders, tasks
from tests.factories.office import NOW, a_case, an_office, staff
from tests.factories.rights import begun, case_of
from tests.factories.staff import a_colleague, client_of

pytestmark = pytest.mark.django_db


def digests() -> list[Delivery]:
    return list(Delivery.objects.filter(kind=DeliveryKind.DIGEST).order_by("created_at"))


def morning(case: Case, days_before: int) -> datetime:
    assert case.limit_on is not None
    return datetime.combine(case.limit_on - timedelta(days=days_before), NOW.timetz())


def test_the_digest_comes_once_a_day_and_says_what_the_desk_says() -> None:
    case = a_case()
    cases.assign(case, owner=staff(Role.CASEWORKER), actor=staff(Role.DPO), now=NOW)
    at = morning(case, 3)
    assert [digest.send(at), digest.send(at + timedelta(hours=5))] == [1, 0]
    (sent,) = digests()
    assert sent.open("to") == staff(Role.CASEWORKER).email
    told = json.loads(sent.open("context"))
    assert {"count": 1, "what": "due in 7 days"}.items() <= told["lines"][-1].items()
    mail = render_mail(sent.kind, told, "en-gb")
    assert "1 due in 7 days" in mail.text
    assert "Lindqvist" not in mail.text
    assert digest.send(at + timedelta(days=1)) == 1


def test_no_digest_at_night_and_none_with_nothing_in_it() -> None:
    case = a_case()
    cases.assign(case, owner=staff(Role.CASEWORKER), actor=staff(Role.DPO), now=NOW)
    assert digest.send(morning(case, 3).replace(hour=5)) == 0
    assert digest.send(NOW) == 0, "the date is a month away"
    assert digests() == []


def given(now: datetime = NOW) -> HolderTask:
    """A task of a system whose holder has an account."""
    holder = a_colleague(an_office(), Role.HOLDER)
    system = System.objects.order_by("name").first()
    assert system is not None
    System.objects.filter(pk=system.pk).update(holder=holder)
    system.refresh_from_db()
    case = begun(case_of(Right.ERASURE))
    tasks.plan(case, [tasks.Line(Action.ERASE, system=system)], actor=staff(Role.CASEWORKER), now=now)
    return HolderTask.objects.get(case=case)


def test_a_holder_is_told_of_the_task_and_reminded_on_each_rung_once() -> None:
    task = given()
    assert task.assignee is not None
    assert task.due_on is not None
    asked = Delivery.objects.get(kind=DeliveryKind.HOLDER_REQUEST)
    assert asked.open("to") == task.assignee.email
    assert "Lindqvist" not in asked.open("context")
    rungs = []
    for day in range(-3, 5):
        now = datetime.combine(task.due_on + timedelta(days=day), NOW.timetz()).astimezone(UTC)
        rungs += [day] * (holder_reminders.remind(now) + holder_reminders.remind(now))
    assert rungs == [-1, 0, 1]


def test_the_digest_counts_the_late_tasks_that_its_link_shows() -> None:
    task = given()
    assert task.due_on is not None
    at = datetime.combine(task.due_on + timedelta(days=1), NOW.timetz())
    digest.send(at)
    lines = [line for sent in digests() for line in json.loads(sent.open("context"))["lines"]]
    (late,) = {(line["count"], line["link"]) for line in lines if line["what"] == "late at the holders"}
    with time_machine.travel(at, tick=False):
        client = client_of(Role.CASEWORKER)
        shown = client.get(late[1].removeprefix(settings.BASE_URL)).context["tasks"]
        assert (len(shown), shown) == (late[0], [task])
    with time_machine.travel(at - timedelta(days=1), tick=False):
        assert client_of(Role.CASEWORKER).get(reverse("dsar:tasks") + "?late=1").context["tasks"] == []


def test_what_is_confirmed_or_closed_is_left_in_peace() -> None:
    task = given()
    assert task.due_on is not None
    late = datetime.combine(task.due_on + timedelta(days=3), NOW.timetz())
    Case.objects.filter(pk=task.case_id).update(status=Status.CLOSED, closed_at=NOW, outcome="withdrawn")
    assert holder_reminders.remind(late) == 0
