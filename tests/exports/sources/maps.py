"""Short ways to write data maps and to read walks in tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import yaml

from exports.sources.base import Batch, Identity, IdentityKind, Source

EMAIL = Identity(IdentityKind.EMAIL, "ada@example.org")


def data_map(collections: dict[str, Iterable[str]]) -> str:
    """A map from {"orders": ["id pk", "person_id <people.id", "to >orders.id", "x ?y.id", "m =email"]}."""
    return yaml.safe_dump(
        {
            "dataset": [
                {
                    "fides_key": "shop",
                    "collections": [
                        {"name": name, "fields": [_field(text) for text in fields]}
                        for name, fields in collections.items()
                    ],
                }
            ]
        }
    )


def _field(text: str) -> dict[str, object]:
    name, *rest = text.split()
    meta: dict[str, object] = {}
    references = []
    for word in rest:
        if word == "pk":
            meta["primary_key"] = True
        elif word[0] == "=":
            meta["identity"] = word[1:]
        else:
            direction = {"<": {"direction": "from"}, ">": {"direction": "to"}, "?": {}}[word[0]]
            references.append({"dataset": "shop", "field": word[1:], **direction})
    if references:
        meta["references"] = references
    return {"name": name, **({"fides_meta": meta} if meta else {})}


def rows_of(batches: Iterable[Batch]) -> dict[str, list[tuple[object, ...]]]:
    """All rows by collection, in the order in which they came."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for batch in batches:
        found.setdefault(batch.record_set.collection, []).extend(batch.rows)
    return found


def walked(source: Source, identities: Sequence[Identity] = (EMAIL,)) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a walk by collection."""
    return rows_of(source.walk(identities))
