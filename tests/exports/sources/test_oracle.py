"""Small invented graphs of tables: the walk finds what the plainest search in Python finds."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exports.sources.engines import Engine
from tests.exports.sources.maps import data_map, walked
from tests.support.rounds import size

TABLES = ("alpha", "beta", "gamma", "delta")
FIELDS = ("a", "b", "c")
MAILS = ("ada@example.org", "ADA@EXAMPLE.ORG", "bob@example.org", None)


@dataclass(frozen=True)
class Reference:
    """A field that refers to another with a direction."""

    own: tuple[str, str]
    other: tuple[str, str]
    inward: bool

    def edge(self) -> tuple[tuple[str, str], tuple[str, str]]:
        """From which field to which values lead."""
        return (self.other, self.own) if self.inward else (self.own, self.other)


places = st.tuples(st.sampled_from(TABLES), st.sampled_from(("id", *FIELDS)))
references = st.builds(Reference, places, places, st.booleans())
small = st.one_of(st.none(), st.integers(0, 6))
rows = st.lists(st.tuples(st.sampled_from(MAILS), small, small, small), max_size=6)
tables = st.fixed_dictionaries(dict.fromkeys(TABLES, rows))


@pytest.fixture
def shop(engine: Engine) -> Engine:
    """The empty tables, of each kind of database in turn."""
    for name in TABLES:
        key = "" if name == "delta" else "PRIMARY KEY"
        third = "varchar(9)" if name == "beta" else "int"
        engine.execute(f"CREATE TABLE {name} (id int {key}, email varchar(90), a int, b int, c {third})")
    return engine


def naive(
    data: dict[str, list[tuple[object, ...]]],
    identities: set[str],
    edges: list[tuple[tuple[str, str], tuple[str, str]]],
) -> dict[str, list[tuple[object, ...]]]:
    """Everything that can be reached, found by trying everything until nothing changes."""
    place = {"id": 0, "a": 2, "b": 3, "c": 4}
    found = {
        (name, row) for name in identities for row in data[name] if str(row[1]).lower() == "ada@example.org"
    }
    size = -1
    while size != len(found):
        size = len(found)
        for (source, out), (target, into) in edges:
            keys = {
                str(row[place[out]]) for name, row in found if name == source and row[place[out]] is not None
            }
            found |= {(target, row) for row in data[target] if str(row[place[into]]) in keys}
    result: dict[str, list[tuple[object, ...]]] = {}
    for name, row in sorted(found, key=lambda pair: (pair[0], pair[1][0])):
        result.setdefault(name, []).append(row)
    return result


@given(
    data=tables,
    identities=st.sets(st.sampled_from(TABLES), min_size=1),
    links=st.lists(references, max_size=6),
    batch=st.sampled_from((1, 2, 500)),
)
@settings(
    max_examples=size(15, 100, 1000),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_walk_equals_the_plainest_search(
    shop: Engine,
    data: dict[str, list[tuple[object, ...]]],
    identities: set[str],
    links: list[Reference],
    batch: int,
) -> None:
    numbered: dict[str, list[tuple[object, ...]]] = {}
    for name in TABLES:
        numbered[name] = [(index, *row) for index, row in enumerate(data[name])]
        if name == "beta":
            numbered[name] = [(*row[:4], None if row[4] is None else str(row[4])) for row in numbered[name]]
    shop.execute(*(f"DELETE FROM {name}" for name in TABLES))
    for name in TABLES:
        if numbered[name]:
            shop.insert(name, numbered[name])
    fields = {
        name: [
            "id" if name == "delta" else "id pk",
            "email =email" if name in identities else "email",
            *FIELDS,
        ]
        for name in TABLES
    }
    for link in links:
        table, field = link.own
        index = ["id", "email", *FIELDS].index(field)
        fields[table][index] += f" {'<' if link.inward else '>'}{'.'.join(link.other)}"
    source = shop.source(data_map(fields), batch)
    expected = naive(numbered, identities, [link.edge() for link in links])
    found = walked(
        source,
    )
    assert {name: sorted(rows, key=lambda row: row[0]) for name, rows in found.items()} == expected
    again = walked(source)
    assert again == found
