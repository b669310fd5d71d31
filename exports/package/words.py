"""Dates, numbers and names of things as a requester reads them, in the language that is set."""

import re
from datetime import date, datetime

from django.utils.formats import date_format, get_format, number_format
from django.utils.translation import get_language, gettext, pgettext

from exports.package.html_rows import CellWords

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+\Z")
_KINDS = (
    ("application/pdf", "PDF"),
    ("text/html", "HTML"),
    ("text/csv", "CSV"),
)


def day(value: date) -> str:
    """Give a date as people write it: 5 January 2027."""
    english = (get_language() or "en").startswith("en")
    return str(date_format(value, "j F Y" if english else get_format("DATE_FORMAT")))


def moment(value: datetime) -> str:
    """Give an instant as day and time of day, with its zone."""
    return f"{day(value)}, {value:%H:%M} {value.tzname() or ''}".rstrip()


def count(value: int) -> str:
    """Give a number with thousands separators."""
    separated = number_format(value, force_grouping=True)
    return (
        f"{value:,}"
        if separated == str(value) and (get_language() or "en").startswith("en")
        else str(separated)
    )


def size(octets: int) -> str:
    """Give a size in bytes, kB, MB or GB (powers of 1,000), to two figures."""
    value = float(octets)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 999.5 or unit == "GB":
            shown = number_format(value, 1 if value < 9.95 and unit != "B" else 0)
            return f"{shown}\u00a0{unit}"
        value /= 1000
    raise AssertionError


def kind(content_type: str) -> str:
    """Give the kind of a file in a word or two."""
    for known, word in _KINDS:
        if content_type.startswith(known):
            return word
    family = {
        "image": gettext("picture"),
        "audio": gettext("sound recording"),
        "video": gettext("film"),
        "text": gettext("text"),
        "message": gettext("e-mail"),
    }
    return family.get(content_type.partition("/")[0], gettext("file"))


def state(code: str) -> str:
    """Give how a search ended; a state not known here is shown as it came."""
    known = {
        "done": gettext("Searched"),
        "complete": gettext("Searched"),
        "succeeded": gettext("Searched"),
        "empty": gettext("Searched: nothing found"),
        "partial": gettext("Searched in part"),
        "failed": gettext("Could not be searched"),
        "cancelled": gettext("Stopped before the end"),
    }
    return known.get(code.lower(), code)


def category(key: str) -> str:
    """Give a data category of the Fides taxonomy in words: ``user.contact.email`` as contact › email."""
    return key.removeprefix("user.").replace("_", " ").replace(".", " › ")


def address(contact: str) -> str:
    """Give the contact if it is one mail address and nothing else, otherwise empty."""
    return contact.strip() if _ADDRESS.match(contact.strip()) else ""


def cell_words() -> CellWords:
    """Give the words that table cells need, as HTML of our own making."""
    whole = gettext("… shortened here, whole in the spreadsheet and JSON files")
    return CellWords(
        nothing=f'<span class="nil">{pgettext("an empty table cell", "none")}</span>',
        yes=pgettext("a table cell", "yes"),
        no=pgettext("a table cell", "no"),
        shortened=f' <em class="nil">{whole}</em>',
    )
