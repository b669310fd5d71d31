"""Opening the sources of a controller, and asking them whom they know."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from dsar.models import Controller
from dsar.spokes import KnownContact
from exports.datamap.joining import with_arriving
from exports.datamap.model import DataMap, Edge
from exports.datamap.reading import read_map
from exports.models import DataMapVersion, SourceConnection
from exports.sources import open_source
from exports.sources.base import Capability, Identity, IdentityKind, Source


@dataclass(frozen=True)
class Opened:
    """A source ready to be asked, with the row and the map it was opened by."""

    row: SourceConnection
    data_map: DataMapVersion
    source: Source


@lru_cache(maxsize=32)
def read(text: str) -> DataMap:
    """Return a map as it is read from its text, once for each: reading takes longer than many a search."""
    return read_map(text)


def current_map(row: SourceConnection) -> DataMapVersion:
    """Return the latest version of a source's data map."""
    return row.maps.order_by("-version")[0]


def opened(row: SourceConnection, data_map: DataMapVersion, arriving: Iterable[Edge] = ()) -> Opened:
    """Return a source with its address unsealed for this use; raises SourceError.

    ``arriving`` are the references of other sources that lead to this one.
    """
    source = open_source(
        row.kind,
        name=row.name,
        connection=row.open("address"),
        data_map=with_arriving(read(data_map.text), arriving),
        allowed_hosts=settings.ALLOWED_SOURCE_HOSTS,
        allowed_folders=settings.ALLOWED_SOURCE_FOLDERS,
    )
    return Opened(row, data_map, source)


def find_contacts(controller: Controller, kind: str, value: str) -> list[KnownContact]:
    """Return whom the controller's sources know under an address; raises SourceError when one is away."""
    found = []
    for row in SourceConnection.objects.filter(controller=controller, active=True):
        one = opened(row, current_map(row))
        if Capability.CONTACTS not in one.source.capabilities:
            continue
        contacts = one.source.find_contacts(Identity(IdentityKind(kind), value))
        found += [KnownContact(row.name, (contact.name,)) for contact in contacts]
    return found
