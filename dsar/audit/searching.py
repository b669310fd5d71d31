"""Sentences of the events of searching: what it is done by, how it went, who stopped or tried it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dsar.enums import EventType

Data = Mapping[str, Any]
Names = Mapping[str, str]

_KINDS: Mapping[str, str | Promise] = {
    "email": gettext_lazy("an e-mail address"),
    "phone_number": gettext_lazy("a telephone number"),
    "customer_number": gettext_lazy("a customer number"),
    "external_id": gettext_lazy("an id in another system"),
}


def _rows(data: Data) -> int:
    return int(data.get("rows") or 0)


def _number(value: int) -> str:
    return number_format(value, use_l10n=True, force_grouping=True)


def _kind(value: object) -> str:
    return str(_KINDS.get(str(value), value))


def _begun(data: Data, names: Names) -> str:
    number = len(data.get("sources", []))
    if data.get("led"):
        return _("A source is searched again: another one leads to more that is in it.")
    return ngettext(
        "The search of %(number)d source began.", "The search of %(number)d sources began.", number
    ) % {"number": number}


def _searched(data: Data, names: Names) -> str:
    if data.get("by_hand"):
        text = ngettext(
            "What the holder of a system found was taken in: %(rows)s row.",
            "What the holder of a system found was taken in: %(rows)s rows.",
            _rows(data),
        )
        return text % {"rows": _number(_rows(data))}
    text = ngettext(
        "A source was searched: %(rows)s row.", "A source was searched: %(rows)s rows.", _rows(data)
    )
    return text % {"rows": _number(_rows(data))}


def _over(data: Data, names: Names) -> str:
    failed = len(data.get("failed", []))
    text = ngettext(
        "The search is over: %(rows)s row found.", "The search is over: %(rows)s rows found.", _rows(data)
    ) % {"rows": _number(_rows(data))}
    if not failed:
        return text
    return f"{text} " + ngettext("%(number)d source failed.", "%(number)d sources failed.", failed) % {
        "number": failed
    }


def _by(data: Data, names: Names) -> str:
    """Say that something more is searched by, or no more; never its value."""
    if data.get("what") == "removed":
        text = _("The person is no longer searched by something that was verified: %(kind)s.")
    else:
        text = _("Something more to search by was verified: %(kind)s.")
    return text % {"kind": _kind(data.get("kind"))}


def _tried(data: Data, names: Names) -> str:
    return _(
        "The source %(name)s was tried with one person, by %(kind)s; nothing that was found was kept."
    ) % {
        "name": data.get("name", ""),
        "kind": _kind(data.get("by")),
    }


TOLD: Mapping[EventType, Callable[[Data, Names], str]] = {
    EventType.SEARCH_STARTED: _begun,
    EventType.SOURCE_SEARCHED: _searched,
    EventType.SEARCH_FINISHED: _over,
    EventType.SEARCHED_BY_CHANGED: _by,
    EventType.SOURCE_TRIED: _tried,
}
