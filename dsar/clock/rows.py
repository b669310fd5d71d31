"""Facts from named columns of text: one reader for a CSV row, for options and for the form.

Columns: those of the dated cases (`jurisdiction`, `rule`, `received`, `identity_requested`,
`identity_received`, `pause_from`, `pause_to`, `extended`), and for one set of facts also `right`,
`received_time`, `pause2_from`, `pause2_to`, `notified`, `promise_days`.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from dsar.clock.codes import RefusalCode
from dsar.clock.facts import ACCESS, ONE_MONTH, Clarification, Extension, Facts, Promise
from dsar.clock.places import default_zone
from dsar.clock.reading import clarification_of, proof_of, read_day
from dsar.clock.refusal import FactsError

CSV_COLUMNS = (
    "id",
    "jurisdiction",
    "rule",
    "received",
    "identity_requested",
    "identity_received",
    "pause_from",
    "pause_to",
    "extended",
)
PAUSES = (("pause_from", "pause_to"), ("pause2_from", "pause2_to"))
MONTHS: Mapping[str, int] = {"": 0, "no": 0, "yes": 2}

# Where a refusal belongs: the first of these columns that holds the refused day, else the first of all.
_FROMS, _TOS = ("pause_from", "pause2_from"), ("pause_to", "pause2_to")
COLUMNS_OF: Mapping[RefusalCode, Sequence[str]] = {
    RefusalCode.UNKNOWN_JURISDICTION: ("jurisdiction",),
    RefusalCode.UNKNOWN_RULE: ("rule",),
    RefusalCode.RECEIPT_MISSING: ("received",),
    RefusalCode.IDENTITY_NEVER_ASKED: ("identity_received",),
    RefusalCode.IDENTITY_ASKED_BEFORE_RECEIPT: ("identity_requested",),
    RefusalCode.IDENTITY_BEFORE_ASKED: ("identity_received",),
    RefusalCode.IDENTITY_ASKED_AFTER_LIMIT: ("identity_requested",),
    RefusalCode.PAUSE_NEVER_ASKED: _TOS,
    RefusalCode.PAUSE_BEFORE_RECEIPT: _FROMS,
    RefusalCode.PAUSE_ENDS_BEFORE_IT_BEGINS: _TOS,
    RefusalCode.PAUSE_AFTER_LIMIT: _FROMS,
    RefusalCode.PAUSE_ACCESS_ONLY: _FROMS,
    RefusalCode.EXTENSION_MONTHS: ("extended",),
    RefusalCode.EXTENSION_SECOND: ("extended",),
    RefusalCode.EXTENSION_UNKNOWN: ("extended",),
    RefusalCode.EXTENSION_BEFORE_RECEIPT: ("notified",),
    RefusalCode.EXTENSION_TOO_LATE: ("notified",),
    RefusalCode.NOTICE_WITHOUT_EXTENSION: ("notified",),
    RefusalCode.TIME_UNKNOWN: ("received_time",),
    RefusalCode.PROMISE_DAYS: ("promise_days", "rule"),
}


def facts_of(columns: Mapping[str, str]) -> Facts:
    """The facts of one row; missing columns are empty ones. `FactsError` with its `column` named."""
    try:
        return _facts(columns)
    except FactsError as error:
        raise located(error, columns) from error


def located(error: FactsError, columns: Mapping[str, str]) -> FactsError:
    """The same refusal with the column that it belongs to."""
    if error.column:
        return error
    known = COLUMNS_OF.get(error.code, ("received",))
    on = error.params.get("on")
    refused = [name for name in known if isinstance(on, date) and columns.get(name) == on.isoformat()]
    filled = [name for name in known if columns.get(name)]
    error.column = (refused or filled or list(known))[0]
    return error


def _facts(columns: Mapping[str, str]) -> Facts:
    jurisdiction = columns.get("jurisdiction", "")
    zone = default_zone(jurisdiction)
    received = _day(columns, "received")
    promise = columns.get("promise_days", "")
    return Facts(
        jurisdiction=jurisdiction,
        right=columns.get("right") or ACCESS,
        rule=columns.get("rule") or ONE_MONTH,
        zone=zone,
        received_on=received,
        received_at=_instant(columns.get("received_time", ""), received, zone),
        identity=proof_of(
            "identity", _day(columns, "identity_requested"), _day(columns, "identity_received")
        ),
        clarifications=tuple(_pauses(columns)),
        extension=_extension(columns),
        promise=Promise(_days(promise)) if promise else None,
    )


def _day(columns: Mapping[str, str], name: str) -> date | None:
    text = columns.get(name) or ""
    try:
        return read_day(text) if text else None
    except FactsError as error:
        error.column = name
        raise


def _instant(text: str, received: date | None, zone: str) -> datetime | None:
    """The time of day of receipt at the controller's; it moves no date, and its zone is the place's."""
    if not text or received is None:
        return None
    if not re.fullmatch("([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise FactsError(RefusalCode.TIME_UNKNOWN, {"text": text})
    return datetime.combine(received, time.fromisoformat(text), ZoneInfo(zone))


def _pauses(columns: Mapping[str, str]) -> list[Clarification]:
    found = []
    for first, last in PAUSES:
        try:
            pause = clarification_of(_day(columns, first), _day(columns, last))
        except FactsError as error:
            error.column = error.column or last
            raise
        if pause is not None:
            found.append(pause)
    return found


def _extension(columns: Mapping[str, str]) -> Extension | None:
    text = columns.get("extended") or ""
    notified_on = _day(columns, "notified")
    months = MONTHS.get(text) if text in MONTHS else int(text) if re.fullmatch("[0-9]{1,3}", text) else None
    if months is None:
        raise FactsError(RefusalCode.EXTENSION_UNKNOWN, {"text": text})
    if text in ("", "no"):
        if notified_on is not None:
            raise FactsError(RefusalCode.NOTICE_WITHOUT_EXTENSION, {"on": notified_on})
        return None
    return Extension(notified_on, months)


def _days(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else 0
