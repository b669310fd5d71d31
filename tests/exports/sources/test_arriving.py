"""What other sources lead to is looked for as if a table of this one led to it, on every kind of source."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.datamap import read_map
from exports.datamap.graph import walking_order
from exports.datamap.joining import crossings, into, nowhere, waits_for, with_arriving
from exports.datamap.model import CollectionKey, DataMap, Edge, FieldAddress
from exports.sources import open_source
from exports.sources.base import Identity, IdentityKind
from tests.exports.services.linked import map_of
from tests.exports.sources.engines import Engine
from tests.exports.sources.maps import EMAIL, data_map, rows_of

SHOP = data_map({"accounts": ["no pk"], "bills": ["id pk", "account <accounts.no"], "hints": ["mail =email"]})


def edge(target: str, source: str = "crm.people.account") -> Edge:
    ends = [
        FieldAddress(CollectionKey(*text.split(".")[:2]), text.split(".")[2]) for text in (source, target)
    ]
    return Edge(*ends)


def maps(**fields: dict[str, str]) -> dict[str, DataMap]:
    return {name: read_map(map_of(name, each)) for name, each in fields.items()}


@pytest.mark.parametrize("batch", [1, 500])
def test_keys_that_arrive_lead_on(engine: Engine, batch: int) -> None:
    engine.execute(
        "CREATE TABLE accounts (no varchar(20) PRIMARY KEY)",
        "CREATE TABLE bills (id int PRIMARY KEY, account varchar(20))",
        "CREATE TABLE hints (mail varchar(90))",
        "INSERT INTO accounts VALUES ('70'), ('71'), ('72'), ('o''70')",
        "INSERT INTO bills VALUES (1, '70'), (2, '71'), (3, 'o''70'), (4, '70')",
    )
    source = engine.source(SHOP, key_batch=batch)
    source._map = with_arriving(source._map, [edge("shop.accounts.no")])
    arriving = {edge("shop.accounts.no"): [70, "o'70", None, "none such", b"\xff", 70]}
    found = rows_of(source.walk([EMAIL], arriving))
    assert found == {"accounts": [("70",), ("o'70",)], "bills": [(1, "70"), (3, "o'70"), (4, "70")]}
    assert rows_of(source.walk([EMAIL])) == {}
    assert not any("accounts" in gap.what for gap in source.not_covered())
    assert source.check()[0].ok


def test_delivered_tables_and_folders_take_them_too(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text("no,iban\n70,XX\n 71 ,YY\n")
    text = data_map({"accounts": ["no", "iban"], "hints": ["mail =email"]})
    (tmp_path / "hints.csv").write_text("mail\n")
    (tmp_path / "c-70").mkdir()
    (tmp_path / "c-70" / "call.wav").write_bytes(b"RIFF")
    arriving = edge("shop.accounts.no")
    table = open_source(
        "csv",
        name="Tables",
        connection=f"csv://{tmp_path}",
        data_map=with_arriving(read_map(text), [arriving]),
        allowed_folders=[str(tmp_path)],
    )
    assert rows_of(table.walk([EMAIL], {arriving: iter([71, "x"])})) == {"accounts": [(" 71 ", "YY")]}
    calls = (
        "fides_key: calls\nfides_meta: {namespace: {files: 'c-{customer_number}/*'}}\ncollections:\n"
        "  - name: files\n    fields:\n"
        "      - {name: customer_number, fides_meta: {identity: customer_number}}\n"
        "      - {name: name}\n"
    )
    arriving = edge("calls.files.customer_number")
    folder = open_source(
        "folder",
        name="Calls",
        connection=f"folder://{tmp_path}",
        data_map=with_arriving(read_map(calls), [arriving]),
        allowed_folders=[str(tmp_path)],
    )
    nobody = [Identity(IdentityKind.CUSTOMER_NUMBER, "99")]
    assert rows_of(folder.walk(nobody, {arriving: [70, 70]})) == {"files": [("70", "call.wav")]}


def test_crossings_are_found_whichever_map_says_them_and_followed_away_from_the_identity() -> None:
    found = maps(
        crm={"people.id": "key", "people.mail": "=email", "people.account": "to bank.accounts.no"},
        bank={"accounts.no": "key", "accounts.branch": "bank.branches.id", "branches.id": "key"}
        | {"hints.mail": "=email"},
        shop={"orders.person": "crm.people.id", "orders.id": "key"},
    )
    crossed = crossings(found)
    assert [(each.giver, each.taker, str(each.edge.target)) for each in crossed] == [
        ("crm", "bank", "bank.accounts.no"),
        ("crm", "shop", "shop.orders.person"),
    ]
    assert waits_for("shop", crossed) == waits_for("bank", crossed) == {"crm"}
    assert waits_for("crm", crossed) == frozenset()
    bank = walking_order(with_arriving(found["bank"], into("bank", crossed)))
    assert [str(key) for stage in bank.stages for key in stage] == [
        "bank.accounts",
        "bank.hints",
        "bank.branches",
    ]
    assert walking_order(found["shop"]).stages == ()


def test_those_that_lead_back_do_not_wait_for_each_other() -> None:
    found = maps(
        one={"a.id": "key", "a.mail": "=email", "a.b": "to two.b.id"},
        two={"b.id": "key", "b.a": "to one.a.id", "b.mail": "=email"},
        three={"c.b": "from two.b.id"},
    )
    crossed = crossings(found)
    assert waits_for("one", crossed) == waits_for("two", crossed) == frozenset()
    assert waits_for("three", crossed) == {"one", "two"}


def test_what_cannot_be_followed_is_said() -> None:
    found = maps(
        crm={"people.mail": "=email", "people.a": "to gone.t.f", "people.b": "to bank.accounts.iban"}
    )
    found |= maps(bank={"accounts.no": "=email"})
    said = [(str(reference.target), why) for _, reference, why in nowhere(found, "crm")]
    assert said == [
        ("gone.t.f", "No source that is searched has a dataset “gone”."),
        ("bank.accounts.iban", "The data map of the source that has “bank” names no such field."),
    ]
    found["copy"] = found["bank"]
    assert nowhere(found, "crm")[1][2] == "More than one source has a dataset “bank”."
    assert crossings(found) == ()
