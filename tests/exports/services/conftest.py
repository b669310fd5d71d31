"""A case before its search, over a small real database with rows of three kinds and two files."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from django.conf import LazySettings

from config.demo.office import connect_crm
from dsar.models import Case
from exports.datamap.reading import read_map
from exports.models import DataMapVersion, SourceConnection
from tests.factories.office import NOW, a_case, an_office
from tests.factories.road import settled
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase

MAP = Path(__file__).with_name("shop.fides.yml")
ORDERS = 1_200
_ROWS = f"""
CREATE TABLE people (id int PRIMARY KEY, name text, email text);
CREATE TABLE orders (id int PRIMARY KEY, person_id int, what text);
CREATE TABLE scans (id int PRIMARY KEY, person_id int, filename text, content bytea);
INSERT INTO people VALUES (1, 'Sofia Lindqvist', 'sofia.lindqvist@example.org');
INSERT INTO people VALUES (2, 'Tobias Whinfell', 'tobias@example.org');
INSERT INTO orders SELECT n, 1 + n / {ORDERS + 1}, 'parcel ' || n FROM generate_series(1, {ORDERS + 50}) n;
INSERT INTO scans VALUES (1, 1, 'contract.pdf', '\\x25504446'), (2, 1, 'photo.png', '\\x89504e47');
"""


class Shop:
    """The database that is the source: its reader may be shut out, thrown out and let in again."""

    def __init__(self, bed: Bed) -> None:
        self.name = f"shop_{uuid4().hex[:10]}"
        self.reader = f"{self.name}_reader"
        self._bed = bed
        self.address = f"postgresql://{self.reader}:shop@/{self.name}?host={quote(str(bed.postgres.sockets))}"
        self.owner_url = bed.postgres.url("postgres", self.name)
        self.execute(f"CREATE ROLE {self.reader} LOGIN PASSWORD 'shop'", "postgres")
        self.execute(f"CREATE DATABASE {self.name}", "postgres")
        self.execute(_ROWS)
        self.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {self.reader}")

    def execute(self, statement: str, database: str = "") -> list[tuple[object, ...]]:
        """Run statements as the server's superuser."""
        url = self._bed.postgres.url("postgres", database or self.name)
        with psycopg.connect(url, autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def refuse(self) -> None:
        """Let no one in, as a database that is being maintained."""
        self.execute(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS false", "postgres")

    def allow(self) -> None:
        """Let them in again."""
        self.execute(f"ALTER DATABASE {self.name} ALLOW_CONNECTIONS true", "postgres")

    def throw_out(self) -> int:
        """End the sessions of the reader, as an operator or a failover does; answer how many there were."""
        ended = self.execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{self.reader}'",
            "postgres",
        )
        return len(ended)

    def drop(self) -> None:
        """Remove database and role."""
        self._bed.drop(self.name)
        self.execute(f"DROP ROLE {self.reader}", "postgres")


@pytest.fixture
def shop(bed: Bed) -> Iterator[Shop]:
    """The source of the case."""
    shop = Shop(bed)
    yield shop
    shop.drop()


def connect(shop: Shop, name: str = "CRM") -> SourceConnection:
    """Give a database to the product as a source under a name, with the map of the shop."""
    controller = an_office()
    row = connect_crm(controller, shop.address, NOW)
    if name != row.name:
        SourceConnection.objects.filter(pk=row.pk).update(name=name)
    text = MAP.read_text()
    last = row.maps.count()
    DataMapVersion.objects.create(
        source=row, version=last + 1, text=text, sha256=read_map(text).version, added_at=NOW
    )
    return SourceConnection.objects.get(pk=row.pk)


@pytest.fixture
def case(committed_db: CommittedDatabase, shop: Shop, bed: Bed, settings: LazySettings) -> Case:
    """A settled case whose one source is the shop."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    settings.JOB_LEASE_SECONDS = 30
    connect(shop)
    return settled(a_case())
