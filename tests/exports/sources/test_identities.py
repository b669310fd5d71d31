"""A person is found by every identity given, however it is written; nobody else is."""

from __future__ import annotations

import pytest

from exports.sources.base import Contact, Identity, IdentityKind
from tests.exports.sources.maps import data_map, walked
from tests.exports.sources.postgres import SourceDatabase

MAP = data_map(
    {
        "people": [
            "id pk",
            "email =email",
            "second =email",
            "others =email",
            "phone =phone_number",
            "number =customer_number",
            "code =external_id",
        ]
    }
)


@pytest.fixture
def people(database: SourceDatabase) -> SourceDatabase:
    """Five people, one with an apostrophe, one with several addresses."""
    database.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email varchar(80), second text, others text[], phone text,"
        " number int, code uuid)",
        "INSERT INTO people VALUES"
        " (1, 'Ada@Example.org', NULL, '{}', '+44 (7700) 900-001', 7, NULL),"
        " (2, 'bob@example.org', 'O''HARA@example.org', NULL, '', 8, 'c0ffee00-0000-4000-8000-000000000001'),"
        " (3, '', NULL, '{Zoë@example.org,o''hara@example.org}', '447700900001', 77, NULL),"
        " (4, NULL, NULL, NULL, NULL, NULL, NULL),"
        " (5, '%', '_', '{%}', 'none', -7, NULL)",
    )
    database.grant()
    return database


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("email", "ada@example.org", [1]),
        ("email", "  ADA@EXAMPLE.ORG ", [1]),
        ("email", "o'hara@example.org", [2, 3]),
        ("email", "zoë@example.org", [3]),
        ("email", "ada@example.org' OR '1'='1", []),
        ("email", "%", [5]),
        ("email", "", []),
        ("email", "   ", []),
        ("email", "a\0da@example.org", []),
        ("email", "\ud800@example.org", []),
        ("email", "x" * 40_000, []),
        ("phone_number", "447700900001", [1, 3]),
        ("phone_number", "+44 7700 900001", [1, 3]),
        ("phone_number", "none", []),
        ("customer_number", "7", [1]),
        ("customer_number", "007", [1]),
        ("customer_number", "7; DELETE FROM people", []),
        ("customer_number", "99999999999999999999", []),
        ("external_id", "C0FFEE00-0000-4000-8000-000000000001", [2]),
        ("external_id", "not-a-uuid", []),
    ],
)
def test_found_by(people: SourceDatabase, kind: str, value: str, expected: list[int]) -> None:
    rows = walked(people.source(MAP), [Identity(IdentityKind(kind), value)]).get("people", [])
    assert [row[0] for row in rows] == expected


def test_all_identities_count_together(people: SourceDatabase) -> None:
    given = [Identity(IdentityKind.EMAIL, "ada@example.org"), Identity(IdentityKind.CUSTOMER_NUMBER, "8")]
    assert [row[0] for row in walked(people.source(MAP), given)["people"]] == [1, 2]


def test_keys_of_unlike_types_are_compared_as_text(database: SourceDatabase) -> None:
    database.execute(
        "CREATE TABLE people (id bigint PRIMARY KEY, email text, code text, d date, k bytea)",
        "CREATE TABLE orders (id int PRIMARY KEY, person text)",
        "CREATE TABLE cards (id int PRIMARY KEY, code int)",
        "CREATE TABLE days (d date PRIMARY KEY)",
        "CREATE TABLE blobs (k bytea PRIMARY KEY)",
        "INSERT INTO people VALUES (1, 'ada@example.org', '12', '2026-02-03', '\\xff'),"
        " (2, 'ada@example.org', 'twelve', NULL, NULL)",
        "INSERT INTO orders VALUES (1, '1'), (2, '01'), (3, 'x')",
        "INSERT INTO cards VALUES (1, 12), (2, 13)",
        "INSERT INTO days VALUES ('2026-02-03'), ('2026-02-04')",
        "INSERT INTO blobs VALUES ('\\xff'), ('\\xfe')",
    )
    database.grant()
    fields = {
        "people": ["id pk", "email =email", "code", "d", "k"],
        "orders": ["id pk", "person <people.id"],
        "cards": ["id pk", "code <people.code"],
        "days": ["d <people.d"],
        "blobs": ["k <people.k"],
    }
    found = walked(database.source(data_map(fields)))
    assert found["orders"] == [(1, "1")]
    assert found["cards"] == [(1, 12)]
    assert found["days"] == [("2026-02-03",)]
    assert found["blobs"] == [(b"\xff",)]


CONTACTS = """
fides_key: shop
collections:
  - name: clients
    fields:
      - {name: id}
      - {name: full_name, data_categories: [user.name]}
      - {name: mail, data_categories: [user.contact.email], fides_meta: {identity: email}}
      - {name: old_mail, data_categories: [user.contact.email], fides_meta: {identity: email}}
      - {name: mobile, data_categories: [user.contact.phone_number]}
  - name: staff
    fields:
      - {name: last, data_categories: [user.name.last]}
      - {name: first, data_categories: [user.name.first]}
      - {name: mail, data_categories: [user.contact.email], fides_meta: {identity: email}}
  - name: notes
    fields:
      - {name: client_id, fides_meta: {references: [{dataset: shop, field: clients.id, direction: from}]}}
      - {name: mail, data_categories: [user.contact.email]}
"""


def test_contacts_are_those_who_bear_the_address(database: SourceDatabase) -> None:
    database.execute(
        "CREATE TABLE clients (id int PRIMARY KEY, full_name text, mail text, old_mail text, mobile text)",
        "CREATE TABLE staff (last text, first text, mail text)",
        "CREATE TABLE notes (client_id int, mail text)",
        "INSERT INTO clients VALUES (1, 'Ada Fjeld', 'ada@example.org', 'ADA@example.net', ' 07700 900001 '),"
        " (2, 'Bob Rook', 'bob@example.org', NULL, NULL), (3, NULL, 'x@example.org', 'ada@example.org', '')",
        "INSERT INTO staff VALUES ('Moss', 'Ada', 'Ada@Example.org')",
        "INSERT INTO notes VALUES (1, 'third@example.org')",
    )
    database.grant()
    found = database.source(CONTACTS).find_contacts(Identity(IdentityKind.EMAIL, "ada@example.org"))
    assert found == [
        Contact("Ada Fjeld", ("ada@example.org", "ADA@example.net"), ("07700 900001",)),
        Contact("", ("x@example.org", "ada@example.org"), ()),
        Contact("Ada Moss", ("Ada@Example.org",), ()),
    ]
    assert database.source(CONTACTS).find_contacts(Identity(IdentityKind.PHONE, "07700 900001")) == []


def test_an_identity_never_shows_in_a_representation() -> None:
    shown = repr(
        (Identity(IdentityKind.EMAIL, "ada@example.org"), Contact("Ada", ("ada@example.org",), ("07700",)))
    )
    assert "ada" not in shown.lower()
    assert "07700" not in shown
