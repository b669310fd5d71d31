"""A page of cases, by key and not by number of rows to skip, and how many there are."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from dsar.models import Case
from dsar.models.sealing import warm
from dsar.selectors.filters import Filters
from dsar.selectors.names import name_of
from dsar.selectors.next_step import in_short
from dsar.selectors.scope import Scope

PAGE = 50
MOST = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """A case as a list shows it: with the name that was opened for it, and its next step in short."""

    case: Case
    name: str
    step: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the worklist; ``after`` is the key of the next one, empty on the last."""

    lines: list[Line]
    count: int
    after: str

    @property
    def total(self) -> str:
        """Return the number of cases in words; beyond a thousand nobody counts."""
        return in_words(self.count)


def in_words(count: int) -> str:
    """Return a count as it is shown: exact, or that it is more than a thousand."""
    if count > MOST:
        return _("more than %(most)s") % {"most": number_format(MOST, force_grouping=True)}
    return number_format(count, use_l10n=True, force_grouping=True)


def cases(scope: Scope, filters: Filters, found: Collection[UUID] | None = None) -> QuerySet[Case]:
    """Return the cases of a view; ``found`` are the submissions that the words searched for name."""
    rows = scope.cases().filter(filters.condition(scope))
    return rows if found is None else rows.filter(submission__in=found)


def page(scope: Scope, filters: Filters, found: Collection[UUID] | None = None) -> Page:
    """Return one page of a view."""
    rows = cases(scope, filters, found)
    count = rows.order_by()[: MOST + 1].count()
    ordered = _ordered(rows, filters)
    taken = list(with_people(ordered, PAGE + 1))
    shown = taken[:PAGE]
    after = _key(shown[-1], filters.sort) if len(taken) > PAGE else ""
    return Page(lines(shown), count, after)


def with_people(rows: QuerySet[Case], most: int) -> QuerySet[Case]:
    """Return the first of ordered cases with what a list shows of each, in one query.

    They are chosen before anything is joined to them, of tens of thousands in order fifty.
    """
    chosen = Case.objects.filter(pk__in=rows.values("pk")[:most]).order_by(*rows.query.order_by)
    return chosen.select_related("submission__person", "controller", "owner")


def lines(shown: Iterable[Case]) -> list[Line]:
    """Return cases with their names, the keys of all read at once."""
    shown = list(shown)
    warm(case.submission.person for case in shown)
    return [Line(case, name_of(case), in_short(case)) for case in shown]


def _ordered(rows: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    column, descending = _column(filters.sort)
    place = F(column).desc(nulls_last=True) if descending else F(column).asc(nulls_last=True)
    rows = rows.order_by(place, "id")
    key = _read_key(filters.after, column)
    return rows if key is None else rows.filter(_behind(column, descending, *key))


def _column(sort: str) -> tuple[str, bool]:
    column = "opened_at" if sort.endswith("received") else "limit_on"
    return column, sort.startswith("-")


def _behind(column: str, descending: bool, value: date | datetime | None, last: UUID) -> Q:
    """Return what lies behind a key; cases without a date lie behind all others."""
    if value is None:
        return Q(**{f"{column}__isnull": True}, id__gt=last)
    way = "lt" if descending else "gt"
    return (
        Q(**{f"{column}__{way}": value})
        | Q(**{column: value}, id__gt=last)
        | Q(**{f"{column}__isnull": True})
    )


def _key(case: Case, sort: str) -> str:
    value = getattr(case, _column(sort)[0])
    return f"{value.isoformat() if value else ''}~{case.id}"


def _read_key(text: str, column: str) -> tuple[date | datetime | None, UUID] | None:
    """Return the key of an address, None when it is none."""
    value, _tilde, last = text.partition("~")
    kind = date if column == "limit_on" else datetime
    try:
        return (kind.fromisoformat(value) if value else None), UUID(last)
    except ValueError:
        return None
