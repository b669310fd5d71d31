"""Reminders: every rung of every date once, however many beats there are and whenever they come back."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dsar.enums import DeliveryKind, Role
from dsar.models import Case, Controller, Delivery, Job
from dsar.services import cases, clock
from dsar.services.reminders import remind, rung_of
from identity.enums import Doubt
from identity.services import checks
from tests.factories.office import NOW, a_case, an_office, staff
from tests.support.databases import CommittedDatabase
from tests.support.threads import at_once


def before(case: Case, days: int) -> datetime:
    """The morning so many days before the limit of a case."""
    assert case.limit_on is not None
    return datetime.combine(case.limit_on - timedelta(days=days), NOW.timetz())


def reminders(case: Case) -> list[tuple[str, str, str]]:
    """What was written of the dates of a case: of what, of which date, on which rung."""
    rows = Delivery.objects.filter(kind=DeliveryKind.REMINDER, case=case).exclude(about__contains=":notice:")
    rows = rows.order_by("created_at", "about")
    return [tuple(row.about.split(":")[1:]) for row in rows]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("left", "rung"),
    [
        *[(40, ""), (15, ""), (14, "14"), (13, "14"), (8, "14"), (7, "7"), (4, "7"), (3, "3"), (2, "3")],
        *[(1, "1"), (0, "0"), (-1, "late"), (-400, "late")],
    ],
)
def test_the_rung_of_every_day(left: int, rung: str) -> None:
    assert rung_of(left) == rung


@pytest.mark.django_db
def test_each_rung_is_written_on_its_first_day_and_once() -> None:
    case = a_case()
    written = {}
    for left in range(20, -6, -1):
        for _ in range(2):
            for rung in reminders(case)[len(written) :]:
                written[rung] = left
            remind(before(case, left))
    limit = f"{case.limit_on:%Y%m%d}"
    assert written == {
        ("limit", limit, r): n for r, n in zip(("14", "7", "3", "1", "0"), (14, 7, 3, 1, 0), strict=True)
    } | {("limit", limit, "late"): -1}


@pytest.mark.django_db
def test_a_target_before_the_limit_has_rungs_of_its_own() -> None:
    controller = an_office()
    Controller.objects.filter(pk=controller.pk).update(promise_days=20)
    case = a_case()
    assert case.target_on is not None
    assert case.target_on < case.limit_on
    remind(datetime.combine(case.target_on, NOW.timetz()))
    assert set(reminders(case)) == {
        ("target", f"{case.target_on:%Y%m%d}", "0"),
        ("limit", f"{case.limit_on:%Y%m%d}", rung_of((case.limit_on - case.target_on).days)),
    }


@pytest.mark.django_db
def test_a_beat_that_was_away_writes_the_nearest_rung_only() -> None:
    case = a_case()
    remind(before(case, 14))
    remind(before(case, 2))
    assert [rung for _, _, rung in reminders(case)] == ["14", "3"]
    remind(before(case, -9))
    assert [rung for _, _, rung in reminders(case)] == ["14", "3", "late"]


@pytest.mark.django_db
def test_a_date_that_moved_is_reminded_of_anew() -> None:
    case = a_case()
    remind(before(case, 14))
    asked, arrived = before(case, 13), before(case, 10)
    checks.ask(
        case, doubt=Doubt.NAME_DIFFERS, why="The name differs.", actor=staff(Role.CASEWORKER), now=asked
    )
    case.refresh_from_db()
    first = date(2026, 12, 24)
    remind(asked + timedelta(hours=1))
    assert [on for _, on, _ in reminders(case)] == [f"{first:%Y%m%d}"], "nothing runs while proof is awaited"
    checks.settle(
        case.submission,
        method="document",
        arrived_on=arrived.date(),
        actor=staff(Role.CASEWORKER),
        now=arrived,
    )
    case.refresh_from_db()
    assert case.limit_on > first
    remind(before(case, 14))
    assert reminders(case) == [("limit", f"{on:%Y%m%d}", "14") for on in (first, case.limit_on)]


@pytest.mark.django_db
def test_the_owner_and_the_dpo_are_told_and_nobody_twice() -> None:
    case = a_case()
    remind(before(case, 14))
    cases.assign(case, owner=staff(Role.CASEWORKER), actor=staff(Role.DPO), now=NOW)
    remind(before(case, 7))
    cases.assign(case, owner=staff(Role.DPO), actor=staff(Role.DPO), now=NOW)
    remind(before(case, 3))
    rows = Delivery.objects.filter(kind=DeliveryKind.REMINDER, about__contains=":limit:").order_by(
        "created_at"
    )
    owner, dpo = staff(Role.CASEWORKER).email, staff(Role.DPO).email
    assert [row.open("to") for row in rows] == [dpo, f"{owner}, {dpo}", dpo]


@pytest.mark.django_db
def test_the_day_is_the_controllers_day_not_that_of_utc() -> None:
    summer = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
    case = a_case(controller=an_office(), now=summer)
    late_evening = datetime.combine(case.limit_on - timedelta(days=15), summer.timetz()).replace(
        hour=23, minute=30
    )
    assert remind(late_evening.replace(hour=22)) == 0
    assert remind(late_evening) == 1, "half past midnight in London, two weeks before"


@pytest.mark.django_db
def test_a_case_that_was_closed_is_left_in_peace() -> None:
    case = a_case()
    Case.objects.filter(pk=case.pk).update(status="closed", closed_at=NOW, outcome="withdrawn")
    assert remind(before(case, 1)) == 0


def test_eight_beats_at_once_write_each_reminder_once(committed_db: CommittedDatabase) -> None:
    controller = an_office()
    Controller.objects.filter(pk=controller.pk).update(promise_days=20)
    found = [a_case(controller=Controller.objects.get()) for _ in range(5)]
    now = before(found[0], 7)
    made = at_once(8, lambda _number: remind(now))
    # Of each case the limit, the target, and the last day for notice of an extension.
    assert sum(made) == 15
    assert Delivery.objects.filter(kind=DeliveryKind.REMINDER).count() == 15
    assert (
        Job.objects.filter(
            kind="send", subject_id__in=Delivery.objects.filter(kind="reminder").values("pk")
        ).count()
        == 15
    )


@pytest.mark.django_db
def test_the_last_day_for_notice_of_an_extension_is_reminded_of_while_it_can_be_given() -> None:
    case = a_case()
    last = clock.explain(case, today=NOW.date()).extension_notice_unrolled_by
    assert last is not None
    written = {}
    for day in range(-12, 4):
        remind(datetime.combine(last + timedelta(days=day), NOW.timetz()))
        rows = Delivery.objects.filter(case=case, about__contains=":notice:")
        written |= {
            row.about.rsplit(":", 1)[1]: day for row in rows if row.about.rsplit(":", 1)[1] not in written
        }
    assert written == {"7": -7, "1": -1}
