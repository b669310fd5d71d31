"""The worklist: pages by key, filters in the address, a search that leaves no words behind."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dsar.enums import EventType, Role, Status
from dsar.models import Case, Event
from dsar.selectors import worklist
from dsar.selectors.filters import Filters
from identity.enums import Doubt
from identity.services import checks
from tests.factories.office import NOW, a_submission, an_office, staff
from tests.factories.staff import client_of

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/cases/"


@pytest.fixture
def client() -> Client:
    an_office(NOW - timedelta(days=60))
    return client_of(Role.CASEWORKER)


def a_few(number: int) -> list[Case]:
    """Cases on a few days, so that some share a date; every fourth has none."""
    found = []
    for n in range(number):
        at = NOW - timedelta(days=n // 3)
        case = a_submission(name=f"Person {n}", email=f"p{n}@example.org", now=at).cases.get()
        if n % 4 == 3:
            checks.ask(case, doubt=Doubt.UNUSUAL, why="Odd.", actor=staff(Role.CASEWORKER), now=at)
        found.append(case)
    return found


@pytest.mark.parametrize("sort", ["due", "-due", "received", "-received"])
def test_the_pages_hold_every_case_once(client: Client, sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklist, "PAGE", 4)
    made = {case.pk for case in a_few(14)}
    address, seen = f"{ADDRESS}?sort={sort}", []
    while address:
        page = client.get(address)
        seen += [line.case for line in page.context["page"].lines]
        address = page.context["next_url"]
    assert len(seen) == len(made)
    assert {case.pk for case in seen} == made
    if sort.endswith("due"):
        dates = [case.limit_on for case in seen]
        dated = [day for day in dates if day]
        assert dated == sorted(dated, reverse=sort.startswith("-"))
        assert dates[len(dated) :] == [None] * (len(dates) - len(dated))


@pytest.mark.parametrize(
    "query",
    [
        "state=nonsense&due=nonsense&sort=reference&right=x&owner=1;drop&on=tomorrow&after=x~y",
        "after=2026-01-01~not-an-id",
        "sort=owner__password",
        "controller=nowhere&q=%00",
        f"owner={'9' * 400}",
    ],
)
def test_an_address_that_makes_no_sense_is_no_error(client: Client, query: str) -> None:
    a_few(1)
    assert client.get(f"{ADDRESS}?{query}").status_code == 200


def test_filters_stand_in_the_address(client: Client) -> None:
    found = a_few(8)
    page = client.get(f"{ADDRESS}?state=awaiting_identity")
    assert {line.case.pk for line in page.context["page"].lines} == {found[3].pk, found[7].pk}
    page = client.get(f"{ADDRESS}?owner=mine")
    assert page.context["page"].lines == []
    assert "No case fits" in page.content.decode()
    assert 'value="mine" selected' in page.content.decode()


def test_closed_cases_hide_until_they_are_asked_for(client: Client) -> None:
    (case,) = a_few(1)
    Case.objects.filter(pk=case.pk).update(status=Status.CLOSED, outcome="withdrawn", closed_at=NOW)
    assert client.get(ADDRESS).context["page"].count == 0
    assert client.get(f"{ADDRESS}?state=all").context["page"].count == 1
    assert client.get(f"{ADDRESS}?q={case.submission.reference}").context["page"].count == 1


@pytest.mark.parametrize(
    "words", ["Sofia", "sof lin", "LINDQVIST", "sofia.lindqvist@example.org", "{reference}"]
)
def test_a_search_finds_the_person_and_leaves_no_words(client: Client, words: str) -> None:
    case = a_submission().cases.get()
    a_submission(name="Somebody Else", email="else@example.org")
    words = words.format(reference=case.submission.reference.lower())
    page = client.get(ADDRESS, {"q": words})
    assert [line.case.pk for line in page.context["page"].lines] == [case.pk]
    event = Event.objects.filter(type=EventType.LIST_VIEWED).latest("occurred_at")
    assert event.data == {"shown": 1, "searched": True}
    assert words.casefold() not in event.canonical.casefold()


def test_what_is_not_there_is_said(client: Client) -> None:
    a_few(1)
    page = client.get(ADDRESS, {"q": "nobody at all"})
    assert "Nobody was found" in page.content.decode()


def test_a_change_of_filter_begins_at_the_first_page() -> None:
    filters = Filters.read({"sort": "due", "after": "2026-12-24~x", "state": "ready"})
    assert "after" not in filters.query(state="all")
    assert filters.query(after="") == "state=ready&sort=due"


def test_rows_can_be_walked_with_the_keys(client: Client) -> None:
    (case,) = a_few(1)
    page = client.get(ADDRESS).content.decode()
    assert "data-rows" in page
    assert reverse("dsar:case", args=[case.id]) in page
