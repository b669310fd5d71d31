"""The demo company's CRM: the same every time whatever its size, loaded once, and searched exactly."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from config.demo.crm import SOFIA_EMAIL, SOFIA_NAME, load
from config.demo.crm.known import ACCENTS_ID, AMOUNTS, BUSY_ID, KNOWN, NAMESAKE_ID, SOFIA_ID
from config.demo.crm.loading import DATA_MAP, reader_url
from config.demo.crm.rows import PEOPLE, TABLES, crm
from exports.sources.base import Identity, IdentityKind, NotCovered, Source
from tests.support.bed import Bed
from tests.support.demo_databases import Loaded, ids_of, loaded_database, unindexed_references

SOFIA = Identity(IdentityKind.EMAIL, SOFIA_EMAIL.upper())
SMALL = 600
_INVOICES = "JOIN invoices i ON i.id = t.invoice_id JOIN orders o ON o.id = i.order_id WHERE o.person_id"
_MESSAGES = "JOIN tickets k ON k.id = m.ticket_id WHERE k.person_id"
QUERIES = {
    "organisations": "JOIN people p ON p.organisation_id = t.id WHERE p.id",
    "people": "WHERE t.id",
    "addresses": "WHERE t.person_id",
    "tickets": "WHERE t.person_id",
    "ticket_messages": "JOIN tickets k ON k.id = t.ticket_id WHERE k.person_id",
    "attachments": f"JOIN ticket_messages m ON m.id = t.message_id {_MESSAGES}",
    "call_recordings": "WHERE t.person_id",
    "orders": "WHERE t.person_id",
    "invoices": "JOIN orders o ON o.id = t.order_id WHERE o.person_id",
    "invoice_lines": _INVOICES,
    "payments": _INVOICES,
    "consents": "WHERE t.person_id",
    "newsletter_events": "WHERE t.person_id",
    "web_visits": "WHERE t.person_id",
}


@pytest.fixture(scope="module")
def loaded(bed: Bed, worker_id: str) -> Iterator[Loaded]:
    """Six hundred people of the CRM, loaded by the product's own loader."""
    database, reader = f"crm_{worker_id}", f"crm_reader_{worker_id}"
    server_url = bed.postgres.url("postgres", "postgres")
    assert load(server_url, database=database, reader=reader, people=SMALL) is True
    address = reader_url(server_url, database=database, reader=reader)
    yield from loaded_database(bed, database, reader, address, DATA_MAP)


def joined(connection: psycopg.Connection, table: str, person: int) -> list[object]:
    """The ids of a person's rows, by plain joins."""
    query = sql.SQL("SELECT t.id FROM {} t " + QUERIES[table] + " = %s ORDER BY t.id")
    return [row[0] for row in connection.execute(query.format(sql.Identifier(table)), [person])]


def found_as_joined(source: Source, connection: psycopg.Connection, person: int, email: str) -> int:
    """Compare a walk with plain joins, table by table; answer how many rows there were."""
    found = ids_of(source, Identity(IdentityKind.EMAIL, email.swapcase()))
    for table in QUERIES:
        assert found.get(table, []) == joined(connection, table, person), (person, table)
    assert found.keys() <= QUERIES.keys()
    return sum(len(ids) for ids in found.values())


def test_one_seed_gives_one_crm_and_fewer_people_are_the_first_of_the_many() -> None:
    few, more = crm(count=SMALL), crm(count=1_100)
    assert crm(count=SMALL) == few
    for table in TABLES:
        assert few[table] == more[table][: len(few[table])]
    addresses = [str(row[4]).lower() for row in more["people"]]
    assert len(set(addresses)) == 1_100
    assert {address.partition("@")[2] for address in addresses} == {"example.org", "example.net"}
    assert len({row[5] for row in more["people"] if row[5]}) == sum(bool(row[5]) for row in more["people"])


def test_too_few_people_to_write_of_one_another_are_refused() -> None:
    with pytest.raises(ValueError, match="500 people or more"):
        crm(count=499)


def test_a_second_load_changes_nothing(loaded: Loaded) -> None:
    again = []
    threads = [
        threading.Thread(
            target=lambda: again.append(
                load(loaded.server_url, database=loaded.database, reader=loaded.reader, people=SMALL)
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
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (SMALL,)


def test_nothing_is_wrong_and_what_is_left_out_is_named(loaded: Loaded) -> None:
    assert [finding.sentence for finding in loaded.source.check() if not finding.ok] == []
    assert loaded.source.not_covered() == [
        NotCovered("table audit_trail", "It is not in the data map."),
        NotCovered("column people.lead_score", "It is not in the data map."),
    ]
    assert {found.collection for found in loaded.source.record_sets()} == set(TABLES) - {"audit_trail"}
    with psycopg.connect(loaded.owner_url) as connection:
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(loaded.reader)))
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DELETE FROM orders")


def test_every_reference_that_a_walk_follows_has_its_index(loaded: Loaded) -> None:
    assert unindexed_references(loaded, DATA_MAP) == []


def test_sofia_is_found_with_all_that_is_hers(loaded: Loaded) -> None:
    (contact,) = loaded.source.find_contacts(SOFIA)
    assert (contact.name, contact.emails) == (SOFIA_NAME, (SOFIA_EMAIL,))
    with psycopg.connect(loaded.owner_url) as connection:
        assert found_as_joined(loaded.source, connection, SOFIA_ID, SOFIA_EMAIL) > 250
    found = {table: len(ids) for table, ids in ids_of(loaded.source, SOFIA).items()}
    wanted = AMOUNTS[SOFIA_ID]
    assert (found["people"], found["organisations"], found["attachments"]) == (1, 1, 4)
    assert (found["orders"], found["tickets"]) == (wanted.orders, wanted.tickets) == (40, 12)
    assert (found["ticket_messages"], found["call_recordings"]) == (60, 3)
    assert set(found) == set(QUERIES)


def test_the_walk_equals_plain_joins_for_many(loaded: Loaded) -> None:
    with psycopg.connect(loaded.owner_url) as connection:
        for person, email in connection.execute("SELECT id, email FROM people WHERE id % 29 = 0").fetchall():
            assert found_as_joined(loaded.source, connection, person, email) > 0


def test_a_customer_number_or_a_telephone_number_finds_the_same(loaded: Loaded) -> None:
    by_email = ids_of(loaded.source, SOFIA)
    assert ids_of(loaded.source, Identity(IdentityKind.CUSTOMER_NUMBER, "C-102919")) == by_email
    assert ids_of(loaded.source, Identity(IdentityKind.PHONE, "07700-900-417")) == by_email


def test_a_child_has_a_guardian_and_neither_is_found_with_the_other(loaded: Loaded) -> None:
    with psycopg.connect(loaded.owner_url) as connection:
        pairs = connection.execute(
            "SELECT c.id, c.email, c.date_of_birth, g.id, g.email FROM people c"
            " JOIN people g ON g.id = c.guardian_id AND g.last_name = c.last_name ORDER BY c.id"
        ).fetchall()
        assert len(pairs) == 3
        for child, email, born, guardian, guardian_email in pairs:
            assert born.year >= 2012
            assert joined(connection, "newsletter_events", child) == []
            found = ids_of(loaded.source, Identity(IdentityKind.EMAIL, email))
            assert found["people"] == [child]
            assert ids_of(loaded.source, Identity(IdentityKind.EMAIL, guardian_email))["people"] == [guardian]


def test_the_people_whom_demonstrations_call_by_name() -> None:
    people = {row[0]: row for row in crm(count=BUSY_ID)["people"]}
    for number, known in KNOWN.items():
        assert people[number][2:5] == (known.first_name, known.last_name, known.email)
    assert people[NAMESAKE_ID][2:4] == people[SOFIA_ID][2:4]
    assert not str(people[ACCENTS_ID][3]).isascii()


@pytest.mark.slow
def test_the_whole_crm_is_loaded_and_walked(bed: Bed, worker_id: str) -> None:
    database, reader = f"crm_whole_{worker_id}", f"crm_whole_reader_{worker_id}"
    server_url = bed.postgres.url("postgres", "postgres")
    begun = time.monotonic()
    assert load(server_url, database=database, reader=reader) is True
    loaded_in = time.monotonic() - begun
    address = reader_url(server_url, database=database, reader=reader)
    for whole in loaded_database(bed, database, reader, address, DATA_MAP):
        with psycopg.connect(whole.owner_url) as connection:
            counts = {
                table: connection.execute(
                    sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
                ).fetchone()
                for table in TABLES
            }
            rows = sum(count[0] for count in counts.values() if count)
            assert counts["people"] == (PEOPLE,)
            assert 480_000 < rows < 520_000
            assert len(counts) == 15
            begun = time.monotonic()
            assert found_as_joined(whole.source, connection, BUSY_ID, KNOWN[BUSY_ID].email) > 5_000
            walked_in = time.monotonic() - begun
            last = connection.execute("SELECT id, email FROM people ORDER BY id DESC LIMIT 40").fetchall()
            for person, email in last:
                found_as_joined(whole.source, connection, person, email)
        print(f"\n{rows:,} rows loaded in {loaded_in:.1f} s; the largest person walked in {walked_in:.2f} s")  # noqa: T201  the figure this test is run for
