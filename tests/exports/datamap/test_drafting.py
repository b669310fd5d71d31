"""A drafted map can be read, fits the database it was drafted from, and leads to nobody else's rows."""

from __future__ import annotations

import pytest

from exports.datamap import read_map
from exports.datamap.drafting import draft, fides_key
from exports.datamap.guesses import guess
from exports.datamap.leading import directions, with_guessed
from exports.datamap.model import Direction
from exports.datamap.schema import Column, ForeignKey, Table
from exports.datamap.unknown import known_categories
from exports.sources.base import ColumnType, IdentityKind

TEXT, WHOLE, MOMENT = ColumnType.TEXT, ColumnType.INTEGER, ColumnType.DATETIME


@pytest.mark.parametrize(
    ("name", "type_", "category", "identity"),
    [
        ("email", TEXT, "user.contact.email", "email"),
        ("EMailAddress", TEXT, "user.contact.email", "email"),
        ("contact_e-mail 2", TEXT, "user.contact.email", "email"),
        ("email_sent_at", MOMENT, "", None),
        ("email_verified", ColumnType.BOOLEAN, "", None),
        ("mobile_phone", TEXT, "user.contact.phone_number", "phone_number"),
        ("homeTelephoneNumber", TEXT, "user.contact.phone_number", "phone_number"),
        ("first_name", TEXT, "user.name.first", None),
        ("Surname", TEXT, "user.name.last", None),
        ("filename", TEXT, "", None),
        ("table_name", TEXT, "", None),
        ("date_of_birth", ColumnType.DATE, "user.demographic.date_of_birth", None),
        ("dob", TEXT, "user.demographic.date_of_birth", None),
        ("billing_address", TEXT, "user.contact.address.street", None),
        ("addressLine2", TEXT, "user.contact.address.street", None),
        ("postcode", TEXT, "user.contact.address.postal_code", None),
        ("iban", TEXT, "user.financial.bank_account", None),
        ("last_ip", TEXT, "user.device.ip_address", None),
        ("password_hash", TEXT, "user.authorization.password", None),
        ("customer_number", WHOLE, "user.unique_id", "customer_number"),
        ("customer_id", WHOLE, "user.unique_id", None),
        ("external_id", ColumnType.UUID, "user.unique_id", "external_id"),
        ("total", ColumnType.NUMBER, "", None),
        ("id", WHOLE, "", None),
        ("state_machine_log", TEXT, "", None),
    ],
)
def test_guesses(name: str, type_: ColumnType, category: str, identity: str | None) -> None:
    found = guess(name, type_)
    assert (found.category, found.identity) == (category, IdentityKind(identity) if identity else None)
    assert not category or category in known_categories()


def table(name: str, *columns: str, schema: str = "", key: tuple[str, ...] = ("id",)) -> Table:
    types = {"id": WHOLE, "at": MOMENT}
    return Table(
        schema,
        name,
        tuple(
            Column(column, types.get(column.rpartition("_")[2], TEXT), types.get(column, "text"))
            for column in columns
        ),
        key,
    )


def foreign(own: str, other: str, schema: str = "") -> ForeignKey:
    return ForeignKey(schema, *own.split("."), schema, *other.split("."))


SHOP = [
    table("people", "id", "email", "name", "household_id", "invited_by_id"),
    table("households", "id", "label"),
    table("members", "household_id", "person_id", key=("household_id", "person_id")),
    table("orders", "id", "person_id", "product_id"),
    table("products", "id", "name"),
    table("reviews", "id", "product_id", "body"),
]
KEYS = [
    foreign("people.household_id", "households.id"),
    foreign("people.invited_by_id", "people.id"),
    foreign("members.household_id", "households.id"),
    foreign("members.person_id", "people.id"),
    foreign("orders.product_id", "products.id"),
]


def test_references_lead_to_the_persons_rows_and_not_through_what_is_shared() -> None:
    leading = directions(with_guessed(SHOP, KEYS), {("", "people")})
    assert {f"{found.table}.{found.column}": direction for found, direction in leading.items()} == {
        "people.household_id": "to",
        "people.invited_by_id": "",
        "members.household_id": "to",
        "members.person_id": "from",
        "orders.person_id": "from",
        "orders.product_id": "to",
        "reviews.product_id": "from",
    }


def test_a_draft_is_a_map_that_can_be_read() -> None:
    found = read_map(draft("The shop!", "Shop: “all”", SHOP, KEYS))
    (dataset,) = found.datasets
    assert (dataset.key, dataset.title) == ("The_shop", "Shop: “all”")
    assert [one.key.collection for one in dataset.collections] == sorted(one.name for one in SHOP)
    people = dataset.collections[3]
    assert [field.identity for field in people.identities()] == [IdentityKind.EMAIL]
    name = people.field("name")
    assert name is not None
    assert name.data_categories == ("user.name",)
    product = dataset.collections[4].field("name")
    assert product is not None
    assert product.data_categories == ()
    household = people.field("household_id")
    assert household is not None
    assert household.references[0].direction is Direction.TO
    assert draft("The shop!", "Shop: “all”", SHOP[::-1], KEYS[::-1]) == draft(
        "The shop!", "Shop: “all”", SHOP, KEYS
    )


def test_each_schema_is_a_dataset_of_its_own() -> None:
    tables = [table("people", "id", "email", schema="public"), table("people", "id", "mail", schema="old")]
    keys = [ForeignKey("old", "people", "id", "public", "people", "id")]
    found = read_map(draft("crm", "CRM", tables, keys))
    assert [(dataset.key, dataset.schema) for dataset in found.datasets] == [
        ("crm_old", "old"),
        ("crm", None),
    ]
    own = found.datasets[0].collections[0].field("id")
    assert own is not None
    assert str(own.references[0].target) == "crm.people.id"


@pytest.mark.parametrize("text", ["", "…", "a b", "crm", "Ünï:#{x}", "../x"])
def test_a_key_is_one_that_fides_takes(text: str) -> None:
    tables = [table("people", "id", "email")]
    assert read_map(draft(text, text or "x", tables, [])).datasets[0].key == fides_key(text)


def test_names_of_any_kind_come_through_yaml() -> None:
    odd = [
        "no",
        "1e3",
        "a: b",
        "- x",
        "#",
        "'",
        '"',
        "\\",
        "é😀",
        " spaced ",
        "null",
        "2026-01-01",
        "x" * 300,
    ]
    tables = [table("yes", "email", *odd, key=())]
    (found,) = read_map(draft("crm", "CRM", tables, [])).collections()
    assert {field.name for field in found.fields} == {"email", *odd}
