"""On every kind of database a walk gives exactly the person's rows, each once, in a fixed order."""

from __future__ import annotations

import pytest

from exports.sources.base import Identity, IdentityKind
from tests.exports.sources.engines import Engine
from tests.exports.sources.maps import EMAIL, data_map, walked

PEOPLE = "CREATE TABLE people (id int PRIMARY KEY, email varchar(90))"
TWO_PEOPLE = "INSERT INTO people VALUES (1, 'Ada@Example.org'), (2, 'bob@example.org')"
BATCHES = pytest.mark.parametrize("batch", [1, 500])


@BATCHES
def test_a_chain_gives_this_person_and_nobody_else(engine: Engine, batch: int) -> None:
    engine.execute(
        PEOPLE,
        TWO_PEOPLE,
        "CREATE TABLE orders (id int PRIMARY KEY, person_id int)",
        "CREATE TABLE bits (order_id int, bit int, body varchar(20), PRIMARY KEY (order_id, bit))",
    )
    engine.insert("orders", [(number, 1 + number % 2) for number in range(1, 41)])
    engine.insert("bits", [(o, b, f"{o}/{b}") for o in range(40, 0, -1) for b in (3, 1, 2)])
    fields = {
        "people": ["id pk", "email =email"],
        "orders": ["id pk", "person_id <people.id"],
        "bits": ["order_id <orders.id", "bit", "body"],
    }
    assert walked(engine.source(data_map(fields), batch)) == {
        "people": [(1, "Ada@Example.org")],
        "orders": [(number, 1) for number in range(2, 41, 2)],
        "bits": [(o, b, f"{o}/{b}") for o in range(2, 41, 2) for b in (1, 2, 3)],
    }


@BATCHES
def test_loops_end_and_give_each_row_once(engine: Engine, batch: int) -> None:
    engine.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email varchar(90), knows int)",
        "CREATE TABLE calls (caller int, called varchar(9), note varchar(9))",
    )
    engine.insert(
        "people", [(1, "ada@example.org", 2), (2, "x", 3), (3, None, 1), (4, "y", 4), (5, "z", None)]
    )
    engine.insert("calls", [(3, "4", "b"), (1, "5", "a"), (1, "5", "a"), (3, "2", None), (4, "9", "q")])
    fields = {
        "people": ["id pk >calls.caller <calls.called", "email =email", "knows >people.id"],
        "calls": ["caller", "called", "note"],
    }
    found = walked(engine.source(data_map(fields), batch))
    assert [row[0] for row in found["people"]] == [1, 2, 3, 4, 5]
    assert found["calls"] == [
        (1, "5", "a"),
        (1, "5", "a"),
        (3, "2", None),
        (3, "4", "b"),
        (4, "9", "q"),
    ]


@BATCHES
def test_equal_rows_without_a_key_are_as_many_as_there_are(engine: Engine, batch: int) -> None:
    engine.execute(
        PEOPLE,
        TWO_PEOPLE,
        "INSERT INTO people VALUES (3, 'ada@example.org')",
        "CREATE TABLE visits (person int, guest int, page varchar(20))",
        "CREATE VIEW pages AS SELECT person, page FROM visits",
    )
    rows = [(1, 3, "b"), (3, 1, "a"), (1, 3, "b"), (2, 1, "c"), (2, 2, "d"), (None, 3, None), (1, None, "e")]
    engine.insert("visits", rows)
    fields = {
        "people": ["id pk", "email =email"],
        "visits": ["person <people.id", "guest <people.id", "page"],
        "pages": ["person <people.id", "page"],
    }
    found = walked(engine.source(data_map(fields), batch))
    assert found["visits"] == [
        (None, 3, None),
        (1, None, "e"),
        (1, 3, "b"),
        (1, 3, "b"),
        (2, 1, "c"),
        (3, 1, "a"),
    ]
    assert found["pages"] == [(1, "b"), (1, "b"), (1, "e"), (3, "a")]


@pytest.mark.parametrize("batch", [7, 500])
def test_texts_are_sorted_by_code_points(engine: Engine, batch: int) -> None:
    engine.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email varchar(90))",
        "CREATE TABLE notes (code varchar(40) PRIMARY KEY, person int, body text)",
    )
    engine.insert("people", [(number, "ada@example.org") for number in range(30)])
    codes = [f"{letter}{number}" for letter in ("a", "B", "é", "Z", "_", "😀") for number in range(20)]
    engine.insert("notes", [(code, place % 30, f"n{place}") for place, code in enumerate(reversed(codes))])
    fields = {"people": ["id pk", "email =email"], "notes": ["code pk", "person <people.id", "body"]}
    found = walked(engine.source(data_map(fields), batch))["notes"]
    assert [row[0] for row in found] == sorted(codes)


FOUND_BY = [
    ("email", "ADA@example.org", [1]),
    ("email", " o'hara@example.org ", [2]),
    ("email", "zoë@example.org", [3]),
    ("email", "zoe@example.org", []),
    ("email", "ada@example.org' OR '1'='1", []),
    ("email", "ada@example.org\\", []),
    ("email", "%", [5]),
    ("email", "", []),
    ("email", "a\0da@example.org", []),
    ("email", "\ud800@example.org", []),
    ("email", "x" * 40_000, []),
    ("phone_number", "+44 7700 900001", [1]),
    ("phone_number", "none", []),
    ("customer_number", "7", [1]),
    ("customer_number", "007", [1]),
    ("customer_number", "7; DELETE FROM people", []),
    ("customer_number", "99999999999999999999999", []),
    ("external_id", "c-1'", [2]),
]


def test_found_by(engine: Engine) -> None:
    engine.execute(
        "CREATE TABLE people"
        " (id int PRIMARY KEY, email varchar(90), phone varchar(30), number int, code varchar(40))"
    )
    engine.insert(
        "people",
        [
            (1, "Ada@Example.org", "(+44) 7700-900 001", 7, None),
            (2, "O'Hara@example.org", "", 8, "c-1'"),
            (3, "Zoë@Example.org", None, 77, "c-2"),
            (4, None, None, None, None),
            (5, "%", "none", -7, "_"),
        ],
    )
    fields = ["id pk", "email =email", "phone =phone_number", "number =customer_number", "code =external_id"]
    source = engine.source(data_map({"people": fields}))
    for kind, value, expected in FOUND_BY:
        rows = walked(source, [Identity(IdentityKind(kind), value)]).get("people", [])
        assert [row[0] for row in rows] == expected, (kind, value)


def test_keys_of_unlike_types_find_each_other(engine: Engine) -> None:
    engine.execute(
        f"CREATE TABLE people (id int PRIMARY KEY, email varchar(90), code varchar(9), k {engine.blob})",
        "CREATE TABLE orders (id int PRIMARY KEY, person varchar(20))",
        "CREATE TABLE cards (id int PRIMARY KEY, code int)",
        f"CREATE TABLE blobs (id int PRIMARY KEY, k {engine.blob})",
        "INSERT INTO orders VALUES (1, '1'), (2, '01'), (3, 'x')",
        "INSERT INTO cards VALUES (1, 12), (2, 13)",
    )
    engine.insert(
        "people", [(1, "ada@example.org", "12", b"\xff\0'"), (2, "ada@example.org", "twelve", None)]
    )
    engine.insert("blobs", [(1, b"\xff\0'"), (2, b"\xfe")])
    fields = {
        "people": ["id pk", "email =email", "code", "k"],
        "orders": ["id pk", "person <people.id"],
        "cards": ["id pk", "code <people.code"],
        "blobs": ["id pk", "k <people.k"],
    }
    found = walked(engine.source(data_map(fields)))
    assert (found["orders"], found["cards"]) == ([(1, "1")], [(1, 12)])
    assert found["blobs"] == [(1, b"\xff\0'")]


def test_names_of_any_kind_are_quoted(engine: Engine) -> None:
    mark = "`" if engine.kind == "mysql" else '"'
    table, mail, odd = f"{mark}Order; DROP TABLE x{mark}", f"{mark}E-Mail %(a)s:b{mark}", f"{mark}a'b\\{mark}"
    engine.execute(
        f"CREATE TABLE {table} ({mark}select{mark} int PRIMARY KEY, {mail} varchar(90), {odd} text)"
    )
    engine.insert(table, [(1, "ada@example.org", "x")])
    text = """
        fides_key: shop
        collections:
          - name: "Order; DROP TABLE x"
            fields:
              - {name: select}
              - {name: "E-Mail %(a)s:b", fides_meta: {identity: email}}
              - {name: "a'b\\\\"}
    """
    assert walked(engine.source(text))["Order; DROP TABLE x"] == [(1, "ada@example.org", "x")]


def test_what_is_wrong_and_what_is_not_covered_is_said(engine: Engine) -> None:
    engine.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email varchar(90), secret_score int)",
        "CREATE TABLE orders (id int PRIMARY KEY, person_id int)",
        "CREATE TABLE forgotten (id int)",
        "CREATE VIEW overview AS SELECT 1 AS one",
    )
    source = engine.source(
        data_map({"people": ["id pk", "email =email"], "orders": ["id pk", "person_id <people.id"]})
    )
    findings = source.check()
    assert findings[0].ok
    assert {finding.sentence for finding in findings if finding.ok} >= {
        "The table “people” is there, with 2 columns to read.",
        "The table “orders” is there, with 2 columns to read.",
    }
    assert ["email" in finding.sentence for finding in findings if not finding.ok] == [True]
    assert [gap.what for gap in source.not_covered()] == [
        "table forgotten",
        "view overview",
        "column people.secret_score",
    ]
    gone = engine.source(data_map({"people": ["id pk", "email =email", "nick"], "gone": ["id <people.id"]}))
    wrong = [finding.sentence for finding in gone.check() if not finding.ok]
    assert any("“nick” in the table “people”" in sentence for sentence in wrong)
    assert any("names the table “gone”, but the database has none" in sentence for sentence in wrong)


def test_contacts_are_found(engine: Engine) -> None:
    engine.execute(
        "CREATE TABLE clients"
        " (id int PRIMARY KEY, full_name varchar(90), mail varchar(90), mobile varchar(20))"
    )
    engine.insert("clients", [(1, "Ada Fjeld", "ada@example.org", " 07700 900001 "), (2, "Bob", "b@x", None)])
    text = """
        fides_key: shop
        collections:
          - name: clients
            fields:
              - {name: full_name, data_categories: [user.name]}
              - {name: mail, data_categories: [user.contact.email], fides_meta: {identity: email}}
              - {name: mobile, data_categories: [user.contact.phone_number]}
    """
    (contact,) = engine.source(text).find_contacts(EMAIL)
    assert (contact.name, contact.emails, contact.phones) == (
        "Ada Fjeld",
        ("ada@example.org",),
        ("07700 900001",),
    )


def test_one_snapshot_from_first_row_to_last(engine: Engine) -> None:
    engine.execute(
        PEOPLE, TWO_PEOPLE, "CREATE TABLE orders (id int PRIMARY KEY, person_id int, note varchar(9))"
    )
    if engine.kind == "sqlite":
        engine.execute("PRAGMA journal_mode = WAL")
    engine.insert("orders", [(number, 1, "old") for number in range(1, 5001)])
    fields = {"people": ["id pk", "email =email"], "orders": ["id pk", "person_id <people.id", "note"]}
    batches = engine.source(data_map(fields)).walk([EMAIL])
    next(batches)
    engine.execute("DELETE FROM orders WHERE id > 10", "UPDATE orders SET note = 'changed'")
    rows = [row for batch in batches for row in batch.rows]
    assert rows == [(number, 1, "old") for number in range(1, 5001)]


def test_a_walk_left_in_the_middle_hangs_up_at_once(engine: Engine) -> None:
    engine.execute(PEOPLE, TWO_PEOPLE, "CREATE TABLE orders (id int PRIMARY KEY, person_id int, note text)")
    engine.insert("orders", [(number, 1, "n" * 2000) for number in range(3000)])
    fields = {"people": ["id pk", "email =email"], "orders": ["id pk", "person_id <people.id", "note"]}
    batches = engine.source(data_map(fields)).walk([EMAIL])
    next(batches)
    next(batches)
    batches.close()
    assert len(walked(engine.source(data_map(fields)))["orders"]) == 3000
