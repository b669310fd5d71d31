"""Systems without a source: what their holders hand in is searched for the person's rows; no other is kept.

Each such system has a source of its own that no search opens; its maps are drafted from the tables' headings.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, Status
from dsar.models import Case, System, User
from dsar.permissions import acting_role
from dsar.services import acting, cases
from dsar.services.errors import Refused
from exports.enums import CollectionState
from exports.models import Collection, DataMapVersion, SourceConnection
from exports.services import identifiers, search
from exports.services.connections import read
from exports.services.handed_in import Table, check_names, map_of, telling
from exports.services.leads import HandedOn
from exports.services.tally import Tally
from exports.sources.base import Identity, SourceError
from exports.sources.delivered.folder import HandedIn
from exports.sources.delivered.source import DeliveredSource
from exports.sources.spill import Spill

KIND = "by_hand"
#: While a case is in one of these, what holders hand in is taken in.
EARLY = (Status.SEARCHING, Status.PREPARING)
_NOTHING = "# Its holder handed nothing in.\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """A system that only its holder can look through, and what came of it for a case (None: nothing yet)."""

    system: System
    search: Collection | None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of it: the person's rows, and the columns that told so."""

    rows: int
    columns: Sequence[str]


class _AtOnce:
    """What keeps material wants to know, where no worker does it: there is no lease to lose."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def beat(self, progress: dict[str, Any]) -> None:
        """Say nothing: nobody watches."""

    @contextmanager
    def saving(self) -> Iterator[None]:
        """Open a transaction."""
        with transaction.atomic():
            yield


def asked(case: Case) -> list[Asked]:
    """Return the systems that hold people of this relation and have no source that can be searched."""
    found = search.current(case)
    by_hand = {each.source.system_id: each for each in found if each.source.kind == KIND}
    reached = {each.source.system_id for each in found if each.source.kind != KIND}
    if not found:
        reached = {row.system_id for row in search.sources_for(case)}
    return [
        Asked(system, by_hand.get(system.id))
        for system in acting.systems_for(case)
        if system.id not in reached
    ]


def take_in(case: Case, system: System, table: Table, *, actor: User, now: datetime) -> TakenIn:
    """Search what a holder handed in, and keep the person's rows; Refused says what to do instead.

    What was taken in before for this system is replaced, with the decisions about it.
    """
    delivery = HandedIn(table.files, table.encoding)
    with transaction.atomic():
        case = _locked(case, system)
        identities = identifiers.identities_of(case)
        try:
            check_names(delivery, table.files, case.submission.person)
            text = map_of(delivery, system, table)
            columns = telling(text, identities)
            source = DeliveredSource(system.name, delivery, read(text))
            collection = _opened_anew(case, system, text, now)
            rows = _kept(collection, source, identities, now)
            gaps = [{"what": gap.what, "why": gap.why} for gap in source.not_covered()]
        except SourceError as error:
            raise Refused(error.sentence) from None
        _end(collection, identities, rows, gaps, actor, now)
    return TakenIn(rows, columns)


def nothing_there(case: Case, system: System, *, actor: User, now: datetime) -> None:
    """Note that a holder looked for the person and found nothing; Refused when it is too late for that."""
    with transaction.atomic():
        case = _locked(case, system)
        collection = _opened_anew(case, system, _NOTHING, now)
        collection.reason = _("Its holder looked and found nothing.")
        _end(collection, identifiers.identities_of(case), 0, [], actor, now)


def _locked(case: Case, system: System) -> Case:
    case = cases.locked(case)
    if case.status not in EARLY:
        raise Refused(_("What holders hand in is taken in between the search and the review."))
    if not identifiers.identities_of(case):
        raise Refused(
            _("There is nothing to search this person by: give an e-mail address or a telephone number.")
        )
    if system.id not in {each.system.id for each in asked(case)}:
        raise Refused(_("This system is searched by the software."))
    return case


def _opened_anew(case: Case, system: System, text: str, now: datetime) -> Collection:
    """Return a new search of the system, by that map; what an earlier one found is retired."""
    row = SourceConnection.objects.filter(system=system, kind=KIND).first()
    if row is None:
        name = _("%(system)s, by hand") % {"system": system.name[:100]}
        row = SourceConnection(
            controller=system.controller, system=system, name=name, kind=KIND, active=False, added_at=now
        )
        row.seal("address", KIND)
        row.save(force_insert=True)
    digest, last = sha256(text.encode()).hexdigest(), row.maps.order_by("-version").first()
    if last is None or last.sha256 != digest:
        version = last.version + 1 if last else 1
        DataMapVersion.objects.create(source=row, version=version, text=text, sha256=digest, added_at=now)
    return search.opened_anew(case, row, now)


def _kept(
    collection: Collection, source: DeliveredSource, identities: Sequence[Identity], now: datetime
) -> int:
    """Keep the rows of the person as material; return how many."""
    with Spill() as spill, closing(source.walk(identities)) as walked:
        tally = Tally(_AtOnce(now), collection, source.record_sets(), HandedOn(collection, (), spill))
        for position, (record_set, batches) in enumerate(groupby(walked, key=lambda batch: batch.record_set)):
            tally.keep(record_set, batches, position)
    return tally.rows


def _end(
    collection: Collection,
    identities: Sequence[Identity],
    rows: int,
    gaps: list[dict[str, str]],
    actor: User,
    now: datetime,
) -> None:
    collection.refresh_from_db(fields=["bytes"])
    collection.state, collection.started_at, collection.ended_at = CollectionState.DONE, now, now
    collection.searched_by = list(dict.fromkeys(str(identity.kind) for identity in identities))
    collection.seal("searched_with", identifiers.as_record(list(identities)))
    collection.rows, collection.not_covered = rows, gaps
    collection.save()
    record(
        EventType.SOURCE_SEARCHED,
        at=now,
        case=collection.case,
        actor=actor,
        role=acting_role(actor, collection.case),
        data={
            "source": str(collection.source_id),
            "map": collection.data_map.version,
            "by": collection.searched_by,
            "rows": rows,
            "by_hand": True,
        },
    )
