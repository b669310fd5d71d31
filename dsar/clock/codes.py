"""The closed lists of the clock: states, laws, steps, warnings, refusals, legal sources; no sentences."""

from enum import StrEnum


class State(StrEnum):
    """Where a clock stands; `not_started` comes before `paused`, `paused` before `extended`."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    EXTENDED = "extended"
    CLOSED = "closed"


class RegimeCode(StrEnum):
    """The law that a clock runs under."""

    UK_2026 = "uk_2026"
    UK_2018 = "uk_2018"
    EU = "eu"


class PromiseFrom(StrEnum):
    """The day from which a controller's promise is counted."""

    START = "start"
    RECEIPT = "receipt"


class DayReason(StrEnum):
    """Why a stretch of days does not count."""

    CLARIFICATION = "clarification"
    IDENTITY = "identity"
    AUTHORITY = "authority"


class StepCode(StrEnum):
    """One line of the derivation; the parameters of each are listed beside `Step`."""

    RECEIVED = "received"
    RECEIVED_LOCAL = "received_local"
    IDENTITY_ASKED = "identity_asked"
    IDENTITY_ARRIVED = "identity_arrived"
    IDENTITY_AWAITED = "identity_awaited"
    AUTHORITY_ASKED = "authority_asked"
    AUTHORITY_ARRIVED = "authority_arrived"
    AUTHORITY_AWAITED = "authority_awaited"
    FEE_ASKED = "fee_asked"
    FEE_PAID = "fee_paid"
    FEE_AWAITED = "fee_awaited"
    STARTS = "starts"
    SUSPENDED = "suspended"
    SUSPENDED_OPEN = "suspended_open"
    PAUSED = "paused"
    PAUSED_OPEN = "paused_open"
    PAUSE_WITHOUT_EFFECT = "pause_without_effect"
    EXTENDED = "extended"
    EXTENDED_IN_TIME = "extended_in_time"
    MONTHS_ADDED = "months_added"
    DAYS_ADDED = "days_added"
    ROLLED = "rolled"
    LIMIT = "limit"
    PROMISE = "promise"
    PROMISE_CUT = "promise_cut"
    CLOSED = "closed"
    COMPLAINT_RECEIVED = "complaint_received"
    COMPLAINT_COUNTED = "complaint_counted"


class WarningCode(StrEnum):
    """Something lawful or possible that a caseworker should know."""

    IDENTITY_ASKED_LATE = "identity_asked_late"
    AUTHORITY_ASKED_LATE = "authority_asked_late"
    ASKED_WITHOUT_DOUBT = "asked_without_doubt"
    SECOND_PAUSE = "second_pause"
    PAUSE_LARGE_DATA_ONLY = "pause_large_data_only"
    FEE_DOES_NOT_MOVE = "fee_does_not_move"
    NOTICE_ON_ROLLED_DAY = "notice_on_rolled_day"
    LIMIT_PASSED = "limit_passed"
    CLOSED_LATE = "closed_late"
    CALENDAR_RUNS_OUT = "calendar_runs_out"
    CALENDAR_CHANGED = "calendar_changed"


class RefusalCode(StrEnum):
    """Why facts are refused; carried by `FactsError`."""

    UNKNOWN_JURISDICTION = "unknown_jurisdiction"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_RULE = "unknown_rule"
    NOT_A_DATE = "not_a_date"
    DATE_OUT_OF_RANGE = "date_out_of_range"
    RECEIPT_MISSING = "receipt_missing"
    RECEIPT_TWICE = "receipt_twice"
    RECEIPT_WITHOUT_ZONE = "receipt_without_zone"
    IDENTITY_NEVER_ASKED = "identity_never_asked"
    IDENTITY_ASKED_BEFORE_RECEIPT = "identity_asked_before_receipt"
    IDENTITY_BEFORE_ASKED = "identity_before_asked"
    IDENTITY_ACCEPTED_BEFORE_ARRIVAL = "identity_accepted_before_arrival"
    IDENTITY_ASKED_AFTER_LIMIT = "identity_asked_after_limit"
    AUTHORITY_NEVER_ASKED = "authority_never_asked"
    AUTHORITY_ASKED_BEFORE_RECEIPT = "authority_asked_before_receipt"
    AUTHORITY_BEFORE_ASKED = "authority_before_asked"
    AUTHORITY_ACCEPTED_BEFORE_ARRIVAL = "authority_accepted_before_arrival"
    AUTHORITY_ASKED_AFTER_LIMIT = "authority_asked_after_limit"
    FEE_NEVER_ASKED = "fee_never_asked"
    FEE_ASKED_BEFORE_RECEIPT = "fee_asked_before_receipt"
    FEE_BEFORE_ASKED = "fee_before_asked"
    PAUSE_NEVER_ASKED = "pause_never_asked"
    PAUSE_BEFORE_RECEIPT = "pause_before_receipt"
    PAUSE_ENDS_BEFORE_IT_BEGINS = "pause_ends_before_it_begins"
    PAUSE_AFTER_LIMIT = "pause_after_limit"
    PAUSE_ACCESS_ONLY = "pause_access_only"
    EXTENSION_MONTHS = "extension_months"
    EXTENSION_SECOND = "extension_second"
    EXTENSION_BEFORE_RECEIPT = "extension_before_receipt"
    EXTENSION_TOO_LATE = "extension_too_late"
    EXTENSION_UNKNOWN = "extension_unknown"
    NOTICE_WITHOUT_EXTENSION = "notice_without_extension"
    TIME_UNKNOWN = "time_unknown"
    PROMISE_DAYS = "promise_days"
    CLOSED_BEFORE_RECEIPT = "closed_before_receipt"
    COMPLAINT_BEFORE_LAW = "complaint_before_law"
    COMPLAINT_UK_ONLY = "complaint_uk_only"


class Source(StrEnum):
    """Where a step comes from in law or in guidance."""

    ART_12A = "art_12a"
    ART_12_3 = "art_12_3"
    ART_12_3_2018 = "art_12_3_2018"
    ART_12_5 = "art_12_5"
    ART_12_6 = "art_12_6"
    EU_ART_12_3 = "eu_art_12_3"
    EU_ART_12_5 = "eu_art_12_5"
    EU_ART_12_6 = "eu_art_12_6"
    EDPB_01_2022 = "edpb_01_2022"
    RECITAL_63 = "recital_63"
    REG_1182_71 = "reg_1182_71"
    ICO_TIME_LIMITS = "ico_time_limits"
    ICO_AUTHORITY = "ico_authority"
    DPA_164A = "dpa_164a"
    HOUSE = "house"
    RECORD = "record"
