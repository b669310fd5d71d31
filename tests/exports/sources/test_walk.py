"""The walk gives exactly the person's rows, each once, in a fixed order, whatever the references' shape."""

from __future__ import annotations

import pytest

from exports.sources.base import Identity, IdentityKind
from tests.exports.sources.maps import EMAIL, data_map, walked
from tests.exports.sources.postgres import SourceDatabase

PEOPLE = "CREATE TABLE people (id int PRIMARY KEY, email text)"
TWO_PEOPLE = "INSERT INTO people VALUES (1, 'ada@example.org'), (2, 'bob@example.org')"


def test_follows_a_chain_and_takes_nothing_of_others(database: SourceDatabase) -> None:
    database.execute(
        PEOPLE,
        "CREATE TABLE orders (id int PRIMARY KEY, person_id int)",
        "CREATE TABLE lines (order_id int, line int, text text, PRIMARY KEY (order_id, line))",
        TWO_PEOPLE,
        "INSERT INTO orders SELECT g, 1 + g % 2 FROM generate_series(1, 40) g",
        "INSERT INTO lines SELECT o, l, o || '/' || l FROM generate_series(1, 40) o, generate_series(1, 3) l",
    )
    database.grant()
    fields = {
        "people": ["id pk", "email =email"],
        "orders": ["id pk", "person_id <people.id"],
        "lines": ["order_id <orders.id", "line", "text"],
    }
    found = walked(database.source(data_map(fields)))
    assert found["people"] == [(1, "ada@example.org")]
    assert found["orders"] == [(number, 1) for number in range(2, 41, 2)]
    assert found["lines"] == database.execute(
        "SELECT l.* FROM lines l JOIN orders o ON o.id = l.order_id WHERE o.person_id = 1 ORDER BY 1, 2"
    )


@pytest.mark.parametrize("batch", [1, 3, 500])
def test_a_row_reached_by_two_ways_comes_once(database: SourceDatabase, batch: int) -> None:
    database.execute(
        PEOPLE,
        "CREATE TABLE calls (id int PRIMARY KEY, caller int, called int)",
        TWO_PEOPLE,
        "INSERT INTO people SELECT g, 'ada@example.org' FROM generate_series(3, 20) g",
        "INSERT INTO calls SELECT g, 1 + g % 20, 1 + (g * 7) % 20 FROM generate_series(1, 200) g",
    )
    database.grant()
    fields = {
        "people": ["id pk", "email =email"],
        "calls": ["id pk", "caller <people.id", "called <people.id"],
    }
    assert walked(database.source(data_map(fields), key_batch=batch))["calls"] == database.execute(
        "SELECT * FROM calls WHERE caller <> 2 OR called <> 2 ORDER BY id"
    )


@pytest.mark.parametrize("batch", [1, 2, 500])
def test_self_reference_is_followed_in_its_direction(database: SourceDatabase, batch: int) -> None:
    database.execute(
        "CREATE TABLE posts (id int PRIMARY KEY, email text, parent_id int)",
        "INSERT INTO posts VALUES (1, 'bob@example.org', NULL), (2, 'ada@example.org', 1),"
        " (5, 'bob@example.org', 2), (4, 'bob@example.org', 5), (3, 'eve@example.org', 1),"
        " (6, 'ada@example.org', 6)",
    )
    database.grant()
    replies = data_map({"posts": ["id pk", "email =email", "parent_id <posts.id"]})
    assert [row[0] for row in walked(database.source(replies, key_batch=batch))["posts"]] == [2, 4, 5, 6]
    parents = data_map({"posts": ["id pk", "email =email", "parent_id >posts.id"]})
    assert [row[0] for row in walked(database.source(parents, key_batch=batch))["posts"]] == [1, 2, 6]


@pytest.mark.parametrize("batch", [1, 500])
def test_a_loop_of_tables_ends_and_leads_on(database: SourceDatabase, batch: int) -> None:
    database.execute(
        PEOPLE,
        "CREATE TABLE households (id uuid PRIMARY KEY, head int, letters text UNIQUE)",
        "CREATE TABLE members (household uuid, person int, PRIMARY KEY (household, person))",
        "CREATE TABLE letters (code text PRIMARY KEY, body bytea)",
        "INSERT INTO people SELECT g, CASE g WHEN 4 THEN 'ada@example.org' ELSE g || '@example.org' END"
        " FROM generate_series(1, 9) g",
        "INSERT INTO households SELECT md5(g::text)::uuid, g, 'L' || g FROM generate_series(1, 9) g",
        "INSERT INTO members SELECT md5(g::text)::uuid, g + 2 FROM generate_series(1, 7) g",
        "INSERT INTO letters SELECT 'L' || g, decode('ff00', 'hex') FROM generate_series(1, 9) g",
    )
    database.grant()
    fields = {
        "people": ["id pk", "email =email", "id <members.person"],
        "households": ["id pk", "head <people.id", "letters"],
        "members": ["household <households.id", "person"],
        "letters": ["code <households.letters", "body"],
    }
    fields["people"] = ["id pk <members.person", "email =email"]
    found = walked(database.source(data_map(fields), key_batch=batch))
    assert [row[0] for row in found["people"]] == [4, 6, 8]
    assert sorted(row[2] for row in found["households"]) == ["L4", "L6", "L8"]
    assert [row[0] for row in found["households"]] == sorted(row[0] for row in found["households"])
    assert [row[1] for row in sorted(found["members"], key=lambda row: row[1])] == [6, 8]
    assert found["letters"] == [(code, b"\xff\x00") for code in ("L4", "L6", "L8")]


def test_without_direction_a_shared_record_does_not_lead_to_other_people(database: SourceDatabase) -> None:
    database.execute(
        PEOPLE,
        "CREATE TABLE products (id int PRIMARY KEY, name text)",
        "CREATE TABLE orders (id int PRIMARY KEY, person_id int, product_id int)",
        TWO_PEOPLE,
        "INSERT INTO products VALUES (1, 'lamp'), (2, 'rope')",
        "INSERT INTO orders VALUES (1, 1, 1), (2, 2, 1), (3, 2, 2)",
    )
    database.grant()
    fields = {
        "people": ["id pk", "email =email"],
        "products": ["id pk", "name"],
        "orders": ["id pk", "person_id ?people.id", "product_id ?products.id"],
    }
    assert walked(database.source(data_map(fields))) == {
        "people": [(1, "ada@example.org")],
        "orders": [(1, 1, 1)],
        "products": [(1, "lamp")],
    }


@pytest.mark.parametrize("kind", ["straight", "loop"])
@pytest.mark.parametrize("batch", [1, 500])
def test_equal_rows_without_a_key_are_all_kept(database: SourceDatabase, kind: str, batch: int) -> None:
    database.execute(
        PEOPLE,
        "CREATE TABLE visits (person int, page text, prior text) PARTITION BY LIST (person)",
        "CREATE TABLE visits_1 PARTITION OF visits FOR VALUES IN (1)",
        "CREATE TABLE visits_rest PARTITION OF visits DEFAULT",
        TWO_PEOPLE,
        "INSERT INTO people VALUES (3, 'ada@example.org')",
        "INSERT INTO visits VALUES (3, 'a', NULL), (1, 'b', 'a'), (1, 'b', 'a')",
        "INSERT INTO visits VALUES (2, 'z', 'q'), (3, 'b', NULL)",
    )
    database.grant()
    prior = "prior <visits.page" if kind == "loop" else "prior"
    fields = {"people": ["id pk", "email =email"], "visits": ["person <people.id", "page", prior]}
    found = walked(database.source(data_map(fields), key_batch=batch))
    assert found["visits"] == [(1, "b", "a"), (1, "b", "a"), (3, "a", None), (3, "b", None)]


def test_a_view_has_no_key_but_can_be_walked(database: SourceDatabase) -> None:
    database.execute(
        PEOPLE,
        TWO_PEOPLE,
        "CREATE VIEW scores AS SELECT id AS person, g AS score FROM people, generate_series(3, 1, -1) g",
    )
    database.grant()
    fields = {"people": ["id pk", "email =email"], "scores": ["person <people.id", "score"]}
    source = database.source(data_map(fields))
    assert walked(source)["scores"] == [(1, 1), (1, 2), (1, 3)]


def test_a_key_that_the_map_leaves_out_still_orders_and_is_not_handed_over(database: SourceDatabase) -> None:
    database.execute(
        "CREATE TABLE people (note text, id int PRIMARY KEY, email text)",
        "INSERT INTO people VALUES ('second', 2, 'ada@example.org'), ('first', 1, 'ADA@example.org')",
    )
    database.grant()
    source = database.source(data_map({"people": ["email =email", "note"]}))
    assert walked(source)["people"] == [("first", "ADA@example.org"), ("second", "ada@example.org")]
    assert [column.name for column in source.record_sets()[0].columns] == ["note", "email"]


@pytest.mark.parametrize("key", ["int", "text", "uuid", "timestamptz", "numeric", "no key"])
@pytest.mark.parametrize("batch", [7, 500])
def test_order_does_not_depend_on_how_rows_lie(database: SourceDatabase, key: str, batch: int) -> None:
    column = "text" if key == "no key" else key
    value = {
        "uuid": "md5(g::text)::uuid",
        "timestamptz": "'2020-01-01'::timestamptz + g * interval '1 day'",
        "text": "(ARRAY['a', 'B', 'é', 'Z', ''])[1 + g % 5] || g",
        "numeric": "g / 7.0",
    }.get(column, "g")
    database.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email text)",
        "INSERT INTO people SELECT g, 'ada@example.org' FROM generate_series(1, 25) g",
        f"CREATE TABLE notes (k {column} {'' if key == 'no key' else 'PRIMARY KEY'}, person int, body text)",
        f"INSERT INTO notes SELECT {value}, 1 + g % 25, 'n' || g % 3 FROM generate_series(1, 60) g",
    )
    database.grant()
    source = database.source(
        data_map({"people": ["id pk", "email =email"], "notes": ["k", "person <people.id", "body"]}),
        key_batch=batch,
    )
    before = walked(source)
    assert len(before["notes"]) == 60
    database.execute(
        "CREATE TABLE kept AS SELECT * FROM notes",
        "TRUNCATE notes",
        "INSERT INTO notes SELECT * FROM kept ORDER BY md5(kept::text)",
    )
    assert walked(source) == before


def test_nobody_is_nothing(database: SourceDatabase) -> None:
    database.execute(PEOPLE, "CREATE TABLE orders (id int PRIMARY KEY, person_id int)", TWO_PEOPLE)
    database.grant()
    source = database.source(
        data_map({"people": ["id pk", "email =email"], "orders": ["id pk", "person_id <people.id"]})
    )
    assert walked(source, [Identity(IdentityKind.EMAIL, "nobody@example.org")]) == {}
    assert walked(source, []) == {}
    assert next(iter(source.walk([EMAIL]))).record_set.title == "people"
