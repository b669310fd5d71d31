"""A map drafted from a live database fits it: nothing is missing, nothing uncovered, and it can be walked."""

from __future__ import annotations

from exports.datamap import read_map
from exports.sources.sql.source import drafted
from tests.exports.sources.engines import Engine
from tests.exports.sources.maps import data_map, walked


def test_a_draft_covers_the_database_it_was_drafted_from(engine: Engine) -> None:
    engine.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email varchar(90), date_of_birth date, friend int,"
        " FOREIGN KEY (friend) REFERENCES people (id))",
        "CREATE TABLE products (id int PRIMARY KEY, name varchar(20))",
        "CREATE TABLE orders (id int PRIMARY KEY, buyer int NOT NULL, product int,"
        " FOREIGN KEY (buyer) REFERENCES people (id), FOREIGN KEY (product) REFERENCES products (id))",
        "CREATE TABLE parts (a int, b int, order_id int, PRIMARY KEY (a, b))",
        "CREATE TABLE seals (a int, b int, FOREIGN KEY (a, b) REFERENCES parts (a, b))",
        "INSERT INTO people VALUES (1, 'ada@example.org', '1990-02-03', NULL), (2, 'b@example.org', NULL, 1)",
        "INSERT INTO products VALUES (1, 'lamp'), (2, 'rope')",
        "INSERT INTO orders VALUES (1, 1, 1), (2, 2, 1), (3, 2, 2)",
        "INSERT INTO parts VALUES (1, 1, 1), (2, 1, 2)",
    )
    source = engine.source(data_map({"people": ["email =email"]}))
    text = drafted(source._database, "shop", "Shop")
    warnings = [str(problem) for problem in read_map(text).warnings]
    assert len(warnings) == 2
    assert any("shop.people.friend" in warning for warning in warnings)
    assert any("“shop.seals”: it will not be searched" in warning for warning in warnings)
    found = engine.source(text)
    assert {name: [row[0] for row in rows] for name, rows in walked(found).items()} == {
        "people": [1],
        "orders": [1],
        "products": [1],
        "parts": [1],
    }
    assert [gap.what for gap in found.not_covered()] == ["table seals"]
    wrong = [finding.sentence for finding in found.check() if not finding.ok]
    assert all("In the data map" in sentence or "no index" in sentence for sentence in wrong)
