"""What somebody asked in their own words: a case with its date from the first day, sorted by a caseworker."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from dsar.audit.sentences import sentence
from dsar.enums import Action, DeliveryKind, EventType, IdentityRule, Right, Role, Status
from dsar.models import Case, Delivery
from dsar.selectors import requester
from dsar.selectors.next_step import in_short, next_step
from dsar.selectors.scope import Scope
from dsar.selectors.today import counts
from dsar.services import cases, clock, sorting
from dsar.services.doctor import examine
from dsar.services.errors import Refused
from dsar.services.notices import told_in
from dsar.services.outbox import rendered
from dsar.services.reminders import remind
from dsar.states import TABLE, from_status
from identity.enums import Doubt
from identity.services import checks
from tests.factories.office import NOW, an_office, staff
from tests.factories.rights import asked_for, days
from tests.factories.road import settled

pytestmark = pytest.mark.django_db
RECEIVED, DUE = date(2026, 11, 24), date(2026, 12, 24)


def unsorted(**given: Any) -> Case:
    return asked_for(Right.UNSORTED, **given).cases.get()


def sort(case: Case, *rights: Right, number: int = 2) -> list[Case]:
    found = sorting.sort(case, rights=rights, actor=staff(Role.CASEWORKER), now=days(number))
    assert {each.limit_on for each in found if each.limit_on} <= {case.limit_on, DUE}
    return found


def faults(number: int) -> list[str]:
    """What the doctor says of cases."""
    return [line for line in examine(days(number), strict=True) if line.startswith("case")]


def test_the_clock_runs_from_the_first_day_and_the_acknowledgement_names_the_date_at_once() -> None:
    case = unsorted()
    assert (case.status, case.limit_on) == (Status.RECEIVED, DUE)
    said = told_in(Delivery.objects.get(kind=DeliveryKind.ACKNOWLEDGEMENT))
    assert "24 December 2026" in said["why"]
    assert said["own_words"] is True
    lines = requester.timeline(case, document_waits=False)
    assert [line.text for line in lines][-3:] == [
        "A person reads what you wrote, to see what you need.",
        "We tell you how we understood it, and you can correct us.",
        "You have our answer here.",
    ]
    assert "24 December 2026" in str(lines[-1].when)


def test_sorting_is_the_next_step_and_stands_on_today_and_in_lists() -> None:
    case = unsorted()
    assert next_step(case, NOW).url_name == "dsar:case_sort"
    assert in_short(case) == "Sort what was asked"
    assert counts(Scope(staff(Role.CASEWORKER), NOW), "")["unsorted"] == 1
    sort(case, Right.ACCESS)
    assert counts(Scope(staff(Role.CASEWORKER), NOW), "")["unsorted"] == 0


def test_nothing_can_be_answered_before_it_is_sorted() -> None:
    rows = [row for row in TABLE if row.right == Right.UNSORTED]
    assert {row.target for row in rows} == {
        *(Status.RECEIVED, Status.AWAITING_IDENTITY, Status.READY, Status.CLOSED)
    }
    case = settled(unsorted())
    assert case.status == Status.READY
    for name in ("search", "begin", "refuse", "prepare"):
        with pytest.raises(Refused):
            cases.move(case, name, actor=staff(Role.DPO), now=NOW)
    assert "sort" in {row.name for row in from_status(Right.UNSORTED, Status.READY)}


def test_the_case_becomes_the_first_right_and_each_further_one_a_case_of_the_same_receipt() -> None:
    case = unsorted()
    found = sort(case, Right.ERASURE, Right.ACCESS, number=20)
    assert [(each.number, each.right) for each in found] == [(1, "access"), (2, "erasure")]
    assert found[0].pk == case.pk
    assert {each.limit_on for each in found} == {DUE}
    for each in found:
        assert clock.explain(each, today=DUE).start_on == RECEIVED
        assert each.events.filter(type=EventType.SORTED).count() == 1
    assert faults(20) == []


def test_the_person_is_told_once_how_it_was_understood_and_the_log_says_it() -> None:
    case = unsorted()
    sort(case, Right.ACCESS, Right.RECTIFICATION)
    told = Delivery.objects.get(kind=DeliveryKind.UNDERSTOOD)
    assert told_in(told)["right"] == ["access", "rectification"]
    event = case.events.get(type=EventType.SORTED)
    assert event.actor == staff(Role.CASEWORKER)
    assert sentence(event.type, event.data).endswith("was sorted: Access, Rectification.")
    assert "told you how we understood it" in str(requester.timeline(case, document_waits=False))
    with pytest.raises(Refused, match="sorted already"):
        sort(case, Right.ACCESS)


@pytest.mark.parametrize("rights", [(), (Right.UNSORTED,)])
def test_it_is_sorted_into_rights_of_the_law_alone(rights: Sequence[Right]) -> None:
    with pytest.raises(Refused, match="at least one right"):
        sorting.sort(unsorted(), rights=rights, actor=staff(Role.CASEWORKER), now=NOW)
    assert Case.objects.get().right == Right.UNSORTED


def test_what_was_asked_and_proven_before_holds_for_every_right() -> None:
    case = unsorted()
    caseworker = staff(Role.CASEWORKER)
    checks.ask(case, doubt=Doubt.UNUSUAL, why="It is unusual.", actor=caseworker, now=days(1))
    waiting = Case.objects.get()
    assert (waiting.status, waiting.limit_on) == (Status.AWAITING_IDENTITY, None)
    access, erasure = sort(waiting, Right.ACCESS, Right.ERASURE)
    assert {each.status for each in (access, erasure)} == {Status.AWAITING_IDENTITY}
    assert {each.limit_on for each in (access, erasure)} == {None}
    settled(access, now=days(6))
    later = list(Case.objects.order_by("number"))
    assert {(each.status, each.limit_on) for each in later} == {(Status.READY, date(2026, 12, 30))}


def test_what_takes_effect_on_receipt_waits_for_no_proof_that_was_asked_before() -> None:
    controller = an_office()
    controller.identity_rule = IdentityRule.ALWAYS
    controller.save()
    case = unsorted(controller=controller)
    assert case.status == Status.AWAITING_IDENTITY
    found = sort(case, Right.MARKETING, Right.CONSENT)
    assert {each.status for each in found} == {Status.ACTING}
    assert {each.limit_on for each in found} == {DUE}
    assert case.submission.cases.filter(tasks__action=Action.STOP).exists()
    assert faults(2) == []


def test_beside_a_right_that_waits_marketing_stops_at_once() -> None:
    access, marketing = sort(unsorted(), Right.MARKETING, Right.ACCESS)
    told = " ".join(rendered(Delivery.objects.get(kind=DeliveryKind.UNDERSTOOD)).text.split())
    assert "You said no to marketing, and that is enough: it holds from 26 November 2026" in told
    assert (access.right, access.status) == (Right.ACCESS, Status.RECEIVED)
    assert (marketing.right, marketing.status) == (Right.MARKETING, Status.ACTING)


def test_reminders_come_as_for_any_right_and_what_lies_unsorted_is_seen() -> None:
    unsorted()
    assert remind(days(23)) == 2, "of the limit, and of the last day for an extension"
    assert faults(6) == []
    assert "it waits to be sorted for 8 days" in " ".join(faults(8))


def test_it_can_be_taken_back_before_it_is_sorted() -> None:
    rows = {row.name: row for row in from_status(Right.UNSORTED, Status.RECEIVED)}
    assert Role.REQUESTER in rows["withdraw"].roles
