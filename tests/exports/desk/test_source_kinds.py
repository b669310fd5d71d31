"""Each kind of source that lies in files is set up by its pages, from its path to its use."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dsar.enums import Role
from dsar.models import Controller
from exports.models import SourceConnection
from exports.services.patterns import pattern_of, with_pattern
from tests.exports.sources.test_xlsx import book
from tests.factories.office import an_office
from tests.factories.staff import client_of
from tests.support.databases import CommittedDatabase


@pytest.fixture
def office(committed_db: CommittedDatabase, settings: Any, tmp_path: Path) -> Controller:
    settings.ALLOWED_SOURCE_FOLDERS = [str(tmp_path)]
    return an_office()


@pytest.fixture
def manager(office: Controller) -> Client:
    return client_of(Role.MANAGER)


def connect(manager: Client, office: Controller, kind: str, path: object, **more: str) -> str:
    typed = {"name": kind, "system": str(office.systems.first().pk), "path": str(path)} | more
    answer = manager.post(reverse("exports:source_new", args=[kind]), typed, follow=True)
    return answer.content.decode()


def asked(manager: Client, name: str, **typed: str) -> str:
    row = SourceConnection.objects.get()
    answer = manager.post(reverse(f"exports:{name}", args=[row.id]), typed, follow=True)
    return answer.content.decode()


def test_csv_files_in_another_encoding(manager: Client, office: Controller, tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_bytes(
        "customer_number,email,town\nC-7,ada@example.org,Malmö\n".encode("latin-1")
    )
    (tmp_path / "orders.csv").write_text("Customer_Number,what\nC-7,lamp\nC-8,rug\n")
    page = connect(manager, office, "csv", tmp_path, encoding="latin-1")
    assert "It can be reached. Its data map is drafted" in page
    assert "File “customers.csv”: 1 row to read." in asked(manager, "source_check")
    found = asked(manager, "source_rehearse", kind="email", value="ada@example.org")
    assert "2 rows were found" in found, "the number of a customer leads to their orders"
    assert "is searched from now on" in asked(manager, "source_switch", to="on")


@pytest.mark.slow
def test_a_workbook(manager: Client, office: Controller, tmp_path: Path) -> None:
    sheets = {
        "Members": [["Member no", "E-mail"], [7, "ada@example.org"]],
        "Visits": [["Member no"], [7], [8]],
    }
    book(tmp_path / "book.xlsx", sheets)
    page = connect(manager, office, "xlsx", tmp_path / "book.xlsx")
    assert ">Visits</a><small>book:Visits</small>" in page
    assert "Sheet “Visits” of “book.xlsx”: 2 rows to read." in asked(manager, "source_check")
    assert "2 rows were found" in asked(manager, "source_rehearse", kind="email", value="ada@example.org")


def test_the_pattern_of_a_folder_is_corrected_in_a_box(
    manager: Client, office: Controller, tmp_path: Path
) -> None:
    (tmp_path / "ada@example.org").mkdir()
    (tmp_path / "ada@example.org" / "call.wav").write_bytes(b"RIFF")
    page = connect(manager, office, "folder", tmp_path)
    assert 'value="{customer_number}/*"' in page
    wrong = asked(manager, "source_pattern", base="1", where="*/call.wav")
    assert "does not say where a person" in wrong
    assert 'value="*/call.wav"' in wrong, "what was typed stays"
    assert "Kept as version 2." in asked(manager, "source_pattern", base="1", where="{email}/*")
    assert "changed meanwhile" in asked(manager, "source_pattern", base="1", where="{email}/*.wav")
    assert "1 row was found" in asked(manager, "source_rehearse", kind="email", value="ada@example.org")
    text = SourceConnection.objects.get().maps.get(version=2).text
    assert pattern_of(text) == "{email}/*"
    assert "customer_number" not in text
    assert pattern_of(with_pattern(text, "{customer_number}/{email}.*")) == "{customer_number}/{email}.*"


def test_a_path_that_cannot_be_read_is_said_with_the_way_to_allow_it(
    manager: Client, office: Controller
) -> None:
    for path, says in (
        ("/etc", "puts its folder into the setting ALLOWED_SOURCE_FOLDERS"),
        ("srv/crm", "Write the whole path, from the first stroke on"),
        ("/srv/../etc", "must be whole"),
        ("", "Write the path."),
    ):
        assert says in connect(manager, office, "csv", path)
    assert not SourceConnection.objects.exists()
