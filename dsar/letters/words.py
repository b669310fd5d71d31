"""Dates, lists and the names of rights as a requester reads them."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, pgettext

from dsar.enums import Right

ASKED_FOR: dict[str, str | Promise] = {
    Right.ACCESS: gettext_lazy("for a copy of the personal data that we hold about you"),
    Right.RECTIFICATION: gettext_lazy("to correct personal data about you"),
    Right.ERASURE: gettext_lazy("to erase personal data about you"),
    Right.RESTRICTION: gettext_lazy("to restrict what we do with your personal data"),
    Right.PORTABILITY: gettext_lazy("for your personal data in a form that you can take elsewhere"),
    Right.OBJECTION: gettext_lazy("to stop using your personal data for certain purposes"),
    Right.MARKETING: gettext_lazy("to stop using your personal data for marketing"),
    Right.AUTOMATED: gettext_lazy("to have a decision about you looked at by a person"),
    Right.CONSENT: gettext_lazy("to stop what you had agreed to"),
    Right.UNSORTED: gettext_lazy("to read what you wrote in your own words"),
}

ASKED_FOR_ANOTHER: dict[str, str | Promise] = {
    Right.ACCESS: gettext_lazy("for a copy of the personal data that we hold about this person"),
    Right.RECTIFICATION: gettext_lazy("to correct personal data about this person"),
    Right.ERASURE: gettext_lazy("to erase personal data about this person"),
    Right.RESTRICTION: gettext_lazy("to restrict what we do with this person’s data"),
    Right.PORTABILITY: gettext_lazy("for this person’s data in a form that can be taken elsewhere"),
    Right.OBJECTION: gettext_lazy("to stop using this person’s data for certain purposes"),
    Right.MARKETING: gettext_lazy("to stop using this person’s data for marketing"),
    Right.AUTOMATED: gettext_lazy("to have a decision about this person looked at by a human being"),
    Right.CONSENT: gettext_lazy("to stop what this person had agreed to"),
    Right.UNSORTED: gettext_lazy("to read what you wrote in your own words"),
}


def day(value: date) -> str:
    """Return a date in full, with its weekday: "5 January 2027 (Tuesday)"."""
    # Translators: a Django date format; the weekday stands in brackets behind the date.
    return date_format(value, pgettext("date with weekday", "j F Y (l)"))


def short_day(value: date) -> str:
    """Return a date without its weekday: "5 January 2027"."""
    # Translators: a Django date format.
    return date_format(value, pgettext("date", "j F Y"))


def listed(words: Iterable[str]) -> str:
    """Return "a, b and c"."""
    *head, last = list(words)
    return gettext("%(head)s and %(last)s") % {"head": ", ".join(head), "last": last} if head else last
