"""Dates, spans and counts in words, as people read them on screen."""

from dataclasses import dataclass
from datetime import date, datetime

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from dsar.letters.clock_names import calendar_words

register = template.Library()
register.filter(calendar_words)

SOON_DAYS = 7


@dataclass(frozen=True)
class Relative:
    """How far a day is from today: the words, the tone (late, soon or fine) and the signed count of days."""

    words: str
    tone: str
    days: int

    def __str__(self) -> str:
        return self.words


def to_day(value: object) -> date | None:
    """Return the local calendar day of a date or an instant; anything else is no day."""
    if isinstance(value, datetime):
        return timezone.localdate(value) if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


def relative(day: date, today: date) -> Relative:
    """Put the distance from `today` to a due `day` in words, with its tone."""
    days = (day - today).days
    if days < 0:
        words = ngettext("%(days)d day late", "%(days)d days late", -days) % {"days": -days}
        return Relative(words, "late", days)
    if days == 0:
        words = gettext("today")
    elif days == 1:
        words = gettext("tomorrow")
    else:
        words = ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return Relative(words, "soon" if days <= SOON_DAYS else "fine", days)


@register.filter
def date_words(value: object) -> str:
    """Write a date or instant as "5 January 2027 (Tuesday)"; nothing for what is no date."""
    day = to_day(value)
    return "" if day is None else date_format(day, "j F Y (l)")


@register.filter
def date_short(value: object) -> str:
    """Write a date or instant as "Tue 5 Jan 2027", for tables."""
    day = to_day(value)
    return "" if day is None else date_format(day, "D j M Y")


@register.filter
def time_words(value: object) -> str:
    """Write an instant as "5 January 2027 (Tuesday), 14:05" in the installation's time zone."""
    if not isinstance(value, datetime):
        return date_words(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{date_words(value)}, {local:%H:%M}"


@register.filter
def when_words(value: object) -> str:
    """Write a date or an instant in words, and leave text as it is (steps and timelines take both)."""
    return time_words(value) if to_day(value) else str(value or "")


@register.simple_tag
def relative_days(day: object, today: object) -> Relative | str:
    """Put the distance to a due day in words; `as far` also gives far.tone and far.days."""
    due, now = to_day(day), to_day(today)
    return "" if due is None or now is None else relative(due, now)


@register.filter
def thousands(value: object) -> str:
    """Write a count with the thousands separators of the language; what is no number passes unchanged."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    return number_format(value, use_l10n=True, force_grouping=True)


@register.simple_tag
def trial_installation() -> bool:
    """Say whether this is a trial; reads the setting, so that error pages without context know it too."""
    return bool(settings.TRIAL)
