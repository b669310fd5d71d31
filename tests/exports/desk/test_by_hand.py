"""What a holder hands in is searched for the person's rows; nobody else's are kept, and answers stay true."""

import io
from datetime import datetime

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dsar.audit.sentences import sentence
from dsar.enums import EventType, Role, Status
from dsar.models import Case, Event, StoredFile
from dsar.services import files
from dsar.services.doctor import examine
from exports.enums import IdentifierKind
from exports.models import Collection, DataMapVersion, Material, SourceConnection
from exports.services import identifiers, search
from exports.services.facts.searches import searches_of
from exports.services.material import of_case, rows_from
from exports.services.withheld import Unsaid
from tests.exports.services.reading import manifest, member, opened, whole_text
from tests.factories.office import a_case, an_office, staff
from tests.factories.road import in_review, released, settled
from tests.factories.staff import client_of
from tests.support.databases import CommittedDatabase

pytestmark = pytest.mark.slow

HANDED = (
    "Name;E-Mail;Örtchen\nSofia Lindqvist;SOFIA.Lindqvist@example.org;Malmö\nBo Else;bo@example.org;Oslo\n"
)


@pytest.fixture
def now() -> datetime:
    return datetime.now().astimezone()


@pytest.fixture
def case(committed_db: CommittedDatabase, now: datetime) -> Case:
    """A case of an office that has no source at all, searched as far as it can be."""
    an_office(now)
    return search.start(settled(a_case(now=now), now=now), actor=staff(Role.CASEWORKER), now=now)


@pytest.fixture
def desk(case: Case) -> Client:
    return client_of(Role.CASEWORKER)


def at(case: Case, name: str = "by_hand", system: str = "Staff records") -> str:
    return reverse(f"exports:{name}", args=[case.id, case.controller.systems.get(name=system).id])


def tab(case: Case) -> str:
    return reverse("exports:search", args=[case.id])


def table(text: str = HANDED, name: str = "Members 2026.csv", encoding: str = "utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


def given(*uploads: SimpleUploadedFile, **more: str) -> dict[str, object]:
    return {"upload": list(uploads), "column": "", "holds": "email", "encoding": ""} | more


def posted(client: Client, case: Case, *uploads: SimpleUploadedFile, **more: str) -> str:
    answer = client.post(at(case), given(*uploads, **more), follow=True)
    assert answer.status_code in (200, 400)
    return answer.content.decode().replace("&#x27;", "'")


def rows(case: Case) -> dict[str, list[object]]:
    return {each.record_set: list(rows_from(each)) for each in of_case(case)}


def test_until_a_holder_answers_nobody_is_told_that_nothing_is_held(case: Case, desk: Client) -> None:
    assert case.status == Status.PREPARING, "no source is left to wait for"
    page = desk.get(tab(case)).content.decode()
    assert "Not searched by the software" in page
    assert "Head of people" in page
    assert desk.get(at(case)).status_code == 200
    (staff_records,) = [each for each in searches_of(case, Unsaid([])) if each.system == "Staff records"]
    assert (staff_records.searched, staff_records.reason_if_not) == (
        False,
        "we did not look there for this answer",
    )


def test_only_the_rows_of_the_person_are_kept(case: Case, desk: Client, now: datetime) -> None:
    page = posted(desk, case, table(encoding="windows-1252"), encoding="windows-1252")
    assert "1 row is theirs by “E-Mail”. Nothing else was kept." in page
    assert "Every source searched; some holders not asked yet" in page
    assert "taken in" in page
    assert rows(case) == {"Members 2026": [["Sofia Lindqvist", "SOFIA.Lindqvist@example.org", "Malmö"]]}
    for stored in StoredFile.objects.filter(state="ready"):
        with files.open_reader(stored) as reader:
            assert b"bo@example.org" not in b"".join(reader.chunks())
    event = Event.objects.get(type=EventType.SOURCE_SEARCHED)
    assert event.actor == staff(Role.CASEWORKER)
    assert sentence(event.type, event.data) == "What the holder of a system found was taken in: 1 row."
    desk.post(at(case, "by_hand_nothing", "Customer records and support desk"))
    assert "Every system searched" in desk.get(tab(case)).content.decode()
    package = opened(released(in_review(case, now=now), now=now))
    assert "Malmö" in member(package, "2026.csv")
    assert {each["name"]: each["rows"] for each in manifest(package)["sources"]} == {
        "Staff records": 1,
        "Customer records and support desk": 0,
    }
    assert "bo@example.org" not in whole_text(package)
    assert list(examine(now, strict=True)) == []


def test_what_was_not_looked_at_stands_in_the_package(case: Case, desk: Client, now: datetime) -> None:
    posted(desk, case, table())
    package = opened(released(in_review(case, now=now), now=now))
    assert manifest(package)["not_covered"] == [
        {"what": "Customer records and support desk", "why": "We did not look there for this answer."}
    ]


def test_a_heading_that_says_nothing_is_named_by_the_caseworker(case: Case, desk: Client) -> None:
    told = "who,referred by mail\nsofia.lindqvist@example.org,x\nbo@example.org,sofia.lindqvist@example.org\n"
    page = posted(desk, case, table(told.replace(" by mail", "")))
    assert "No heading says by itself whose a row is (who, referred). Write the one that does, and" in page
    page = posted(desk, case, table(told), column="whom")
    assert "There is no column “whom”. The headings are: who, referred by mail." in page
    assert 'value="whom"' in page, "what was typed stays"
    assert rows(case) == {}
    assert "1 row is theirs by “who”." in posted(desk, case, table(told), column=" WHO ")
    assert rows(case) == {"Members 2026": [["sofia.lindqvist@example.org", "x"]]}, "not whom they referred"


def test_a_workbook_and_what_replaces_it(case: Case, desk: Client) -> None:
    made = openpyxl.Workbook()
    made.active.title = "Members"
    for row in (["Member no", "Since"], [4711, "2019"], [12, "2020"]):
        made.active.append(row)
    content = io.BytesIO()
    made.save(content)
    book = SimpleUploadedFile("Club.xlsx", content.getvalue())
    page = posted(desk, case, book)
    assert "These tables tell people by customer number. Say first by which one to search" in page
    identifiers.add(
        case,
        kind=IdentifierKind.CUSTOMER_NUMBER,
        value="4711",
        verified="It stands on their card.",
        actor=staff(Role.CASEWORKER),
        now=case.opened_at,
    )
    book.seek(0)
    assert "1 row is theirs by “Member no”." in posted(desk, case, book)
    assert rows(case) == {"Club:Members": [[4711, "2019"]]}
    assert "No row is theirs by “mail”. Nothing was kept." in posted(
        desk, case, table("mail\nx@example.org\n")
    )
    desk.post(at(case, "by_hand_nothing"))
    assert rows(case) == {}
    assert Collection.objects.get(superseded_at=None).reason == "Its holder looked and found nothing."
    assert Material.objects.count() == 0
    assert "1 row is theirs" in posted(desk, case, table(), table("id\n7\n", "Other.csv"))
    (searched,) = search.current(case)
    assert searched.not_covered[0]["what"] == "table Other"


def test_what_is_no_table_is_said(case: Case, desk: Client) -> None:
    for name, content, says in (
        ("old.xls", b"\xd0\xcf\x11\xe0", "Save it as XLSX."),
        ("letter.pdf", b"%PDF-1.7", "There is no table in it."),
        ("broken.xlsx", b"PK\x03\x04 not a workbook", "it is damaged, or no workbook"),
        ("latin.csv", "mail,town\nx@example.org,Malmö\n".encode("latin-1"), "line 2: this is not UTF-8"),
        ("short.csv", b"mail,town\nx@example.org\n", "it has 1 fields, the heading has 2"),
        ("empty.csv", b"\n\n", "whose a row is"),
    ):
        assert says in posted(desk, case, SimpleUploadedFile(name, content)), name
    assert not Collection.objects.exists()
    assert "Choose the table that the holder gave you." in posted(desk, case)


def test_a_formula_in_a_map_is_no_way_in(case: Case, desk: Client) -> None:
    """Headings become a map in YAML: whatever stands in them stays a heading."""
    odd = '"mail","a: [b","!!python/object:os.system","- x","{{y}}"\nsofia.lindqvist@example.org,1,2,3,4\n'
    assert "1 row is theirs by “mail”." in posted(desk, case, table(odd))
    assert rows(case)["Members 2026"] == [["sofia.lindqvist@example.org", "1", "2", "3", "4"]]


def test_who_may_and_when(case: Case, desk: Client, now: datetime) -> None:
    assert client_of(Role.AUDITOR).post(at(case), given(table())).status_code == 403
    assert client_of(Role.MANAGER).get(at(case)).status_code in (403, 404)
    posted(desk, case, table())
    row = SourceConnection.objects.get()
    assert not row.active
    assert desk.post(reverse("exports:search_again", args=[case.id, row.id])).status_code == 404
    manager = client_of(Role.MANAGER)
    assert "by hand" not in manager.get(reverse("exports:sources")).content.decode()
    assert manager.get(reverse("exports:source", args=[row.id])).status_code == 404
    in_review(case, now=now)
    assert "between the search and the review" in posted(desk, case, table())


@pytest.mark.parametrize("name", ["Lindqvist 2026.csv", "sofia-lindqvist.csv", "SOFIA.LINDQVIST.csv"])
def test_a_table_that_is_called_after_the_person_wants_another_name(
    case: Case, desk: Client, name: str
) -> None:
    assert "called after the person" in posted(desk, case, table(name=name))
    assert not DataMapVersion.objects.filter(text__icontains="lindqvist").exists()
    assert of_case(case) == []
