"""A data map is read as Fides writes it, and what is wrong with it is said with its line."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.datamap import MapError, read_map
from exports.datamap.model import CollectionKey, Direction, FieldAddress
from exports.sources.base import IdentityKind

GOOD = """\
dataset:
  - fides_key: shop
    name: The shop
    data_categories: [user.unique_id]
    collections:
      - name: people
        description: Customers
        fields:
          - name: id
            fides_meta: {primary_key: true, data_type: integer}
          - name: email
            data_categories: [user.contact.email]
            fides_meta: {identity: email, length: 80}
          - name: profile
            fides_meta: {data_type: object}
            fields:
              - {name: city, data_categories: [user.contact.address.city]}
      - name: orders
        fields:
          - name: person_id
            fidesops_meta:
              references:
                - {dataset: shop, field: people.id, direction: from}
                - {dataset: shop, field: people.email}
"""


def refused(text: str) -> list[str]:
    with pytest.raises(MapError) as caught:
        read_map(text)
    return [str(problem) for problem in caught.value.problems]


def test_everything_is_read() -> None:
    data_map = read_map(GOOD)
    assert data_map.version == sha256(GOOD.encode()).hexdigest()
    assert data_map.warnings == ()
    people = data_map.collection(CollectionKey("shop", "people"))
    orders = data_map.collection(CollectionKey("shop", "orders"))
    assert people is not None
    assert orders is not None
    assert people.title == "Customers"
    email, key, profile = people.fields
    assert (key.name, key.primary_key, key.data_type) == ("id", True, "integer")
    assert (email.identity, email.length) == (IdentityKind.EMAIL, 80)
    assert people.categories_of(email) == ("user.contact.email",)
    assert people.categories_of(key) == ("user.unique_id",)
    assert people.categories_of(profile) == ("user.contact.address.city",)
    target = FieldAddress(CollectionKey("shop", "people"), "id")
    assert [(found.target, found.direction) for found in orders.fields[0].references] == [
        (target, Direction.FROM),
        (FieldAddress(target.collection, "email"), Direction.UNSAID),
    ]


def test_a_single_dataset_needs_no_list() -> None:
    text = "fides_key: shop\ncollections: [{name: a, fields: [{name: e, fides_meta: {identity: email}}]}]"
    assert [dataset.key for dataset in read_map(text).datasets] == ["shop"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            ("people.id", "people.nobody"),
            "Line 18: “shop.orders.person_id” refers to “shop.people.nobody”, but the",
        ),
        (("people.id", "persons.id"), "but the map has no collection “shop.persons”."),
        (("people.id", "people"), "but a reference needs the form “collection.field”."),
        (("identity: email, ", ""), "No field is marked as an identity, so nobody can be found."),
        (("- name: orders", "- name: people"), "Duplicate entries found: [people]"),
        (("- name: orders", "- nom: orders"), "Line 18: collections.1.name: Field required."),
        (("name: id", "name: on"), "Line 9: collections.0.fields.0.name: Input should be"),
        (
            ("primary_key: true", "primary_key: perhaps"),
            "Line 10: collections.0.fields.0.fides_meta.primary_key:",
        ),
        (
            ("name: The shop", "fides_key: again"),
            "Line 3: “fides_key” stands here twice; only one can count.",
        ),
        (
            ("direction: from", "direction: sideways"),
            "Line 23: collections.1.fields.0.fides_meta.references.0",
        ),
        (("data_type: integer", "data_type: whole"), "The data type whole is not supported."),
        (("description: Customers", "description: [Customers"), "This is not YAML:"),
        (("description: Customers", "description: 2026-99-99"), "This is not YAML:"),
    ],
)
def test_what_is_wrong_is_said(change: tuple[str, str], sentence: str) -> None:
    assert change[0] in GOOD
    problems = refused(GOOD.replace(*change, 1))
    assert any(sentence in problem for problem in problems), problems


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "- a\n- b",
        "42",
        "dataset: 7",
        "dataset: []",
        "dataset: [1]",
        "a: b",
        "%",
        "\t",
        "\0",
        "a: !!python/object/apply:os.system ['true']",
        "---\na: 1\n---\nb: 2",
        "collections: []",
        "[" * 3000,
        "x" * 2_000_001,
        "a: &a [*a]",
        "collections: null",
    ],
)
def test_what_is_no_map_is_refused_in_words(text: str) -> None:
    assert all(problem.endswith(".") for problem in refused(text))


def test_a_small_text_cannot_unfold_without_end() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    assert refused("\n".join(lines)) == ["Line 1: The data map repeats parts of itself without end."]


def test_anchors_and_merge_keys_are_understood() -> None:
    text = GOOD.replace("fields:\n          - name: id", "fields:\n          - &key\n            name: id", 1)
    text += "      - name: notes\n        fields:\n          - {<<: *key, name: number}\n"
    notes = read_map(text).collection(CollectionKey("shop", "notes"))
    assert notes is not None
    assert [(field.name, field.primary_key) for field in notes.fields] == [("number", True)]


def test_what_is_doubtful_is_warned_of() -> None:
    text = GOOD.replace("description: Customers", "descripton: Customers")
    text = text.replace("user.contact.email", "user.contact.email_adress")
    text = text.replace("- name: id", "- name: id\n            retention: 5 years")
    text = text.replace("{name: city,", "{name: city, fides_meta: {identity: email},")
    text += "      - name: notes\n        fields: [{name: shoe, fides_meta: {identity: shoe_size}}]\n"
    assert [str(problem) for problem in read_map(text).warnings] == [
        "Line 7: “descripton” is no part of a collection and is not used.",
        "Line 10: “retention” is no part of a field and is not used.",
        "Line 13: “user.contact.email_adress” is no data category of the Fides taxonomy.",
        "Line 27: People cannot be searched by “shoe_size” "
        "(known: email, phone_number, customer_number, external_id); it is not used.",
        "Line 26: No reference leads from an identity to “shop.notes”: it will not be searched.",
        "Line 6: “shop.people.profile”: what its nested fields refer to is not followed.",
    ]


@given(st.text(alphabet="abdet: -[]{}&*<>|'\"#\n!%@,\\s_", max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_without_an_identity_is_refused(text: str) -> None:
    assert refused(text)
