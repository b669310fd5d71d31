"""What is owed next and by when: in the list, in the reminders, in the counts; and what is held meanwhile."""

from datetime import datetime, timedelta

import pytest

from dsar.enums import Channel, DeliveryKind, Role
from dsar.models import Complaint, Controller, Delivery
from dsar.selectors import complaint_periods, complaints, holds
from dsar.selectors.complaints import Filters
from dsar.selectors.scope import Scope
from dsar.services.complaints import closing, steps
from dsar.services.complaints.about import About
from dsar.services.complaints.reminders import remind, rung_of
from tests.factories.complaints import ANSWER, a_complaint, go_out
from tests.factories.office import NOW, a_case, an_office, staff
from tests.support.databases import CommittedDatabase
from tests.support.mail import MailServer
from tests.support.threads import at_once


def shown(now: datetime, role: Role = Role.DPO, **filters: str) -> list[str]:
    """The references that a view of the list shows, in its order."""
    scope = Scope(staff(role), now)
    return [row.reference for row in complaints.rows(scope, Filters.read(filters))]


def reminders(complaint: Complaint) -> list[tuple[str, str]]:
    """What was written for a complaint: of what, on which rung."""
    rows = Delivery.objects.filter(kind=DeliveryKind.REMINDER, about__startswith=str(complaint.pk))
    found = [row.about.split(":") for row in rows.order_by("created_at", "about")]
    return [(what.removeprefix("complaint_"), rung) for _id, what, _on, rung in found]


@pytest.mark.django_db
def test_those_come_first_that_are_owed_a_word_first(smtp_server: MailServer) -> None:
    old = a_complaint(now=NOW - timedelta(days=20))
    new = a_complaint(now=NOW)
    answered = a_complaint(now=NOW - timedelta(days=2), channel=Channel.WEB_FORM)
    go_out(Delivery.objects.get(), NOW)
    assert complaints.next_owed(old)[0] == "progress"
    assert shown(NOW) == [old.reference, answered.reference, new.reference]
    steps.tell_by_mail(old, "We look into it.", actor=staff(Role.CASEWORKER), now=NOW)
    go_out(Delivery.objects.get(kind=DeliveryKind.COMPLAINT_PROGRESS), NOW)
    old.refresh_from_db()
    assert complaints.next_owed(old) == ("ack", old.ack_by_on)
    assert shown(NOW, owed="ack") == [old.reference]
    assert shown(NOW, state="acknowledged") == [answered.reference]


@pytest.mark.django_db
def test_the_database_and_the_page_agree_on_what_is_owed() -> None:
    for days in (0, 5, 13, 20, 31):
        a_complaint(now=NOW - timedelta(days=days))
    by_name = {name: set(shown(NOW, owed=name)) for name in complaints.OWED}
    assert sum(len(found) for found in by_name.values()) == 5
    for row in Complaint.objects.all():
        what, _on = complaints.next_owed(row)
        assert row.reference in by_name[what]


@pytest.mark.django_db
def test_late_is_what_was_owed_before_today() -> None:
    complaint = a_complaint()
    scope = Scope(staff(Role.DPO), NOW + timedelta(days=14))
    assert complaints.late(scope) == 0, "the word is due today"
    assert complaints.late(Scope(staff(Role.DPO), NOW + timedelta(days=15))) == 1
    assert shown(NOW + timedelta(days=15), owed="late") == [complaint.reference]
    assert complaints.to_acknowledge(scope) == 1


@pytest.mark.django_db
def test_closed_ones_are_shown_when_asked_for() -> None:
    complaint = a_complaint()
    closing.withdraw(complaint, "By phone.", on=NOW.date(), actor=staff(Role.DPO), now=NOW)
    assert shown(NOW) == []
    assert shown(NOW, state="all") == shown(NOW, state="closed") == [complaint.reference]
    assert complaints.late(Scope(staff(Role.DPO), NOW + timedelta(days=90))) == 0


@pytest.mark.django_db
def test_a_view_is_what_its_address_says_and_nothing_else() -> None:
    complaint = a_complaint()
    assert shown(NOW, state="x' OR 1=1", owed="nothing", owner="everybody") == [complaint.reference]
    assert shown(NOW, owner="mine") == []
    steps.assign(complaint, staff(Role.DPO), actor=staff(Role.DPO), now=NOW)
    assert shown(NOW, owner="mine") == [complaint.reference]
    assert shown(NOW, owner="nobody") == []
    assert shown(NOW, controller="elsewhere") == []


@pytest.mark.django_db
def test_counts_by_quarter(smtp_server: MailServer) -> None:
    summer = NOW - timedelta(days=100)
    in_time = a_complaint(now=summer)
    closing.decide(
        in_time, ANSWER, part=False, by_post=False, actor=staff(Role.DPO), now=summer + timedelta(days=20)
    )
    too_late = a_complaint(now=summer)
    closing.withdraw(too_late, "By phone.", on=NOW.date(), actor=staff(Role.DPO), now=NOW)
    a_complaint()
    found = complaint_periods.periods([an_office().pk])
    assert [(p.first_on.isoformat(), p.received, p.in_time, p.waiting) for p in found] == [
        ("2026-10-01", 1, 0, 1),
        ("2026-07-01", 2, 1, 0),
    ]
    assert (found[1].partly, found[1].withdrawn, found[1].upheld) == (1, 1, 0)
    assert complaint_periods.periods([]) == []


@pytest.mark.parametrize(
    ("what", "left", "rung"),
    [
        *[("complaint_ack", 8, ""), ("complaint_ack", 7, "7"), ("complaint_ack", 4, "7")],
        *[("complaint_ack", 3, "3"), ("complaint_ack", 1, "1"), ("complaint_ack", 0, "0")],
        *[("complaint_ack", -1, "late"), ("complaint_progress", 2, ""), ("complaint_progress", 1, "1")],
        *[("complaint_progress", 0, "0"), ("complaint_outcome", 7, "7")],
    ],
)
def test_the_rung_of_every_day(what: str, left: int, rung: str) -> None:
    assert rung_of(what, left) == rung


@pytest.mark.django_db
def test_each_rung_is_written_once_however_many_beats_there_are() -> None:
    complaint = a_complaint()
    for day in range(36):
        for _beat in range(2):
            remind(NOW + timedelta(days=day))
    told = reminders(complaint)
    for what, rungs in {
        "ack": ["7", "3", "1", "0", "late"],
        "progress": ["1", "0", "late"],
        "outcome": ["7", "3", "1", "0", "late"],
    }.items():
        assert [rung for name, rung in told if name == what] == rungs


@pytest.mark.django_db
def test_owner_and_dpos_are_told_and_a_closed_complaint_is_left_in_peace() -> None:
    complaint = a_complaint()
    steps.assign(complaint, staff(Role.CASEWORKER), actor=staff(Role.DPO), now=NOW)
    remind(NOW + timedelta(days=13))
    (row,) = Delivery.objects.all()
    assert row.open("to") == f"{staff(Role.CASEWORKER).email}, {staff(Role.DPO).email}"
    closing.withdraw(complaint, "By phone.", on=NOW.date(), actor=staff(Role.DPO), now=NOW)
    assert remind(NOW + timedelta(days=40)) == 0


@pytest.mark.django_db
def test_a_reminder_says_what_is_owed_and_for_which_complaint(smtp_server: MailServer) -> None:
    complaint = a_complaint()
    remind(NOW + timedelta(days=23))
    for row in Delivery.objects.filter(kind=DeliveryKind.REMINDER):
        go_out(row)
    told = {str(m["subject"]): m.get_body(("plain",)).get_content() for m in smtp_server.messages}  # type: ignore[union-attr]
    assert len(told) == 3
    assert all(complaint.reference in subject for subject in told)
    limit = next(body for subject, body in told.items() if "limit" in subject)
    assert "acknowledge" in limit
    assert f"/desk/complaints/{complaint.pk}/" in limit
    assert "asked" not in "".join(told.values())


def test_eight_beats_at_once_write_each_reminder_once(committed_db: CommittedDatabase) -> None:
    for _ in range(3):
        a_complaint(controller=Controller.objects.first())
    made = at_once(8, lambda _number: remind(NOW + timedelta(days=29)))
    assert sum(made) == 9
    assert Delivery.objects.filter(kind=DeliveryKind.REMINDER).count() == 9


@pytest.mark.django_db
def test_while_it_is_open_its_request_is_held() -> None:
    case = a_case()
    assert not holds.held(case.submission)
    complaint = a_complaint(controller=case.controller, about=About(case.submission, case))
    a_complaint(controller=case.controller)
    assert holds.held(case.submission)
    assert list(holds.submissions()) == [case.submission]
    closing.withdraw(complaint, "By phone.", on=NOW.date(), actor=staff(Role.DPO), now=NOW)
    assert not holds.held(case.submission)
