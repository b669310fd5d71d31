"""A manager sets a source up by the pages: connect, correct, try, switch on; its address stays sealed."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from dsar.audit.sentences import sentence as told
from dsar.enums import EventType, Role
from dsar.models import Controller, Event
from exports.models import DataMapVersion, SourceConnection
from exports.services import maps
from exports.services.search import sources_for
from tests.factories.office import a_case, an_office
from tests.factories.staff import client_of
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase


@pytest.fixture
def office(committed_db: CommittedDatabase, settings: Any, bed: Bed) -> Controller:
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    return an_office()


@pytest.fixture
def manager(office: Controller) -> Client:
    return client_of(Role.MANAGER)


def typed(office: Controller, crm_address: str, **more: str) -> dict[str, str]:
    """What a manager types to connect the CRM."""
    parts = urlsplit(crm_address)
    return {
        "name": "CRM",
        "system": str(office.systems.get(name="Customer records and support desk").pk),
        "server": parse_qs(parts.query)["host"][0],
        "port": "",
        "database": parts.path.removeprefix("/"),
        "role": str(parts.username),
        "password": str(parts.password),
    } | more


def new(kind: str = "postgresql") -> str:
    return reverse("exports:source_new", args=[kind])


@pytest.fixture
def row(manager: Client, office: Controller, crm_address: str) -> SourceConnection:
    answer = manager.post(new(), typed(office, crm_address), follow=True)
    assert "It can be reached. Its data map is drafted" in answer.content.decode()
    return SourceConnection.objects.get()


def at(row: SourceConnection, name: str = "source", *more: object) -> str:
    return reverse(f"exports:{name}", args=[row.id, *more])


def position(row: SourceConnection, name: str) -> maps.CollectionLine:
    return next(each for each in maps.lines(row.maps.order_by("-version")[0].text) if each.name == name)


def test_from_the_address_to_a_source_that_is_searched(
    manager: Client, row: SourceConnection, office: Controller, crm_address: str
) -> None:
    case = a_case()
    assert sources_for(case) == [], "a draft is not searched"
    page = manager.get(at(row)).content.decode()
    assert "It is not searched yet" in page
    assert "people" in page
    people = position(row, "people")
    answer = manager.get(at(row, "source_collection", people.position)).content.decode()
    assert "user.contact.email" in answer
    data = {"base": "1", "title": "Customer record"}
    for number, field in enumerate(people.fields):
        data |= {f"categories_{number}": field.categories, f"identity_{number}": field.identity}
    answer = manager.post(at(row, "source_collection", people.position), data, follow=True).content.decode()
    assert "Kept as version 2." in answer
    assert position(row, "people").title == "Customer record"
    checked = manager.post(at(row, "source_check")).content.decode()
    assert "Connected to PostgreSQL" in checked
    on = manager.post(at(row, "source_switch"), {"to": "on"}, follow=True).content.decode()
    assert "CRM is searched from now on." in on
    assert sources_for(case) == [row]
    manager.post(at(row, "source_switch"), {"to": "off"})
    assert sources_for(case) == []
    for text in (page, answer, checked, on, str(list(Event.objects.values_list("data", flat=True)))):
        assert "crm-test" not in text
        assert crm_address not in text


def test_a_rehearsal_counts_and_keeps_nothing(
    manager: Client, row: SourceConnection, talker: tuple[str, str]
) -> None:
    answer = manager.post(at(row, "source_rehearse"), {"kind": "email", "value": talker[1]}).content.decode()
    assert "rows were found" in answer
    assert "ticket_messages" in answer
    event = Event.objects.get(type=EventType.SOURCE_TRIED)
    assert "The source CRM was tried with one person, by an e-mail address" in told(event.type, event.data)
    assert talker[1] not in str(event.data)
    assert not row.collections.exists()
    empty = manager.post(at(row, "source_rehearse"), {"kind": "email", "value": ""})
    assert empty.status_code == 400


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"server": "127.0.0.1"}, "into the setting ALLOWED_SOURCE_HOSTS"),
        ({"server": "localhost"}, "lies in a private network"),
        ({"database": "no_such_database"}, ""),
        ({"password": "wrong-pass-77"}, ""),
        ({"server": ""}, "Write the name of the server."),
        ({"port": "99999999"}, "65535"),
        ({"role": "who'; DROP TABLE people; --"}, ""),
    ],
)
def test_what_cannot_be_reached_is_said_and_the_password_is_not(
    manager: Client, office: Controller, crm_address: str, change: dict[str, str], sentence: str
) -> None:
    answer = manager.post(new(), typed(office, crm_address, **change))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in page
    assert "crm-test" not in page
    assert "wrong-pass-77" not in page
    assert 'value="CRM"' in page, "what was typed stays"
    assert not SourceConnection.objects.exists()


def test_a_map_that_cannot_be_walked_is_not_switched_on(manager: Client, row: SourceConnection) -> None:
    text = row.maps.get().text.replace("identity: ", "length: 1 #")
    DataMapVersion.objects.create(source=row, version=2, text=text, sha256="0" * 64, added_at=row.added_at)
    page = manager.get(at(row)).content.decode()
    assert "Nobody can be found yet" in page
    said = manager.post(at(row, "source_switch"), {"to": "on"}, follow=True).content.decode()
    assert "The data map cannot be used yet" in said
    assert not SourceConnection.objects.get().active


def test_yaml_is_refused_line_by_line_and_stays_as_typed(manager: Client, row: SourceConnection) -> None:
    for typed_text, sentence in (
        ("hello: [", "not YAML"),
        ("- a", "starts with"),
        ("dataset: []\n# mine", "at least one dataset"),
    ):
        answer = manager.post(at(row, "source_map"), {"base": "1", "text": typed_text})
        assert answer.status_code == 400
        assert sentence in answer.content.decode()
        assert typed_text.split("\n", maxsplit=1)[0] in answer.content.decode()
    good = row.maps.get().text + "# a comment of mine\n"
    manager.post(at(row, "source_map"), {"base": "1", "text": good})
    assert row.maps.order_by("-version")[0].text == good
    late = manager.post(at(row, "source_map"), {"base": "1", "text": good + "# late"})
    assert "changed meanwhile" in late.content.decode()
    handed = manager.get(at(row, "source_version", 2))
    assert handed.content.decode() == good


def test_an_unknown_category_is_said_beside_its_field(manager: Client, row: SourceConnection) -> None:
    data = {"base": "1", "title": "X", "categories_0": "user.shoe_size"}
    answer = manager.post(at(row, "source_collection", 0), data)
    assert answer.status_code == 400
    assert "“user.shoe_size” is no data category." in answer.content.decode()
    assert row.maps.count() == 1


def test_only_its_own_manager_sees_a_source(row: SourceConnection) -> None:
    for role in (Role.CASEWORKER, Role.DPO, Role.AUDITOR):
        assert client_of(role).get(at(row)).status_code in (403, 404)
    assert client_of(Role.CASEWORKER).post(at(row, "source_rehearse"), {}).status_code in (403, 404)


def test_another_address_is_tried_before_it_is_kept(
    manager: Client, row: SourceConnection, office: Controller, crm_address: str
) -> None:
    before = SourceConnection.objects.get().open("address")
    given = typed(office, crm_address, database="no_such_database")
    assert manager.post(at(row, "source_address"), given).status_code == 400
    assert SourceConnection.objects.get().open("address") == before
    answer = manager.post(at(row, "source_address"), typed(office, crm_address), follow=True)
    assert "kept sealed" in answer.content.decode()
    page = manager.get(at(row, "source_address")).content.decode()
    assert str(urlsplit(crm_address).username) not in page
