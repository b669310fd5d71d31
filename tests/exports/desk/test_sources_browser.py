"""The pages on which a source is set up and searched, walked for real, then shown to axe, wide and narrow."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dsar.enums import Role
from dsar.models import Case
from exports.models import SourceConnection
from exports.services import search
from tests.browser.stage import Stage, chromium, faults_of
from tests.factories.office import staff
from tests.factories.staff import client_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def at(name: str, *ids: object) -> str:
    return reverse(f"exports:{name}", args=ids)


def settings_pages(row: SourceConnection, person: str) -> dict[str, bytes]:
    """Each page of setting a source up, by an address of its own, answers to posts too."""
    client = client_of(Role.MANAGER)
    look: Callable[[str], bytes] = lambda address: client.get(address).content  # noqa: E731  one line is enough
    return {
        "/list/": look(at("sources")),
        "/new/": look(at("source_new", "postgresql")),
        "/new-wrong/": client.post(at("source_new", "postgresql"), {"name": "CRM", "server": "x"}).content,
        "/new-folder/": look(at("source_new", "folder")),
        "/source/": look(at("source", row.id)),
        "/collection/": look(at("source_collection", row.id, 2)),
        "/collection-wrong/": client.post(
            at("source_collection", row.id, 2), {"title": "", "categories_0": "nonsense"}
        ).content,
        "/yaml/": look(at("source_map", row.id)),
        "/yaml-wrong/": client.post(at("source_map", row.id), {"text": "dataset: 1"}).content,
        "/checked/": client.post(at("source_check", row.id)).content,
        "/rehearsed/": client.post(at("source_rehearse", row.id), {"kind": "email", "value": person}).content,
    }


def folder_pages(case: Case, folder: Path) -> dict[str, bytes]:
    """The pages of a folder of files and of CSV files: other boxes than those of a server."""
    client = client_of(Role.MANAGER)
    system = str(case.controller.systems.first().pk)
    typed = {"name": "Recordings", "system": system, "path": str(folder)}
    connected = client.post(at("source_new", "folder"), typed, follow=True).content
    assert b"Where a person" in connected
    row = SourceConnection.objects.get(name="Recordings")
    return {
        "/new-csv/": client.get(at("source_new", "csv")).content,
        "/new-csv-wrong/": client.post(at("source_new", "csv"), {"path": "srv"}).content,
        "/folder/": connected,
        "/folder-wrong/": client.post(at("source_pattern", row.id), {"where": "*", "base": "1"}).content,
    }


def search_pages(case: Case, row: SourceConnection, now: datetime) -> dict[str, bytes]:
    """The Search tab before, while it is searched, and after it was stopped."""
    client: Client = client_of(Role.CASEWORKER)
    pages = {"/before/": client.get(at("search", case.id)).content}
    search.start(case, actor=staff(Role.CASEWORKER), now=now)
    pages["/searching/"] = client.get(at("search", case.id)).content
    pages[at("progress", case.id)] = client.get(at("progress", case.id)).content
    pages["/wrong-number/"] = client.post(at("search_by", case.id), {"kind": "email", "value": ""}).content
    number = {"kind": "customer_number", "value": "C-4711", "verified": "It stands on the invoice they sent."}
    client.post(at("search_by", case.id), number)
    client.post(at("search_stop", case.id, row.id))
    pages["/stopped/"] = client.get(at("search", case.id)).content
    by_hand = at("by_hand", case.id, case.controller.systems.get(name="Staff records").id)
    pages["/by-hand/"] = client.get(by_hand).content
    table = SimpleUploadedFile("Leavers 2026.csv", b"Whose,Left on\nbo@example.org,2026-03-31\n")
    pages["/by-hand-wrong/"] = client.post(by_hand, {"upload": table, "holds": "email"}).content
    assert "No heading says by itself" in pages["/by-hand-wrong/"].decode()
    table.seek(0)
    client.post(by_hand, {"upload": table, "column": "Whose", "holds": "email"})
    pages["/taken-in/"] = client.get(at("search", case.id)).content
    assert "taken in" in pages["/taken-in/"].decode()
    assert "C-4711" in pages["/stopped/"].decode()
    assert "stopped" in pages["/stopped/"].decode()
    return pages


def test_they_can_be_used_by_everybody(
    ready: Case,
    source: SourceConnection,
    talker: tuple[str, str],
    now: datetime,
    tmp_path: Path,
    settings: LazySettings,
) -> None:
    client = Client(HTTP_HOST="localhost")
    settings.ALLOWED_SOURCE_FOLDERS = [str(tmp_path)]
    pages = settings_pages(source, talker[1]) | folder_pages(ready, tmp_path)
    pages |= search_pages(ready, source, now)
    with chromium() as browser:
        stage = Stage(browser, client, pages)
        for width, scheme in ((1280, "light"), (320, "dark")):
            with stage.page(width, scheme) as page:
                for address in (each for each in pages if "progress" not in each):
                    page.goto(address)
                    page.screenshot(path=tmp_path / f"{address.strip('/')}-{width}.png", full_page=True)
                    assert faults_of(page) == [], f"{address} {width}"
                    assert page.locator("h1").count() == 1, address
    assert [said for said in stage.complaints if "status of" not in said] == []
