"""The deadline clock: dated facts in, a frozen result out. No Django, no clock reads, no sentences."""

from dsar.clock.calendars import Calendar, DayOff, ExtraDay, bank_holidays, library_version
from dsar.clock.codes import (
    DayReason,
    PromiseFrom,
    RefusalCode,
    RegimeCode,
    Source,
    State,
    StepCode,
    WarningCode,
)
from dsar.clock.complaint import ComplaintResult, compute_complaint
from dsar.clock.engine import Dates, compute, compute_dates, last_instant
from dsar.clock.facts import Clarification, Extension, Facts, Fee, Promise, Proof, received_on
from dsar.clock.places import Place, default_zone, place_of
from dsar.clock.reading import clarification_of, fee_of, proof_of, read_day
from dsar.clock.refusal import FactsError
from dsar.clock.regimes import Regime, regime_for
from dsar.clock.result import Notice, Result, Step, Uncounted
from dsar.clock.rows import CSV_COLUMNS, facts_of, located

__all__ = [
    "CSV_COLUMNS",
    "Calendar",
    "Clarification",
    "ComplaintResult",
    "Dates",
    "DayOff",
    "DayReason",
    "Extension",
    "ExtraDay",
    "Facts",
    "FactsError",
    "Fee",
    "Notice",
    "Place",
    "Promise",
    "PromiseFrom",
    "Proof",
    "RefusalCode",
    "Regime",
    "RegimeCode",
    "Result",
    "Source",
    "State",
    "Step",
    "StepCode",
    "Uncounted",
    "WarningCode",
    "bank_holidays",
    "clarification_of",
    "compute",
    "compute_complaint",
    "compute_dates",
    "default_zone",
    "facts_of",
    "fee_of",
    "last_instant",
    "library_version",
    "located",
    "place_of",
    "proof_of",
    "read_day",
    "received_on",
    "regime_for",
]
