"""Every page of the desk before every role: who may come in, who may act, who sees that nothing is there."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from dsar.enums import EventType, Role
from dsar.models import Case, Event, User
from dsar.selectors import log
from dsar.services import endings, notes
from tests.factories.office import NOW, a_case, an_office, staff
from tests.factories.staff import a_colleague, another_controller, client_of, signed_in

pytestmark = pytest.mark.django_db

LISTS = ("dsar:today", "dsar:cases")
TABS = (
    "dsar:case",
    "dsar:case_messages",
    "dsar:case_clock",
    "dsar:case_log",
    "exports:search",
    "exports:material",
    "exports:letters",
)
STEPS = ("dsar:case_owner", "exports:search_start", "exports:include_rest", "exports:prepare")
REVIEWS = ("exports:release", "exports:return")
SETTINGS = ("dsar:settings", "dsar:settings_people", "exports:sources")
READERS = (Role.CASEWORKER, Role.DPO, Role.AUDITOR)


def happened() -> int:
    """How much was written into the log, signing in aside."""
    return Event.objects.exclude(type=EventType.SIGNED_IN).count()


@pytest.fixture
def case() -> Case:
    an_office()
    return a_case()


@pytest.fixture
def outsider(case: Case) -> Client:
    """A DPO of another controller."""
    return signed_in(a_colleague(another_controller(), Role.DPO))


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("name", LISTS)
def test_readers_see_the_lists(case: Case, role: Role, name: str) -> None:
    page = client_of(role).get(f"{reverse(name)}?whose=everything")
    assert page.status_code == 200
    assert case.reference in page.content.decode()


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("name", TABS)
def test_readers_see_every_tab_and_that_is_logged(case: Case, role: Role, name: str) -> None:
    page = client_of(role).get(reverse(name, args=[case.id]))
    assert page.status_code == 200
    assert "Sofia Lindqvist" in page.content.decode()
    (seen,) = Event.objects.filter(type=EventType.CASE_VIEWED)
    assert (seen.actor, seen.actor_role, seen.case_id) == (staff(role), role, case.id)
    assert set(seen.data) == {"part"}


@pytest.mark.parametrize("name", [*TABS, "exports:review"])
def test_a_case_of_others_is_not_there(case: Case, outsider: Client, name: str) -> None:
    address = reverse(name, args=[case.id])
    assert outsider.get(address).status_code == 404
    assert client_of(Role.MANAGER).get(address).status_code == 404
    assert not Event.objects.filter(type=EventType.CASE_VIEWED).exists()


@pytest.mark.parametrize("name", [*STEPS, *REVIEWS])
def test_nobody_acts_on_a_case_of_others(case: Case, outsider: Client, name: str) -> None:
    before = happened()
    assert outsider.post(reverse(name, args=[case.id])).status_code == 404
    assert happened() == before


@pytest.mark.parametrize("name", [*STEPS, *REVIEWS])
def test_an_auditor_reads_and_changes_nothing(case: Case, name: str) -> None:
    before = happened()
    answer = client_of(Role.AUDITOR).post(reverse(name, args=[case.id]))
    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()
    assert happened() == before


def test_an_auditor_is_offered_no_step(case: Case) -> None:
    page = client_of(Role.AUDITOR).get(reverse("dsar:case", args=[case.id])).content.decode()
    assert 'method="post"' not in page.replace('method="post" action="/accounts/logout/"', "")


def test_an_auditor_reads_the_review_and_finds_the_way_to_it(case: Case) -> None:
    client = client_of(Role.AUDITOR)
    answer = client.get(reverse("exports:review", args=[case.id]), follow=True)
    assert "There is nothing to review on this case now." in answer.content.decode()
    navigation = client.get(reverse("dsar:cases")).content.decode()
    assert f"{reverse('dsar:cases')}?state=in_review" in navigation


@pytest.mark.parametrize("name", [*REVIEWS, "exports:review"])
def test_a_caseworker_does_not_review(case: Case, name: str) -> None:
    client, address = client_of(Role.CASEWORKER), reverse(name, args=[case.id])
    answer = client.get(address) if name == "exports:review" else client.post(address)
    assert answer.status_code == 403
    assert "Only a DPO can" in answer.content.decode()


@pytest.mark.parametrize("name", [*STEPS, *REVIEWS])
def test_a_get_changes_nothing(case: Case, name: str) -> None:
    before = happened()
    assert client_of(Role.DPO).get(reverse(name, args=[case.id])).status_code == 405
    assert happened() == before


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_the_managers(case: Case, name: str) -> None:
    page = client_of(Role.MANAGER).get(reverse(name))
    assert page.status_code == 200
    assert "Sofia Lindqvist" not in page.content.decode()
    for role in READERS:
        assert client_of(role).get(reverse(name)).status_code == 403


def test_a_manager_sees_references_and_no_case(case: Case) -> None:
    client = client_of(Role.MANAGER)
    assert client.get("/desk/").headers["Location"] == reverse("dsar:settings")
    assert client.get(reverse("dsar:cases")).status_code == 403
    assert case.reference in client.get(reverse("dsar:settings_people")).content.decode()


def test_a_holder_lands_on_their_tasks(case: Case) -> None:
    client = signed_in(a_colleague(case.controller, Role.HOLDER))
    assert client.get("/desk/").headers["Location"] == reverse("dsar:tasks")
    assert client.get(reverse("dsar:tasks")).status_code == 200


def test_a_case_closed_without_an_answer_is_due_no_more(case: Case) -> None:
    endings.withdraw(case, on=NOW.date(), actor=staff(Role.CASEWORKER), now=NOW)
    client = client_of(Role.CASEWORKER)
    assert "nothing is due" in client.get(reverse("dsar:case", args=[case.id])).content.decode()
    listed = client.get(f"{reverse('dsar:cases')}?state=all").content.decode()
    assert '<span class="tag plain">closed</span>' in listed
    clock = client.get(reverse("dsar:case_clock", args=[case.id])).content.decode()
    assert reverse("dsar:case_extend", args=[case.id]) not in clock


def test_what_somebody_did_again_and_again_is_one_line(case: Case) -> None:
    for person in (Role.DPO, Role.CASEWORKER, Role.CASEWORKER, Role.CASEWORKER):
        notes.add(case, "Rang them.", key=uuid4(), actor=staff(person), now=NOW)
    lines = log.folded(log.of_case(case, views=False), 2)
    told = [(entry.who.split(",")[0], times) for entry, times in lines]
    assert told == [(staff(Role.CASEWORKER).name, 3), (staff(Role.DPO).name, 1)]


def test_a_manager_of_others_manages_nothing_here(case: Case) -> None:
    manager = signed_in(a_colleague(another_controller(), Role.MANAGER))
    assert manager.get(f"{reverse('dsar:settings')}?controller=alder").status_code == 404
    before = happened()
    answer = manager.post(reverse("dsar:settings_reassign", args=[case.id]), {"owner": staff(Role.DPO).id})
    assert answer.status_code == 404
    assert happened() == before


def test_a_manager_gives_a_case_to_somebody_who_may_work_on_it(case: Case) -> None:
    client, address = client_of(Role.MANAGER), reverse("dsar:settings_reassign", args=[case.id])
    client.post(address, {"owner": staff(Role.CASEWORKER).id})
    case.refresh_from_db()
    assert case.owner == staff(Role.CASEWORKER)
    answer = client.post(address, {"owner": staff(Role.AUDITOR).id}, follow=True)
    assert "Choose a caseworker or a DPO" in answer.content.decode()
    case.refresh_from_db()
    assert case.owner == staff(Role.CASEWORKER)


def test_without_a_role_the_desk_stays_shut(case: Case) -> None:
    stranger = signed_in(User.objects.create_user("new@alder.example.org", name="New Colleague"))
    for name in (*LISTS, *SETTINGS):
        assert stranger.get(reverse(name)).status_code == 403
    assert stranger.get(reverse("dsar:case", args=[case.id])).status_code == 404


def test_signed_out_people_are_asked_to_sign_in(case: Case) -> None:
    for address in ("/desk/", reverse("dsar:case", args=[case.id]), reverse("dsar:settings")):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("role", "rooms"),
    [
        (Role.CASEWORKER, ["Today", "Cases", "Holders", "Complaints"]),
        (Role.DPO, ["Today", "Cases", "Review", "Holders", "Complaints"]),
        (Role.AUDITOR, ["Today", "Cases", "Review", "Holders", "Complaints"]),
        (Role.MANAGER, ["Complaints", "Settings"]),
    ],
)
def test_the_navigation_shows_the_rooms_of_the_role(case: Case, role: Role, rooms: list[str]) -> None:
    page = client_of(role).get("/desk/", follow=True)
    assert [item["label"] for item in page.context["nav"]()] == rooms
    assert sum(bool(item["current"]) for item in page.context["nav"]()) == 1


def test_two_presses_of_a_button_are_one_step(case: Case) -> None:
    client, address = client_of(Role.CASEWORKER), reverse("dsar:case_owner", args=[case.id])
    for _press in range(2):
        client.post(address, {"owner": staff(Role.CASEWORKER).id})
    assert Event.objects.filter(type=EventType.OWNER_CHANGED).count() == 1


def test_a_step_out_of_turn_is_a_sentence_and_no_error(case: Case) -> None:
    answer = client_of(Role.CASEWORKER).post(reverse("exports:search_start", args=[case.id]), follow=True)
    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]
