"""A check says in plain words what works, what does not, and what is not covered."""

from __future__ import annotations

import pytest

from exports.sources.base import NotCovered
from tests.exports.sources.maps import data_map, walked
from tests.exports.sources.postgres import READER, SourceDatabase

MAP = data_map(
    {
        "people": ["id pk", "email =email"],
        "orders": ["id pk", "person_id <people.id", "tags"],
        "days": ["person <people.id"],
        "letters": ["tag <orders.tags"],
        "island": ["id pk"],
        "gone": ["person <people.id"],
        "short": ["person <people.id", "missing"],
    }
)


@pytest.fixture
def doubtful(database: SourceDatabase) -> SourceDatabase:
    """A database that fits the map badly."""
    database.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email text, secret_score int)",
        "CREATE TABLE orders (id int PRIMARY KEY, person_id int, tags text[])",
        "CREATE TABLE days (person text)",
        "CREATE TABLE letters (tag text)",
        "CREATE TABLE island (id int)",
        "CREATE TABLE short (person int)",
        "CREATE TABLE forgotten (id int)",
        "CREATE VIEW overview AS SELECT 1 AS one",
        "CREATE SCHEMA archive",
        "CREATE TABLE archive.people (id int)",
    )
    database.grant()
    database.execute(
        f"GRANT UPDATE ON orders TO {READER}",
        "ALTER TABLE days ENABLE ROW LEVEL SECURITY",
        f"REVOKE SELECT ON letters FROM {READER}",
    )
    return database


def test_everything_doubtful_is_said(doubtful: SourceDatabase) -> None:
    findings = doubtful.source(MAP).check()
    good = [finding.sentence for finding in findings if finding.ok]
    bad = [finding.sentence for finding in findings if not finding.ok]
    assert good[0].startswith("Connected to PostgreSQL 18")
    assert good[1:] == [
        "The table “days” is there, with 1 column to read.",
        "The table “island” is there, with 1 column to read.",
        "The table “orders” is there, with 3 columns to read.",
        "The table “people” is there, with 2 columns to read.",
    ]
    assert bad[0].startswith("This user could change data in orders.")
    for part in (
        "Row security hides rows of “days”",
        "names the table “gone”, but the database has none",
        "This user may not read “tag” in the table “letters”.",
        "there is no index on lower(email)",
        "names “missing” in the table “short”, but",
        "“shop.orders.tags” is an array",
        "“shop.people.id” (integer) and “shop.days.person” (text) are of different types",
        "No reference leads from an identity to “shop.island”",
    ):
        assert [sentence for sentence in bad if part in sentence], part


def test_what_is_not_covered_is_named(doubtful: SourceDatabase) -> None:
    assert doubtful.source(MAP).not_covered() == [
        NotCovered("table archive.people", "It is not in the data map."),
        NotCovered("table forgotten", "It is not in the data map."),
        NotCovered("view overview", "It is not in the data map."),
        NotCovered("column people.secret_score", "It is not in the data map."),
        NotCovered("table island", "No reference in the data map leads to it from an identity."),
    ]


def test_an_index_is_noticed(database: SourceDatabase) -> None:
    database.execute(
        'CREATE TABLE people (id int PRIMARY KEY, email text, "E mail" varchar(90))',
        "CREATE INDEX ON people (lower(email))",
        'CREATE INDEX ON people (lower("E mail"))',
        "INSERT INTO people SELECT g, g || '@example.org', g || '@example.net' FROM generate_series(1, 99) g",
        "ANALYZE people",
    )
    database.grant()
    text = """
        fides_key: shop
        collections:
          - name: people
            fields:
              - {name: email, fides_meta: {identity: email}}
              - {name: E mail, fides_meta: {identity: email}}
    """
    assert all(finding.ok for finding in database.source(text).check())


def test_skipped_collections_are_named(database: SourceDatabase) -> None:
    database.execute("CREATE TABLE people (email text)", "CREATE TABLE logs (email text)")
    database.grant()
    text = """
        fides_key: shop
        collections:
          - {name: people, fields: [{name: email, fides_meta: {identity: email}}]}
          - name: logs
            fields: [{name: email, fides_meta: {identity: email}}]
            fides_meta: {skip_processing: true}
    """
    source = database.source(text)
    assert source.not_covered() == [
        NotCovered("table logs", "The data map says that it is not to be searched.")
    ]
    assert [found.collection for found in source.record_sets()] == ["people"]


def test_a_schema_may_be_named(database: SourceDatabase) -> None:
    database.execute(
        "CREATE SCHEMA archive",
        "CREATE TABLE archive.people (email text, note text)",
        "INSERT INTO archive.people VALUES ('ada@example.org', 'old')",
        "CREATE TABLE people (email text, note text)",
        f"GRANT USAGE ON SCHEMA archive TO {READER}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA archive TO {READER}",
    )
    text = """
        fides_key: shop
        fides_meta: {namespace: {schema: archive}}
        collections:
          - {name: people, fields: [{name: note}, {name: email, fides_meta: {identity: email}}]}
    """
    source = database.source(text)
    assert walked(source) == {"people": [("ada@example.org", "old")]}
    assert source.not_covered() == [NotCovered("table people", "It is not in the data map.")]
