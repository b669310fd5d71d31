"""Events as sentences for staff.

A sentence is made of the event's codes, ids, dates and counts, and of the names of staff, nothing else. So
it stands as it is when the keys of a submission are destroyed: the log keeps what happened and when, and
nobody can read from it whom it was about.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dsar.audit import complaint, conversation, receipt, searching, working
from dsar.audit.plain import PLAIN
from dsar.audit.setting import policy_loaded, setting_changed
from dsar.enums import EventType
from dsar.labels import MESSAGES, OUTCOMES
from dsar.spokes import registry

Data = Mapping[str, Any]
Names = Mapping[str, str]

_METHODS: Mapping[str, str | Promise] = {"caseworker": gettext_lazy("what a caseworker knows")}
_PARTS: Mapping[str, str | Promise] = {
    "overview": gettext_lazy("overview"),
    "identity": gettext_lazy("identity"),
    "search": gettext_lazy("search"),
    "material": gettext_lazy("material"),
    "letters": gettext_lazy("letters"),
    "messages": gettext_lazy("messages"),
    "clock": gettext_lazy("clock"),
    "log": gettext_lazy("log"),
    "review": gettext_lazy("review"),
    "work": gettext_lazy("decision"),
}
_DECISIONS: Mapping[str, str | Promise] = {
    "include": gettext_lazy("An item was included."),
    "withhold": gettext_lazy("An item was withheld."),
}


def _day(value: object) -> str:
    return date_format(date.fromisoformat(str(value)), "j F Y") if value else _("no date")


def _number(value: object) -> str:
    return number_format(int(str(value or 0)), use_l10n=True, force_grouping=True)


def _settled(data: Data, names: Names) -> str:
    method = data.get("method", "")
    words = {
        "method": registry.proofs.get(method) or _METHODS.get(method, method),
        "day": _day(data.get("arrived_on")),
    }
    return _("It was settled who is asking: by %(method)s. The proof arrived on %(day)s.") % words


def _questions(data: Data, names: Names) -> str:
    if data.get("passed"):
        return _("The questions that only the person can answer were answered.")
    return _("Answers to the questions did not fit (try %(tries)s of 3).") % {"tries": data.get("tries", "")}


def _extended(data: Data, names: Names) -> str:
    months = int(data.get("months", 0))
    return ngettext(
        "Notice was given that the answer takes %(months)d month longer.",
        "Notice was given that the answer takes %(months)d months longer.",
        months,
    ) % {"months": months}


def _owner(data: Data, names: Names) -> str:
    to = names.get(str(data.get("to")), "")
    if data.get("complaint"):
        return complaint.given(data, to)
    if not data.get("to"):
        return _("The case has no owner any more.")
    return _("The case was given to %(name)s.") % {"name": to or _("a member of staff")}


def _decided(data: Data, names: Names) -> str:
    if data.get("decision") == "withhold_rows":
        rows = int(data.get("rows") or 0)
        return ngettext(
            "%(rows)d row of an item was withheld.", "%(rows)d rows of an item were withheld.", rows
        ) % {"rows": rows}
    return str(_DECISIONS.get(data.get("decision", ""), _("An item was decided.")))


def _looked(data: Data, names: Names) -> str:
    return _("Withheld material was looked at.") if data.get("held") else _("Found material was looked at.")


def _package(data: Data, names: Names) -> str:
    return _("Package version %(version)s is ready for review.") % {"version": data.get("version", "")}


def _released(data: Data, names: Names) -> str:
    return _("The answer was released (package version %(version)s).") % {"version": data.get("version", "")}


def _resolved(data: Data, names: Names) -> str:
    if data.get("words"):
        return _("Words were added to the answer.")
    return _("It was decided what is done.")


def _downloaded(data: Data, names: Names) -> str:
    if data.get("letter"):
        return _("The requester downloaded the letter.")
    if data.get("whole"):
        return _("The requester downloaded the package.")
    return _("The requester downloaded the rest of the package.")


def _closed(data: Data, names: Names) -> str:
    return _("The case was closed: %(outcome)s.") % {"outcome": OUTCOMES.get(data.get("outcome", ""), "")}


def _late(data: Data, names: Names) -> str:
    if not data.get("promised_on"):
        return _("The limit passed without an answer; the requester was told so.")
    day = _day(data["promised_on"])
    return _("The requester was told why the answer is late, and promised it by %(day)s.") % {"day": day}


def _message(text: str | Promise) -> "Words":
    def words(data: Data, names: Names) -> str:
        return str(text) % {"kind": message_name(str(data.get("kind", "")))}

    return words


def _seen(data: Data, names: Names) -> str:
    part = _PARTS.get(data.get("part", ""), "")
    return _("The case was looked at (%(part)s).") % {"part": part} if part else _("The case was looked at.")


def _listed(data: Data, names: Names) -> str:
    if data.get("searched"):
        return _("Cases were searched for: %(count)s shown.") % {"count": _number(data.get("shown"))}
    return _("A list of cases was looked at: %(count)s shown.") % {"count": _number(data.get("shown"))}


Words = Callable[[Data, Names], str]
_TOLD: Mapping[EventType, Words] = {
    EventType.IDENTITY_SETTLED: _settled,
    EventType.QUESTIONS_TRIED: _questions,
    EventType.EXTENSION_NOTIFIED: _extended,
    EventType.OWNER_CHANGED: _owner,
    EventType.MATERIAL_DECIDED: _decided,
    EventType.MATERIAL_VIEWED: _looked,
    EventType.PACKAGE_READY: _package,
    EventType.RELEASED: _released,
    EventType.DOWNLOADED: _downloaded,
    EventType.DECIDED: _resolved,
    EventType.CLOSED: _closed,
    EventType.LATE_TOLD: _late,
    EventType.MESSAGE_QUEUED: _message(gettext_lazy("A message was put in the outbox: %(kind)s.")),
    EventType.MESSAGE_SENT: _message(gettext_lazy("A message was sent: %(kind)s.")),
    EventType.MESSAGE_CAME_BACK: _message(gettext_lazy("A message came back undelivered: %(kind)s.")),
    EventType.MESSAGE_FAILED: _message(gettext_lazy("A message could not be sent: %(kind)s.")),
    EventType.MESSAGE_POSTED: _message(gettext_lazy("A message was posted: %(kind)s.")),
    EventType.MESSAGE_RENEWED: _message(gettext_lazy("A message that had failed was sent again: %(kind)s.")),
    EventType.COMPLAINT_STEP: complaint.step,
    EventType.COMPLAINT_CLOSED: complaint.closed,
    EventType.CASE_VIEWED: _seen,
    EventType.LIST_VIEWED: _listed,
    EventType.POLICY_LOADED: policy_loaded,
    EventType.SETTING_CHANGED: setting_changed,
    **conversation.TOLD,
    **receipt.TOLD,
    **searching.TOLD,
    **working.TOLD,
}


def sentence(event_type: str, data: Data, names: Names | None = None) -> str:
    """Return an event as one sentence; ``names`` are the names of staff by their ids.

    Codes that this version does not know are shown as they are, for a log outlives its words.
    """
    kind = EventType(event_type)
    told = _TOLD.get(kind)
    return told(data, names or {}) if told else str(PLAIN[kind])


def message_name(kind: str) -> str:
    """Return what an outgoing message is, in words."""
    return str(MESSAGES.get(kind, kind))
