"""What one source of a case leads to in another: whom a search waits for, what it takes, what it hands on.

What a giver found is not kept a second time: the values are read back from its sealed record sets. Two
sources that lead to each other are searched in turn, until neither has anything new for the other. Whether a
giver that was searched again leads to the same, a mark tells, made of all values with the submission's key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dsar.crypto.blind import TOKEN_BYTES, token
from dsar.crypto.sealed import CannotOpen
from dsar.enums import KeyPurpose
from dsar.models import DataKey
from exports.datamap import MapError
from exports.datamap.joining import Crossing, crossings, into, mutual, nowhere, waits_for
from exports.datamap.model import DataMap, Edge, FieldAddress
from exports.enums import CollectionState, MaterialKind
from exports.models import Collection, Material
from exports.services.connections import read
from exports.services.material import rows_from
from exports.sources.base import Arriving, Batch, ColumnType, NotCovered, SourceError
from exports.sources.spill import Seen, Spill

#: Searches that still have to end before the search of a case has.
OPEN = (CollectionState.WAITING, CollectionState.RUNNING)
#: What stands in the record beside the identities, where references of other sources led on.
BY_REFERENCE = "reference"
_AT_ONCE = 2_000


class Leads:
    """The searches of one case as their maps lead from one to another."""

    def __init__(self, collections: Sequence[Collection]) -> None:
        self.collections = {str(each.pk): each for each in collections}

    @cached_property
    def _maps(self) -> dict[str, DataMap]:
        return _maps(self.collections.values())

    @cached_property
    def _crossings(self) -> tuple[Crossing, ...]:
        """Of one source alone no map has to be read to know that it leads to no other."""
        return crossings(self._maps) if len(self.collections) > 1 else ()

    def into(self, collection: Collection) -> tuple[Edge, ...]:
        """Return the references that lead from other sources into this one."""
        return into(str(collection.pk), self._crossings)

    def out_of(self, collection: Collection) -> tuple[FieldAddress, ...]:
        """Return the fields whose values are looked for in other sources."""
        mine = str(collection.pk)
        return tuple(sorted({each.edge.source for each in self._crossings if each.giver == mine}))

    def waits_for(self, collection: Collection) -> list[Collection]:
        """Return what has to end before this one begins: all that lead to it, unless it leads back."""
        names = waits_for(str(collection.pk), self._crossings)
        return [each for name, each in self.collections.items() if name in names]

    def givers(self, collection: Collection) -> list[tuple[Collection, Edge]]:
        """Return the searches that lead to this one, each with its reference."""
        mine = str(collection.pk)
        return [(self.collections[each.giver], each.edge) for each in self._crossings if each.taker == mine]

    def back_and_forth(self, collection: Collection) -> list[Collection]:
        """Return the others that lead to this one, near or far, and to which it leads back."""
        names = mutual(str(collection.pk), self._crossings)
        return [each for name, each in self.collections.items() if name in names]

    def changed(self, collection: Collection) -> bool:
        """Answer whether other sources lead to other values here than this search was given.

        Between sources that lead to each other only more counts: each round can only add to what both have.
        """
        if collection.state != CollectionState.DONE:
            return False
        taken = {(each["source"], each["from"], each["to"]): each for each in collection.led_by}
        rounds = {each.pk for each in self.back_and_forth(collection)}
        for giver, edge in self.givers(collection):
            if giver.state == CollectionState.DONE:
                then, own = taken.get(_name(giver, edge), {}), str(edge.source)
                more = giver.leads.get(own, 0) - then.get("keys", 0)
                other = giver.lead_marks.get(own, "") != then.get("mark", "")
                if more > 0 or (giver.pk not in rounds and (more or other)):
                    return True
        return False

    def gaps(self, collection: Collection) -> Iterator[NotCovered]:
        """Yield what is not searched because a reference could not be followed."""
        for own, reference, why in nowhere(self._maps, str(collection.pk)):
            yield NotCovered(
                _("what %(own)s refers to in %(other)s") % {"own": own, "other": reference.target}, why
            )
        lost = {
            giver.source.name
            for giver, _edge in self.givers(collection)
            if giver.state in (CollectionState.FAILED, CollectionState.CANCELLED)
        }
        for name in sorted(lost):
            yield NotCovered(
                _("what %(source)s leads to here") % {"source": name},
                _("That source could not be searched to its end."),
            )


def _name(giver: Collection, edge: Edge) -> tuple[str, str, str]:
    return str(giver.source_id), str(edge.source), str(edge.target)


def _maps(collections: Iterable[Collection]) -> dict[str, DataMap]:
    """Return the maps of the searches; one that cannot be read fails in its own search, not here."""
    maps = {}
    for each in collections:
        try:
            maps[str(each.pk)] = read(each.data_map.text)
        except MapError:
            continue
    return maps


@dataclass(slots=True)
class Given:
    """What other sources give to one search, and the record of it."""

    values: Arriving
    record: list[dict[str, Any]] = field(default_factory=list)


def given_to(leads: Leads, collection: Collection) -> Given:
    """Return what the sources that were searched lead to here; read when its turn comes."""
    values: dict[Edge, Iterable[object]] = {}
    noted = []
    for giver, edge in leads.givers(collection):
        if giver.state == CollectionState.DONE:
            values[edge] = _values(giver, edge.source)
            source, own, other = _name(giver, edge)
            keys, mark = giver.leads.get(own, 0), giver.lead_marks.get(own, "")
            noted.append({"source": source, "from": own, "to": other, "keys": keys, "mark": mark})
    return Given(values, noted)


def _values(giver: Collection, address: FieldAddress) -> Iterator[object]:
    """Yield the values of a field as a search kept them; one that is being removed is asked for later."""
    rows = Material.objects.filter(
        collection=giver,
        kind=MaterialKind.RECORDS,
        dataset=Material.fitting("dataset", address.collection.dataset),
        record_set=Material.fitting("record_set", address.collection.collection),
    )
    for material in rows.select_related("file"):
        place = [column["name"] for column in material.columns].index(address.field)
        if material.columns[place]["type"] == ColumnType.BINARY:
            continue  # what is kept of bytes is the place of a file
        try:
            yield from (cells[place] for cells in rows_from(material))
        except CannotOpen:
            sentence = _("What leads on to this source is being searched for again.")
            raise SourceError(sentence, retry=True) from None


class HandedOn:
    """Counts and marks the different values of the fields that lead to other sources, as they are found."""

    def __init__(self, collection: Collection, fields: Sequence[FieldAddress], spill: Spill) -> None:
        self._fields = fields
        self._seen = Seen(spill)
        self._sums = {str(each): 0 for each in fields}
        self.counts = {str(each): 0 for each in fields}
        if fields:
            self._key = DataKey.objects.key_for(*collection.sealing_scope(), KeyPurpose.INDEX)

    @property
    def marks(self) -> dict[str, str]:
        """A mark of all values of each field: the same for the same values, whatever their order."""
        return {name: f"{self._sums[name]:x}" for name, count in self.counts.items() if count}

    def note(self, batch: Batch) -> None:
        """Count what is new in some rows."""
        here = (batch.record_set.dataset, batch.record_set.collection)
        for each in self._fields:
            if (each.collection.dataset, each.collection.collection) != here:
                continue
            names = [column.name for column in batch.record_set.columns]
            values = (row[names.index(each.field)] for row in batch.rows)
            plain = (value for value in values if isinstance(value, str | int))
            while some := list(islice(plain, _AT_ONCE)):
                self._add(str(each), self._seen.fresh(some, str(each)))

    def _add(self, name: str, values: Sequence[object]) -> None:
        self.counts[name] += len(values)
        for value in values:
            made = token(self._key, f"lead {type(value).__name__}", str(value))
            self._sums[name] = (self._sums[name] + int.from_bytes(made, "big")) % 2 ** (8 * TOKEN_BYTES)


def words(record: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Return what a search was led by, in words for staff: how many values of which field of which source."""
    return [
        ngettext(
            "%(keys)d different value of %(field)s in %(source)s",
            "%(keys)d different values of %(field)s in %(source)s",
            each["keys"],
        )
        % {"keys": each["keys"], "field": each["from"], "source": names.get(each["source"], "–")}
        for each in record
    ]
