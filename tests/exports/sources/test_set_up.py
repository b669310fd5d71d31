"""Somebody who knows no SQL sets a database up as a source, page by page, to the search of a case."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyotp
import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import LazySettings

from config.demo import sign_ins
from dsar.enums import Status
from dsar.models import Case
from exports.services.material import of_case, rows_from
from tests.exports.sources.engines import Engine, MariaDBEngine, PostgreSQLEngine
from tests.exports.sources.postgres import READER, SECRET
from tests.factories.office import NOW, a_case, an_office
from tests.factories.road import settled, work_off
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase
from tests.support.mariadb import READER as MARIADB_READER
from tests.support.processes import Site
from tests.support.visitor import HttpVisitor

pytestmark = pytest.mark.slow

TABLES = (
    "CREATE TABLE clients (id int PRIMARY KEY, login varchar(90), full_name varchar(90))",
    "CREATE TABLE purchases (id int PRIMARY KEY, client_id int, what varchar(90),"
    " FOREIGN KEY (client_id) REFERENCES clients (id))",
    "CREATE TABLE nightly_runs (id int PRIMARY KEY, done varchar(90))",
    "INSERT INTO clients VALUES (1, 'Sofia.Lindqvist@example.org', 'Sofia Lindqvist')",
    "INSERT INTO clients VALUES (2, 'bo@example.org', 'Bo Else')",
    "INSERT INTO purchases VALUES (1, 1, 'lamp'), (2, 2, 'rug'), (3, 1, 'chair')",
    "INSERT INTO nightly_runs VALUES (1, 'ok')",
)


@dataclass
class Server:
    """A database server as its administrator describes it to a colleague."""

    title: str
    greets: str
    engine: Engine
    server: str
    port: str
    database: str
    role: str
    password: str


@pytest.fixture(params=["postgresql", "mysql"])
def server(request: pytest.FixtureRequest, bed: Bed) -> Server:
    """One database of a shop, on PostgreSQL by its socket and on MariaDB by its port."""
    if request.param == "postgresql":
        database = request.getfixturevalue("database")
        engine: Engine = PostgreSQLEngine(database)
        found = Server(
            *("PostgreSQL", "PostgreSQL", engine, str(bed.postgres.sockets), ""),
            *(database.name, READER, SECRET),
        )
    else:
        own = request.getfixturevalue("mariadb_database")
        engine = MariaDBEngine(own)
        found = Server(
            *("MariaDB or MySQL", "MariaDB", engine, "127.0.0.1", str(own.server.port)),
            *(own.name, MARIADB_READER, own.server.secret),
        )
    engine.execute(*TABLES)
    return found


@pytest.fixture
def visitor_of(
    committed_db: CommittedDatabase,
    server: Server,
    site: Callable[..., Site],
    settings: LazySettings,
    tmp_path: Path,
) -> Callable[[str], HttpVisitor]:
    """Answer a browser in which a member of the demo staff is signed in."""
    settings.ALLOWED_SOURCE_HOSTS = [server.server]
    settings.JOB_LEASE_SECONDS = 600
    an_office(NOW)
    password = sign_ins.enable(tmp_path)
    running = site(ALLOWED_SOURCE_HOSTS=server.server)

    def signed_in(name: str) -> HttpVisitor:
        visitor, mailbox = HttpVisitor(running.url), f"{name}@alder.example.org"
        visitor.open(f"{running.url}/desk/")
        visitor.fill("Email", mailbox)
        visitor.fill("Password", password)
        visitor.press("Sign in")
        secret = Authenticator.objects.get(user__email=mailbox, type="totp").data["secret"]
        visitor.fill("Code", pyotp.TOTP(get_adapter().decrypt(secret)).now())
        visitor.press("Sign in")
        return visitor

    return signed_in


def typed(visitor: HttpVisitor, server: Server, *, at: str = "", password: str = "") -> str:
    """Fill the form in as it asks, and send it."""
    visitor.fill("Name", "Shop")
    visitor.fill("System of the register", "Customer records and support desk")
    visitor.fill("Server", at or server.server)
    visitor.fill("Port", server.port)
    visitor.fill("Database", server.database)
    visitor.fill("User name", server.role)
    visitor.fill("Password", password or server.password)
    visitor.press("Connect and draft the map")
    return visitor.text()


def connect(visitor: HttpVisitor, server: Server) -> None:
    """Two ways in which it does not work, each with what to do; then it does."""
    visitor.press("Settings")
    visitor.press("Sources")
    visitor.press(server.title)
    refused = typed(visitor, server, at="10.0.0.5")
    assert "lies in a private network" in refused
    assert "your administrator puts it, written just so, into the setting ALLOWED_SOURCE_HOSTS" in refused
    wrong = typed(visitor, server, password="not-this-one")
    assert "The source refused the user name or the password." in wrong
    assert "not-this-one" not in wrong
    assert "It can be reached. Its data map is drafted: look it through." in typed(visitor, server)


def correct(visitor: HttpVisitor) -> None:
    """The draft cannot know that people sign in with their e-mail address, nor what is no personal data."""
    assert "Before it can be used:" in visitor.text()
    assert "Nobody can be found yet. Open the collection that the people are in" in visitor.text()
    assert "fides_meta" not in visitor.text(), "no word that only the YAML has"
    visitor.press("clients")
    visitor.fill("What the requester reads as its name", "Customers")
    visitor.fill("Whether login tells who it is", "e-mail address")
    visitor.press("Keep it")
    assert "Kept as version 2." in visitor.text()
    assert "Before it can be used:" not in visitor.text()
    visitor.press("nightly_runs")
    visitor.tick("Do not search this")
    visitor.press("Keep it")
    assert "left out" in visitor.text()


def check_and_rehearse(visitor: HttpVisitor, server: Server) -> None:
    """What works is said, and what one person's search would find, before it is used."""
    visitor.press("Check now")
    assert f"Connected to {server.greets}" in visitor.text()
    assert server.password not in visitor.text()
    visitor.fill("Search by", "e-mail address")
    visitor.fill("Of a test person", "sofia.lindqvist@example.org")
    visitor.press("Count what would be found")
    assert "3 rows were found." in visitor.text()
    assert "Customers clients1" in visitor.text()
    assert "purchases2" in visitor.text()
    assert "nightly_runs" in visitor.text(), "what is left out is listed"
    visitor.press("Switch it on")
    assert "Shop is searched from now on." in visitor.text()


def test_from_the_first_page_to_the_rows_of_a_person(
    visitor_of: Callable[[str], HttpVisitor], server: Server
) -> None:
    manager = visitor_of("manager")
    connect(manager, server)
    correct(manager)
    check_and_rehearse(manager, server)
    case = settled(a_case())
    caseworker = visitor_of("caseworker")
    caseworker.open(f"/desk/cases/{case.pk}/search/")
    assert "These sources hold people of this relation: Shop" in caseworker.text()
    caseworker.press("Search the systems")
    work_off()
    case = Case.objects.get(pk=case.pk)
    assert case.status == Status.PREPARING
    assert {each.title: [row[-1] for row in rows_from(each)] for each in of_case(case)} == {
        "Customers": ["Sofia Lindqvist"],
        "purchases": ["lamp", "chair"],
    }
    caseworker.open(f"/desk/cases/{case.pk}/search/")
    assert "searched" in caseworker.text()
    assert "table nightly_runs" in caseworker.text()
