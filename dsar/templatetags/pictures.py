"""Pictures drawn from data (deadline badge, ribbon, months), each with its words or its table."""

from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from dsar.templatetags.words import SOON_DAYS, date_short, relative, thousands, to_day

register = template.Library()

COLUMN, GROUND, ROOM = 24, 96, 74
"""Width of a day, y of the ground line, height of the tallest column, in units of the SVG's viewBox."""


@dataclass(frozen=True)
class Column:
    """One day of the ribbon, placed."""

    on: date
    count: int
    off: bool
    words: str
    url: str
    tone: str
    x: int
    height: int
    tick: str

    @property
    def y(self) -> int:
        return GROUND - self.height

    @property
    def middle(self) -> int:
        return self.x + COLUMN // 2


def due_words(count: int, day: date, off: str) -> str:
    """Say how many cases are due on a day, and that it is no working day where that is so."""
    words = ngettext("%(count)s case due %(day)s", "%(count)s cases due %(day)s", count)
    words %= {"count": thousands(count), "day": date_format(day, "l j F Y")}
    return f"{words} ({off})" if off else words


def get(item: object, name: str, default: object = "") -> object:
    """Read a name from a mapping or an object, as templates do."""
    if isinstance(item, Mapping):
        return item.get(name, default)
    return getattr(item, name, default)


def place(days: Sequence[object], today: date) -> list[Column]:
    """Place the days of a ribbon from left to right, the tallest column filling the room."""
    counts = [int(str(get(day, "count", 0))) for day in days]
    tallest = max([4, *counts])
    columns = []
    for index, (day, count) in enumerate(zip(days, counts, strict=True)):
        on = to_day(get(day, "on"))
        if on is None:
            raise ValueError("A day of the ribbon needs its date in `on`.")
        off = str(get(day, "off_name") or (gettext("weekend") if get(day, "off", False) else ""))
        columns.append(
            Column(
                on=on,
                count=count,
                off=bool(off),
                words=due_words(count, on, off),
                url=str(get(day, "url")),
                tone="late" if on < today else "soon" if (on - today).days <= SOON_DAYS else "",
                x=index * COLUMN,
                height=round(count / tallest * ROOM),
                tick=date_format(on, "j M") if on.weekday() == 0 else "",
            )
        )
    return columns


@register.inclusion_tag("components/ribbon.html")
def ribbon(days: Iterable[object], today: date) -> dict[str, object]:
    """Draw the cases due on each of the next days, with the same as a table.

    `days`: in order, objects or mappings with `on` (date), `count`, `url`, and `off=True` or `off_name`.
    """
    columns = place(list(days), today)
    return {
        "columns": columns,
        "width": max(1, len(columns)) * COLUMN,
        "ground": GROUND,
        "total": sum(column.count for column in columns),
    }


@dataclass(frozen=True)
class Day:
    """A day of a month's sheet; all empty for the days of its neighbours."""

    number: str = ""
    kind: str = ""
    words: str = ""


@dataclass(frozen=True)
class Sheet:
    """A month, by its first day, and its weeks from Monday to Sunday."""

    first: date
    weeks: list[list[Day]]


MARKS = {
    "off": "weekend or holiday",
    "paused": "not counted",
    "start": "the clock starts",
    "target": "our target",
    "due": "the limit",
    "today": "today",
}


@register.inclusion_tag("components/months.html")
def months(first: date, last: date, marks: Mapping[date, str]) -> dict[str, object]:
    """Draw the months from `first` to `last` as calendars.

    `marks` gives some days a kind: off, paused, start, target, due or today; each is said in words too.
    Weekends need no mark.
    """
    sheets = []
    month = first.replace(day=1)
    while month <= last:
        sheets.append(Sheet(month, weeks_of(month, marks)))
        month = (month + timedelta(days=31)).replace(day=1)
    seen: dict[str, str] = {}
    for day in (day for sheet in sheets for week in sheet.weeks for day in week):
        seen.setdefault(day.kind, day.number)
    return {
        "sheets": sheets,
        "legend": [(kind, seen[kind], gettext(words)) for kind, words in MARKS.items() if kind in seen],
    }


def weeks_of(month: date, marks: Mapping[date, str]) -> list[list[Day]]:
    """Give the weeks of a month, Monday first; the days of other months are empty."""
    weeks = []
    for week in Calendar().monthdatescalendar(month.year, month.month):
        days = []
        for day in week:
            if day.month != month.month:
                days.append(Day())
                continue
            kind = marks.get(day, "off" if day.weekday() > 4 else "")
            days.append(Day(str(day.day), kind, gettext(MARKS[kind]) if kind else ""))
        weeks.append(days)
    return weeks


@register.inclusion_tag("components/deadline_badge.html")
def deadline_badge(limit_on: date | None, today: date, **options: object) -> dict[str, object]:
    """Draw when a case is due, how far that is and the controller's own target.

    Options: `target_on`; `paused=True` (the clock stands still); `closed_on` (nothing runs any more);
    `ended_on` (closed without an answer); `url` of the explanation.
    """
    target_on, closed_on = to_day(options.get("target_on")), to_day(options.get("closed_on"))
    return {
        "limit_on": limit_on,
        "target_on": target_on,
        "closed_on": closed_on,
        "ended_on": to_day(options.get("ended_on")),
        "paused": bool(options.get("paused")),
        "url": options.get("url", ""),
        "far": relative(limit_on, today) if limit_on else None,
        "target_missed": bool(target_on and not closed_on and target_on < today),
    }


@register.inclusion_tag("components/due.html")
def due(
    limit_on: date | None,
    today: date,
    *,
    paused: bool = False,
    closed_on: date | None = None,
    ended_on: date | None = None,
    over: bool = False,
) -> dict[str, object]:
    """Draw the due date of a row in a table: a word with its tone, and the short date under it.

    ``over`` is for a case that was opened again after its answer: no new date is owed.
    """
    return {
        "far": relative(limit_on, today) if limit_on else None,
        "short": date_short(limit_on),
        "paused": paused,
        "closed": date_short(closed_on),
        "ended": date_short(ended_on),
        "over": over and closed_on is None,
    }
