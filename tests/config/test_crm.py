"""The demo company's CRM: the same every time, loaded once, and searched exactly."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
import psycopg
import pytest
from PIL import Image
from psycopg import sql

from config.demo.crm import SOFIA_EMAIL, SOFIA_NAME, load
from config.demo.crm.loading import DATA_MAP, reader_url
from config.demo.crm.rows import crm
from exports.datamap import read_map
from exports.sources import open_source
from exports.sources.base import Identity, IdentityKind, NotCovered, Source
from tests.support.bed import Bed

SOFIA = Identity(IdentityKind.EMAIL, SOFIA_EMAIL.upper())
QUERIES = {
    "people": "SELECT t.id FROM people t WHERE t.id = %s ORDER BY t.id",
    "orders": "SELECT t.id FROM orders t WHERE t.person_id = %s ORDER BY t.id",
    "tickets": "SELECT t.id FROM tickets t WHERE t.person_id = %s ORDER BY t.id",
    "ticket_messages": "SELECT t.id FROM ticket_messages t JOIN tickets k ON k.id = t.ticket_id"
    " WHERE k.person_id = %s ORDER BY t.id",
}


@dataclass(frozen=True)
class LoadedCrm:
    """The CRM in a database of this run, and how to reach it."""

    database: str
    reader: str
    owner_url: str
    server_url: str
    source: Source


@pytest.fixture(scope="module")
def loaded(bed: Bed, worker_id: str) -> Iterator[LoadedCrm]:
    """The CRM, loaded by the product's own loader."""
    database, reader = f"crm_{worker_id}", f"crm_reader_{worker_id}"
    server_url = bed.postgres.url("postgres", "postgres")
    assert load(server_url, database=database, reader=reader) is True
    with bed.postgres.connect() as connection:
        connection.execute(sql.SQL("ALTER ROLE {} PASSWORD 'read-only'").format(sql.Identifier(reader)))
    address = f"{reader_url(server_url, database=database, reader=reader)} password=read-only"
    source = open_source(
        "postgresql",
        name="CRM",
        connection=address,
        data_map=read_map(DATA_MAP.read_text()),
        allowed_hosts=[str(bed.postgres.sockets)],
    )
    yield LoadedCrm(database, reader, bed.postgres.url("postgres", database), server_url, source)
    bed.drop(database)
    with bed.postgres.connect() as connection:
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(reader)))


def ids_of(source: Source, identity: Identity) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {name: [] for name in QUERIES}
    for batch in source.walk([identity]):
        found[batch.record_set.collection].extend(row[0] for row in batch.rows)
    return found


def test_one_seed_gives_one_crm() -> None:
    first, second = crm(), crm()
    for table in first.__slots__:
        assert getattr(first, table) == getattr(second, table)
    counts = {table: len(getattr(first, table)) for table in first.__slots__}
    assert counts["people"] == 2_000
    assert sum(counts.values()) == 50_000
    addresses = [str(row[4]).lower() for row in first.people]
    assert len(set(addresses)) == 2_000
    assert {address.partition("@")[2] for address in addresses} == {"example.org", "example.net"}


def test_a_second_load_changes_nothing(loaded: LoadedCrm) -> None:
    again = []
    threads = [
        threading.Thread(
            target=lambda: again.append(
                load(loaded.server_url, database=loaded.database, reader=loaded.reader)
            )
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert again == [False] * 3
    with psycopg.connect(loaded.owner_url) as connection:
        assert connection.execute("SELECT count(*) FROM orders").fetchone() == (14_000,)


def test_nothing_is_wrong_and_what_is_left_out_is_named(loaded: LoadedCrm) -> None:
    assert [finding.sentence for finding in loaded.source.check() if not finding.ok] == []
    assert loaded.source.not_covered() == [
        NotCovered("table audit_trail", "It is not in the data map."),
        NotCovered("column people.lead_score", "It is not in the data map."),
    ]
    with psycopg.connect(loaded.owner_url) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(loaded.reader)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM orders")


def test_sofia_is_found_with_all_that_is_hers(loaded: LoadedCrm) -> None:
    (contact,) = loaded.source.find_contacts(SOFIA)
    assert (contact.name, contact.emails) == (SOFIA_NAME, (SOFIA_EMAIL,))
    found = ids_of(loaded.source, SOFIA)
    assert {name: len(ids) for name, ids in found.items()} == {
        "people": 1,
        "orders": 40,
        "tickets": 12,
        "ticket_messages": 60,
    }


def test_the_walk_equals_plain_joins_for_many(loaded: LoadedCrm) -> None:
    with psycopg.connect(loaded.owner_url) as connection:
        for person, email in connection.execute("SELECT id, email FROM people WHERE id % 97 = 0").fetchall():
            found = ids_of(loaded.source, Identity(IdentityKind.EMAIL, email.swapcase()))
            for name, query in QUERIES.items():
                assert found[name] == [row[0] for row in connection.execute(query, [person])], (person, name)


def test_attachments_are_real_files(loaded: LoadedCrm) -> None:
    kinds = set()
    with psycopg.connect(loaded.owner_url) as connection:
        files = connection.execute(
            "SELECT attachment_name, attachment FROM ticket_messages WHERE attachment IS NOT NULL"
        ).fetchall()
    assert 200 < len(files) < 320
    for name, content in files:
        kinds.add(name[-3:])
        if name.endswith(".png"):
            Image.open(io.BytesIO(content)).load()
        elif name.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(content)) as document:
                assert len(document.pages) == 1
                assert document.check_pdf_syntax() == []
        else:
            assert content.decode().count("\r\n") > 5
    assert kinds == {"png", "pdf", "txt"}
    messages = [
        batch for batch in loaded.source.walk([SOFIA]) if batch.record_set.collection == "ticket_messages"
    ]
    carried = [row for batch in messages for row in batch.rows if row[6] is not None]
    assert len(carried) == 4
    assert all(isinstance(row[6], bytes) for row in carried)
