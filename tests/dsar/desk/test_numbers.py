"""The numbers of Today are those of the worklist, and neither costs more queries for more cases."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from time_machine import travel

from dsar.enums import Role, Status
from dsar.models import Case
from dsar.selectors import today, worklist
from dsar.selectors.scope import Scope
from dsar.services import cases
from identity.enums import Doubt
from identity.services import checks
from tests.factories.office import NOW, a_submission, an_office, staff
from tests.factories.staff import a_colleague, another_controller, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def many() -> list[Case]:
    """Cases of every age and status: some the caseworker's, some nobody's, one of another controller."""
    controller, caseworker = an_office(NOW - timedelta(days=60)), staff(Role.CASEWORKER)
    found = []
    for number, age in enumerate((45, 40, 33, 31, 28, 27, 25, 20, 12, 5, 2, 0)):
        at = NOW - timedelta(days=age)
        submission = a_submission(controller, name=f"Person {number}", email=f"p{number}@example.org", now=at)
        case = submission.cases.get()
        if number % 2:
            case = cases.assign(case, owner=caseworker, actor=caseworker, now=at)
        if number in (4, 9):
            checks.ask(
                case, doubt=Doubt.ADDRESS_UNKNOWN, why="An address we do not know.", actor=caseworker, now=at
            )
        found.append(case)
    move(found[5], status=Status.IN_REVIEW)
    for case, days in ((found[1], 2), (found[6], 1)):
        at = NOW - timedelta(days=days)
        move(case, status=Status.IN_REVIEW, identity_settled_at=at, prepared_by=caseworker, prepared_at=at)
        move(case, status=Status.RELEASED, released_at=at, released_by=staff(Role.DPO))
    a_submission(another_controller(), email="other@example.org", now=NOW)
    return found


def move(case: Case, **columns: Any) -> None:
    """Put a case where only the numbers matter, not how it came there."""
    Case.objects.filter(pk=case.pk).update(**columns)


@pytest.mark.parametrize("owner", ["", "mine"])
@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.DPO])
def test_each_tile_counts_what_its_link_shows(many: list[Case], role: Role, owner: str) -> None:
    scope = Scope(staff(role), NOW)
    seen = {}
    with travel(NOW, tick=False):
        client = client_of(role)
        for tile in today.tiles(scope, owner):
            page = client.get(f"{reverse('dsar:cases')}?{tile.filters.query()}")
            seen[tile.name] = page.context["page"].count
            assert len(page.context["page"].lines) == tile.count == seen[tile.name], tile.name
    if not owner:
        assert seen["late"] == 2
        assert seen["on_time"] == 1
        assert seen[Status.IN_REVIEW] == 1
        assert seen[Status.AWAITING_IDENTITY] == 2
        assert seen["week"] == 2


def test_the_tiles_on_the_page_are_those_numbers(many: list[Case]) -> None:
    with travel(NOW, tick=False):
        page = client_of(Role.CASEWORKER).get("/desk/?whose=everything")
    counted = today.counts(Scope(staff(Role.CASEWORKER), NOW), "")
    shown = {tile["url"].rpartition("=")[2]: tile["value"] for tile in page.context["tiles"]}
    assert shown == {name: counted[name] for name in shown}
    assert page.context["tiles"][-1]["of"] == 2


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.AUDITOR])
def test_the_late_ones_beside_today_are_those_that_today_shows_and_its_number_leads_to(
    many: list[Case], role: Role
) -> None:
    caseworker = staff(Role.CASEWORKER)
    cases.assign(many[0], owner=caseworker, actor=caseworker, now=NOW)
    with travel(NOW, tick=False):
        page = client_of(role).get("/desk/")
        beside = page.context["nav"]()[0]
        listed = client_of(role).get(beside["late_url"])
        assert f'href="{escape(beside["late_url"])}"' in page.content.decode() or not beside["late"]
    assert beside["late"] == page.context["tiles"][0]["value"] == listed.context["page"].count
    assert beside["late"] == {Role.CASEWORKER: 1, Role.AUDITOR: 2}[role]


def test_the_ribbon_counts_what_its_columns_show(many: list[Case]) -> None:
    with travel(NOW, tick=False):
        client = client_of(Role.CASEWORKER)
        days = client.get("/desk/?whose=everything").context["days"]
        columns = [day for day in days if day["count"]]
        assert len(days) == 45
        assert columns
        for day in columns:
            page = client.get(day["url"])
            assert page.context["page"].count == day["count"]


def test_the_ribbon_is_a_table_too(many: list[Case]) -> None:
    with travel(NOW, tick=False):
        page = client_of(Role.CASEWORKER).get("/desk/?whose=everything&ribbon=table")
    assert "<svg" not in page.content.decode()
    links = re.findall(r"\?on=(\d{4}-\d\d-\d\d)", page.content.decode())
    assert links == [d["on"].isoformat() for d in page.context["days"] if d["count"]]


def test_mine_is_what_i_own_and_for_a_dpo_what_awaits_release(many: list[Case]) -> None:
    caseworker, dpo = staff(Role.CASEWORKER), staff(Role.DPO)
    for user, expected in (
        (caseworker, {c.pk for c in many if c.owner_id == caseworker.pk}),
        (dpo, {many[5].pk}),
    ):
        scope = Scope(user, NOW)
        assert {case.pk for case in scope.cases().filter(scope.mine())} == expected


def queries(client: Client, address: str) -> int:
    """How many queries a page costs, signing in and settings once read aside."""
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


@pytest.mark.parametrize("address", ["/desk/?whose=everything", "/desk/cases/", "/desk/cases/?q=person"])
def test_more_cases_cost_no_more_queries(address: str) -> None:
    controller = an_office()
    client = client_of(Role.CASEWORKER)
    for number in range(2):
        a_submission(controller, name=f"Person {number}", email=f"p{number}@example.org")
    few = queries(client, address)
    for number in range(2, 12):
        a_submission(controller, name=f"Person {number}", email=f"p{number}@example.org")
    assert queries(client, address) == few


def test_a_case_page_costs_a_bounded_number_of_queries() -> None:
    an_office()
    case = a_submission().cases.get()
    assert queries(client_of(Role.CASEWORKER), reverse("dsar:case", args=[case.id])) <= 40


def test_nobody_counts_further_than_a_thousand(many: list[Case], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklist, "MOST", 3)
    page = client_of(Role.CASEWORKER).get("/desk/cases/")
    assert page.context["page"].total == "more than 3"
    assert len(page.context["page"].lines) > 3


def test_a_controller_elsewhere_has_its_own_day() -> None:
    an_office()
    far = another_controller()
    far.zone = "Pacific/Auckland"
    far.save()
    dpo = a_colleague(far, Role.DPO)
    submission = a_submission(far, email="far@example.org", now=NOW)
    limit = submission.cases.get().limit_on
    assert limit is not None
    late_there = NOW.replace(year=limit.year, month=limit.month, day=limit.day, hour=12, minute=0)
    assert today.counts(Scope(dpo, late_there), "")["late"] == 1
    assert today.counts(Scope(dpo, late_there - timedelta(hours=3)), "")["late"] == 0
