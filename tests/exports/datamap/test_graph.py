"""The order of a walk: from the identities, loops together, each after what it depends on."""

from __future__ import annotations

from exports.datamap import read_map
from exports.datamap.graph import walking_order
from tests.exports.sources.maps import data_map


def stages(fields: dict[str, list[str]]) -> list[list[str]]:
    graph = walking_order(read_map(data_map(fields)))
    return [[key.collection for key in stage] for stage in graph.stages]


def edges(fields: dict[str, list[str]]) -> list[str]:
    return [
        f"{edge.source.collection.collection}.{edge.source.field}>{edge.target.collection.collection}"
        for edge in walking_order(read_map(data_map(fields))).edges
    ]


def test_each_comes_after_all_that_lead_to_it() -> None:
    fields = {
        "alpha": ["x <zeta.id", "y <mid.id"],
        "mid": ["id", "z <zeta.id"],
        "zeta": ["id", "email =email"],
        "beta": ["w <zeta.id"],
    }
    assert stages(fields) == [["zeta"], ["beta"], ["mid"], ["alpha"]]


def test_a_loop_is_one_stage() -> None:
    fields = {
        "start": ["id", "email =email"],
        "one": ["id <start.id", "three_id <three.id"],
        "two": ["id", "one_id <one.id"],
        "three": ["id", "two_id <two.id"],
        "after": ["three_id <three.id"],
    }
    assert stages(fields) == [["start"], ["one", "three", "two"], ["after"]]


def test_without_direction_references_lead_away_from_the_identity() -> None:
    fields = {
        "people": ["id", "email =email"],
        "orders": ["id", "person ?people.id", "product ?products.id"],
        "products": ["id", "maker"],
        "makers": ["id ?products.maker"],
    }
    assert edges(fields) == ["orders.product>products", "people.id>orders", "products.maker>makers"]
    turned = {"people": ["id ?orders.person", "email =email"], "orders": ["person"]}
    assert edges(turned) == ["people.id>orders"]


def test_what_nothing_leads_to_is_unreachable_and_leads_nowhere() -> None:
    fields = {
        "people": ["id", "email =email"],
        "logs": ["id", "person >people.id"],
        "lines": ["log <logs.id"],
    }
    graph = walking_order(read_map(data_map(fields)))
    assert [str(key) for key in graph.unreachable] == ["shop.lines", "shop.logs"]
    assert graph.edges == ()


def test_a_long_chain_is_no_trouble() -> None:
    fields = {"t0000": ["id", "email =email"]} | {
        f"t{n:04}": ["id", f"p <t{n - 1:04}.id"] for n in range(1, 1200)
    }
    assert len(stages(fields)) == 1200
