"""Sources of one controller whose maps lead to one another, each a small SQLite file."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import yaml

from dsar.models import Controller, Job
from dsar.services import job_runner
from exports.datamap.reading import read_map
from exports.models import Collection, DataMapVersion, SourceConnection
from tests.factories.office import NOW
from tests.factories.road import due_now

#: What each field is: {"people.id": "key", "people.mail": "=email", "cards.owner": "from crm.people.id"}.
Fields = Mapping[str, str]


def map_of(dataset: str, fields: Fields) -> str:
    """A map with one dataset; a field may be a key, an identity, or refer with or without a direction."""
    tables: dict[str, list[dict[str, object]]] = {}
    for address, said in fields.items():
        table, name = address.split(".")
        tables.setdefault(table, []).append({"name": name, **({"fides_meta": _meta(said)} if said else {})})
    collections = [{"name": name, "fields": found} for name, found in tables.items()]
    return yaml.safe_dump({"dataset": [{"fides_key": dataset, "collections": collections}]})


def _meta(said: str) -> dict[str, object]:
    if said == "key":
        return {"primary_key": True}
    if said.startswith("="):
        return {"identity": said[1:]}
    *direction, target = said.split()
    other, _, field = target.partition(".")
    way = {"direction": direction[0]} if direction else {}
    return {"references": [{"dataset": other, "field": field, **way}]}


def source(
    controller: Controller, folder: Path, dataset: str, fields: Fields, *rows: str
) -> SourceConnection:
    """A SQLite file with these tables and rows (“INSERT” left out), given to the product as a source."""
    path = folder / f"{dataset}.db"
    with sqlite3.connect(path) as database:
        tables: dict[str, list[str]] = {}
        for address in fields:
            table, name = address.split(".")
            tables.setdefault(table, []).append(name)
        for table, names in tables.items():
            database.execute(f"CREATE TABLE {table} ({', '.join(names)})")
        for each in rows:
            database.execute(f"INSERT INTO {each}")
    row = SourceConnection(
        controller=controller,
        system=controller.systems.get(name="Customer records and support desk"),
        name=dataset.title(),
        kind="sqlite",
        added_at=NOW,
    )
    row.seal("address", f"sqlite://{path}")
    row.save()
    text = map_of(dataset, fields)
    DataMapVersion.objects.create(
        source=row, version=1, text=text, sha256=read_map(text).version, added_at=NOW
    )
    return row


def jobs_of(collection: Collection) -> list[Job]:
    """The jobs that a search has."""
    return list(Job.objects.filter(subject_id=collection.pk))


def run(collection: Collection) -> Job:
    """Let a worker do the job of a search."""
    (job,) = jobs_of(collection)
    due_now(job)
    job_runner.run(job.pk, clock=lambda: NOW)
    return Job.objects.get(pk=job.pk)
