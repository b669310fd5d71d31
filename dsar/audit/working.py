"""Sentences of the work on a case: what is done in the systems, and how its dates moved."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.enums import Action, EventType
from dsar.labels import ACTIONS

Data = Mapping[str, Any]
Names = Mapping[str, str]
Words = Callable[[Data, Names], str]

#: What a plan says of a system where nobody is asked to do anything.
_NOTED: Mapping[str, str | Promise] = {
    Action.KEEP: gettext_lazy("It was noted that a system keeps data, because the law says so."),
    Action.NOTHING: gettext_lazy("It was noted that a system holds nothing about this person."),
}


def _action(data: Data) -> str:
    return str(ACTIONS.get(data.get("action", ""), data.get("action", "")))


def _given(data: Data, names: Names) -> str:
    if noted := _NOTED.get(data.get("action", "")):
        return str(noted)
    return _("A task was given: %(action)s.") % {"action": _action(data)}


def _done(data: Data, names: Names) -> str:
    return _("A task was confirmed with proof: %(action)s.") % {"action": _action(data)}


def _cancelled(data: Data, names: Names) -> str:
    if data.get("action", "") in _NOTED:
        return _("What was noted about a system was taken back: %(action)s.") % {"action": _action(data)}
    return _("A task was cancelled: %(action)s.") % {"action": _action(data)}


def _moved(data: Data, names: Names) -> str:
    """Say how the limit moved, or came, or went; else how the target did."""
    before, after = data.get("from", {}), data.get("to", {})
    if before.get("limit_on") == after.get("limit_on"):
        return _shift(
            before.get("target_on"),
            after.get("target_on"),
            _("The target moved from %(before)s to %(after)s."),
            _("There is a target: %(after)s."),
            _("The target of %(before)s holds no longer; there is no date for now."),
        )
    return _shift(
        before.get("limit_on"),
        after.get("limit_on"),
        _("The limit moved from %(before)s to %(after)s."),
        _("There is a limit: %(after)s."),
        _("The limit of %(before)s holds no longer; there is no date for now."),
    )


def _shift(before: object, after: object, moved: str, came: str, went: str) -> str:
    text = moved if before and after else came if after else went
    return text % {"before": _day(before), "after": _day(after)}


def _day(value: object) -> str:
    return date_format(date.fromisoformat(str(value)), "j F Y") if value else _("no date")


TOLD: Mapping[EventType, Words] = {
    EventType.TASK_GIVEN: _given,
    EventType.TASK_DONE: _done,
    EventType.TASK_CANCELLED: _cancelled,
    EventType.DEADLINE_MOVED: _moved,
}
