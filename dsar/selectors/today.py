"""Today: how many cases stand where, in the order in which a case can still be saved."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dsar.enums import Status
from dsar.selectors.filters import Filters
from dsar.selectors.scope import Scope
from dsar.selectors.windows import ANSWERED_DAYS, OPEN, UNANSWERED, WINDOWS, unread_messages
from dsar.selectors.worklist import Line, cases, lines, with_people

RIBBON_DAYS = 45
NEXT_UP = 12


@dataclass(frozen=True, slots=True)
class Tile:
    """A count with the filters that show the same cases in the worklist; ``of`` is what it is a part of."""

    name: str
    label: str | Promise
    filters: Filters
    tone: str = ""
    count: int = 0
    of: int = 0


_STATES = {
    Status.IN_REVIEW.value: _("awaiting release"),
    Status.AWAITING_IDENTITY.value: _("waiting for identity"),
}
_TONES = {
    "late": "late",
    "extension": "soon",
    "week": "soon",
    "target": "soon",
    "unsorted": "soon",
    "paused": "held",
}
#: Shown only when there is something to show.
_ONLY_IF_ANY = frozenset({"unsorted", "messages", "reviews", "failed", "nobodys", "on_time"})
#: In the order in which a case can still be saved; names are windows or statuses.
ORDER = (
    "late",
    "extension",
    "week",
    "target",
    "unsorted",
    Status.IN_REVIEW.value,
    Status.AWAITING_IDENTITY.value,
    "paused",
    "messages",
    "reviews",
    "failed",
    "nobodys",
    "on_time",
)


def filters_of(name: str, owner: str) -> Filters:
    """Return the filters of a tile."""
    return Filters(due=name, owner=owner) if name in WINDOWS else Filters(state=name, owner=owner)


def tiles(scope: Scope, owner: str) -> list[Tile]:
    """Return the tiles with their counts, in order."""
    found = counts(scope, owner)
    return [
        Tile(
            name=name,
            label=str(_STATES.get(name) or WINDOWS[name][1]),
            filters=filters_of(name, owner),
            tone=_TONES.get(name, ""),
            count=found[name],
            of=found["answered"] if name == "on_time" else 0,
        )
        for name in ORDER
        if found["answered" if name == "on_time" else name] or name not in _ONLY_IF_ANY
    ]


def counts(scope: Scope, owner: str) -> dict[str, int]:
    """Return the number of cases of each tile, and of all that were answered, with one query."""
    # Whose they are is said once, not by each tile: then the cases of others are not even looked at.
    wanted = {name: filters_of(name, "").condition(scope) for name in (*ORDER, "answered")}
    # Most cases were closed long ago, and no tile counts those: they are left out first.
    lately = Q(released_at__gte=scope.now - timedelta(days=ANSWERED_DAYS))
    watched = Q(resolution__review_on__isnull=False) | unread_messages()
    rows = cases(scope, Filters(state="all", owner=owner)).filter(OPEN | lately | watched)
    found = rows.aggregate(**{name: Count("pk", filter=q) for name, q in wanted.items()})
    return {name: found[name] for name in wanted}


def due_by_day(scope: Scope, owner: str) -> dict[date, int]:
    """Return how many cases are due on each of the days of the ribbon."""
    last = scope.today + timedelta(days=RIBBON_DAYS - 1)
    rows = cases(scope, Filters(owner=owner)).filter(UNANSWERED, limit_on__range=(scope.today, last))
    return dict(rows.order_by().values_list("limit_on").annotate(Count("pk")))


def ribbon_days(scope: Scope) -> list[date]:
    """Return the days of the ribbon."""
    return [scope.today + timedelta(days=n) for n in range(RIBBON_DAYS)]


def next_up(scope: Scope, owner: str) -> list[Line]:
    """Return the cases that come first: those that wait for nobody else, nearest limit first."""
    rows = cases(scope, Filters(owner=owner)).filter(UNANSWERED)
    return lines(with_people(rows.order_by("limit_on", "id"), NEXT_UP))
