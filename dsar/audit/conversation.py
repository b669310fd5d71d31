"""Sentences of the events of the requester's page: messages, their files, and letters."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dsar.enums import EventType, MessageKind

Data = Mapping[str, Any]
Names = Mapping[str, str]


def _received(data: Data, names: Names) -> str:
    """Say what kind of message the requester wrote, and how many files came with it."""
    kind = data.get("kind")
    if kind == MessageKind.CHANGE:
        text = _("The requester wrote how they want to change the request.")
    elif kind == MessageKind.ANSWER:
        text = _("The requester answered a question on their page.")
    else:
        text = _("The requester wrote a message.")
    return f"{text}{_files(data)}"


def _written(data: Data, names: Names) -> str:
    return _("A message was written to the requester.") + _files(data)


def _files(data: Data) -> str:
    number = int(data.get("files") or 0)
    if not number:
        return ""
    words = ngettext("%(number)d file came with it.", "%(number)d files came with it.", number)
    return " " + words % {"number": number}


def _read(data: Data, names: Names) -> str:
    return _("Messages of the requester were read: %(number)s.") % {"number": data.get("number", 0)}


def _file_viewed(data: Data, names: Names) -> str:
    if data.get("requester"):
        return _("The requester opened a file of a message.")
    return _("A file of a message was opened.")


def _letter_viewed(data: Data, names: Names) -> str:
    if data.get("requester"):
        return _("The requester opened a letter.")
    return _("A letter was opened by a member of staff.")


TOLD: Mapping[EventType, Callable[[Data, Names], str]] = {
    EventType.MESSAGE_RECEIVED: _received,
    EventType.MESSAGE_WRITTEN: _written,
    EventType.MESSAGES_READ: _read,
    EventType.MESSAGE_FILE_VIEWED: _file_viewed,
    EventType.LETTER_VIEWED: _letter_viewed,
}
