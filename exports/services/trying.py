"""A rehearsal from the settings: what one person's search would find, in counts; nothing of it is kept."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, Role
from dsar.models import User
from dsar.services.errors import Refused
from exports.datamap import MapError
from exports.models import SourceConnection
from exports.services import neighbours
from exports.services.connections import current_map, opened
from exports.sources.base import Identity, NotCovered, SourceError

#: A page waits no longer for a count; the search of a case has no such end.
MOST_SECONDS = 20.0


@dataclass(slots=True)
class Counted:
    """Rows by record set, in the order of the search; not ``whole`` when the time was over first."""

    sets: list[tuple[str, str, int]] = field(default_factory=list)
    gaps: list[NotCovered] = field(default_factory=list)
    whole: bool = True

    @property
    def rows(self) -> int:
        """Return all rows together."""
        return sum(rows for _title, _name, rows in self.sets)


def rehearse(
    row: SourceConnection,
    identity: Identity,
    *,
    actor: User,
    now: datetime,
    clock: Callable[[], float],
) -> Counted:
    """Search a source for one person and count; the log says that it was done, and not for whom.

    Raises Refused, in a sentence, when map or source cannot be used.
    """
    record(
        EventType.SOURCE_TRIED,
        at=now,
        controller=row.controller,
        actor=actor,
        role=Role.MANAGER,
        data={"source": str(row.id), "name": row.name, "by": identity.kind.value},
    )
    until = clock() + MOST_SECONDS
    try:
        source = opened(row, current_map(row), neighbours.arriving_at(row)).source
        counted = Counted()
        rows: Counter[tuple[str, str]] = Counter()
        titles = {(each.dataset, each.collection): each.title for each in source.record_sets()}
        with closing(source.walk([identity])) as walked:
            for batch in walked:
                rows[batch.record_set.dataset, batch.record_set.collection] += len(batch.rows)
                if clock() > until:
                    counted.whole = False
                    break
        counted.sets = [(title, key[1], rows[key]) for key, title in titles.items()]
        counted.gaps = [*source.not_covered(), *neighbours.not_tried(row)]
    except MapError as error:
        raise Refused(_("The data map cannot be used yet: %(why)s") % {"why": error.problems[0]}) from None
    except SourceError as error:
        raise Refused(error.sentence) from None
    return counted
