"""The versions of a data map: read for a table of collections and fields, corrected, kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import yaml
from django.db import transaction
from django.db.models import Count, Max, Sum

from dsar.audit import record
from dsar.enums import EventType, Role
from dsar.models import User
from dsar.services.errors import Refused
from exports.datamap import MapError, read_map
from exports.datamap.lines import Lined
from exports.models import Collection, DataMapVersion, SourceConnection

_CATEGORIES, _META, _SKIP = "data_categories", "fides_meta", "skip_processing"
LONGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field as the table shows it."""

    name: str
    categories: str
    identity: str
    primary_key: bool
    leads_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CollectionLine:
    """One collection as the table shows it; ``position`` counts from 0 through the whole map."""

    position: int
    dataset: str
    name: str
    title: str
    skipped: bool
    fields: tuple[FieldLine, ...]

    @property
    def identities(self) -> list[FieldLine]:
        """Return the fields by which a person is found."""
        return [each for each in self.fields if each.identity]


@dataclass(frozen=True, slots=True)
class Used:
    """One version of a map, and what it found: searches, rows of all of them, when the last one ended."""

    version: DataMapVersion
    searches: int
    rows: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one field: its categories and by what a person is found in it."""

    categories: tuple[str, ...]
    identity: str


def add(row: SourceConnection, text: str, *, actor: User, now: datetime) -> DataMapVersion:
    """Keep a further version of a source's map; the same text again is no new version.

    A source that is searched takes only a map that can be walked: Refused says what is wrong with it.
    """
    if row.active and (wrong := problems(text)):
        raise Refused(" ".join(wrong))
    digest = sha256(text.encode()).hexdigest()
    with transaction.atomic():
        SourceConnection.objects.select_for_update(no_key=True).get(pk=row.pk)
        last = row.maps.order_by("-version").first()
        if last is not None and last.sha256 == digest:
            return last
        version = DataMapVersion.objects.create(
            source=row,
            version=last.version + 1 if last else 1,
            text=text,
            sha256=digest,
            added_at=now,
            added_by=actor,
        )
        record(
            EventType.SETTING_CHANGED,
            at=now,
            controller=row.controller,
            actor=actor,
            role=Role.MANAGER,
            data={
                "key": f"source.{row.name}.map",
                "from": last.version if last else None,
                "to": version.version,
            },
        )
    return version


def problems(text: str) -> list[str]:
    """Return why a map cannot be walked, each in a sentence; nothing when it can."""
    try:
        read_map(text)
    except MapError as error:
        return [str(problem) for problem in error.problems]
    return []


def history(row: SourceConnection) -> list[Used]:
    """Return the versions, latest first, each with the searches that used it and the rows they found."""
    searches = Collection.objects.filter(source=row).values_list("data_map")
    used = {
        pk: (number, rows or 0, last_at)
        for pk, number, rows, last_at in searches.annotate(Count("id"), Sum("rows"), Max("ended_at"))
    }
    versions = row.maps.select_related("added_by").order_by("-version")
    return [Used(version, *used.get(version.pk, (0, 0, None))) for version in versions]


def lines(text: str) -> list[CollectionLine]:
    """Return the collections of a map for the table; MapError when the text is not YAML of a map."""
    return [
        _line(position, dataset, collection)
        for position, (dataset, collection) in enumerate(_collections(Lined(text).value))
    ]


def corrected(text: str, position: int, title: str, skipped: bool, fields: Mapping[str, Choice]) -> str:
    """Return the map with what was chosen for one collection; comments of the text are not kept."""
    document = Lined(text).value
    collection = _collections(document)[position][1]
    collection["description"] = title
    _put(collection, _SKIP, True if skipped else None)
    for field in _maps(collection.get("fields")):
        if (choice := fields.get(str(field.get("name")))) is not None:
            field.pop(_CATEGORIES, None)
            if choice.categories:
                field[_CATEGORIES] = list(choice.categories)
            _put(field, "identity", choice.identity or None)
    written: str = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)
    return written


def _put(part: dict[str, Any], name: str, value: object) -> None:
    """Set or take away one word of the ``fides_meta`` of a part."""
    kept = part.get(_META) or part.pop("fidesops_meta", None)
    meta = {key: said for key, said in (kept or {}).items() if key != name}
    if value is not None:
        meta[name] = value
    part.pop(_META, None)
    if meta:
        part[_META] = meta


def _line(position: int, dataset: dict[str, Any], collection: dict[str, Any]) -> CollectionLine:
    name = str(collection.get("name", ""))
    return CollectionLine(
        position=position,
        dataset=str(dataset.get("name") or dataset.get("fides_key", "")),
        name=name,
        title=str(collection.get("description") or name),
        skipped=bool(_meta(collection).get(_SKIP)),
        fields=tuple(_field(field) for field in _maps(collection.get("fields"))),
    )


def _field(field: dict[str, Any]) -> FieldLine:
    meta = _meta(field)
    return FieldLine(
        name=str(field.get("name", "")),
        categories=", ".join(str(each) for each in field.get(_CATEGORIES) or ()),
        identity=str(meta.get("identity") or ""),
        primary_key=bool(meta.get("primary_key")),
        leads_to=tuple(str(each.get("field", "")) for each in _maps(meta.get("references"))),
    )


def _meta(part: dict[str, Any]) -> dict[str, Any]:
    found = part.get(_META) or part.get("fidesops_meta")
    return found if isinstance(found, dict) else {}


def _collections(document: Any) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    held = document if isinstance(document, dict) else {}
    datasets = [held] if "collections" in held else _maps(held.get("dataset"))
    return [(dataset, each) for dataset in datasets for each in _maps(dataset.get("collections"))]


def _maps(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, Sequence) else []
