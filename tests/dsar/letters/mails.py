"""A full context for each kind of mail, as the outbox keeps it (dates as ISO text)."""

from dsar.enums import DeliveryKind

BOTH = {
    "controller_name": "Alder CRM",
    "dpo_email": "dpo@alder.example.org",
    "reference": "B8WN-4JKA",
    "link": "https://rights.alder.example.org/r/B8WN-4JKA/",
}
QUESTION = {
    "effect": "starts",
    "proofs": ["a recent bill from us", "a copy of your driving licence or passport"],
    "kept_days": 7,
}

REGULATOR = {
    "regulator_name": "Information Commissioner’s Office",
    "regulator_url": "https://ico.org.uk/make-a-complaint/",
}
HOLDER = {"system": "Customer records", "action": "Erase", "due_on": "2026-12-11"}

CONTEXTS: dict[DeliveryKind, dict[str, object]] = {
    DeliveryKind.CONFIRM: BOTH | {"received_on": "2026-11-24", "expires_on": "2026-12-08"},
    DeliveryKind.ACKNOWLEDGEMENT: BOTH
    | {
        "received_on": "2026-11-24",
        "right": ["access", "objection_marketing"],
        "in_force": ["objection_marketing"],
        "only_in_force": False,
        "effective_on": "2026-11-24",
        "why": "We must answer by 24 December 2026 (Thursday) at the latest. The law gives us one month from "
        "24 November 2026, the day on which your request arrived.",
    },
    DeliveryKind.UNDERSTOOD: BOTH
    | {
        "received_on": "2026-11-24",
        "right": ["access", "consent_withdrawal"],
        "in_force": ["consent_withdrawal"],
        "effective_on": "2026-11-26",
        "why": "We must answer by 24 December 2026 (Thursday) at the latest.",
    },
    DeliveryKind.CODE: BOTH | {"code": "48151623", "minutes": 10},
    DeliveryKind.ID_REQUEST: BOTH
    | QUESTION
    | {
        "doubt": "You wrote from an e-mail address that our records do not know.",
        "reason": "We must not send your data to somebody else.",
    },
    DeliveryKind.ID_NOT_ACCEPTED: BOTH
    | QUESTION
    | {"arrived_on": "2026-11-27", "reason": "The name on it cannot be read."},
    DeliveryKind.AUTHORITY_REQUEST: BOTH
    | QUESTION
    | {"reason": "The request came from an address that is not known to us."},
    DeliveryKind.AUTHORITY_REFUSED: BOTH
    | QUESTION
    | {"what": "a letter", "arrived_on": "2026-11-27", "reason": "It is not signed."},
    DeliveryKind.SENT_TO_PERSON: BOTH | {"sent_on": "2026-12-10", "reason": "The person asked for that."},
    DeliveryKind.CLARIFICATION: BOTH
    | {
        "question": "Which time matters most to you?\nFor instance your orders of 2025.",
        "reason": "We hold some 40,000 messages with your company.",
        "stops_clock": True,
    },
    DeliveryKind.EXTENSION: BOTH
    | {
        "factor": "the request is complex",
        "facts": "Two companies that we bought kept their own archives on paper.",
        "old_limit_on": "2026-12-24",
        "new_limit_on": "2027-02-24",
        "aim_on": "2027-01-29",
        "regulator_name": "Information Commissioner’s Office",
        "regulator_url": "https://ico.org.uk/make-a-complaint/",
    },
    DeliveryKind.DELIVERY: BOTH | {"expires_on": "2027-01-04"},
    DeliveryKind.REMINDER: BOTH
    | {"right": "access", "rung": "target", "due_on": "2026-12-22", "days_left": 3},
    DeliveryKind.RETURNED: BOTH | {"right": "access", "limit_on": "2026-12-24"},
    DeliveryKind.CLOCK_STARTED: BOTH
    | {
        "arrived": "identity",
        "arrived_on": "2026-11-27",
        "starts_on": "2026-11-27",
        "limit_on": "2026-12-29",
        "why": "The law gives us one month from 27 November 2026.",
    },
    DeliveryKind.CLOCK_RESUMED: BOTH
    | {
        "arrived": "answer",
        "arrived_on": "2026-12-07",
        "days_not_counted": 5,
        "limit_on": "2027-01-04",
        "why": "The law gives us one month from 27 November 2026; 5 days do not count.",
    },
    DeliveryKind.FEE_NOTICE: BOTH | REGULATOR | {"amount": "£18.40", "pay_by_on": "2026-12-28"},
    DeliveryKind.CHASE: BOTH | {"asked_on": "2026-11-25", "close_on": "2026-12-25"},
    DeliveryKind.MESSAGE: BOTH,
    DeliveryKind.MESSAGE_RECEIVED: BOTH,
    DeliveryKind.WITHDRAWAL_CONFIRMED: BOTH | {"withdrawn_on": "2026-11-30"},
    DeliveryKind.TRANSFER: BOTH | REGULATOR,
    DeliveryKind.CLOSED_NO_RESPONSE: BOTH | REGULATOR | {"asked_on": "2026-11-25", "erased_on": "2027-01-27"},
    DeliveryKind.LAPSED: BOTH,
    DeliveryKind.LATE_APOLOGY: BOTH | REGULATOR | {"limit_on": "2027-01-04", "promised_on": "2027-01-12"},
    DeliveryKind.RESTRICTION_LIFTING: BOTH | REGULATOR | {"effective_on": "2027-01-11"},
    DeliveryKind.COMPLAINT_ACK: BOTH
    | REGULATOR
    | {"received_on": "2026-12-28", "outcome_by_on": "2027-01-27"},
    DeliveryKind.COMPLAINT_PROGRESS: BOTH
    | REGULATOR
    | {
        "received_on": "2026-12-28",
        "outcome_by_on": "2027-01-27",
        "steps": "We have read the file.\nWe have spoken to those who searched.",
    },
    DeliveryKind.COMPLAINT_OUTCOME: BOTH | REGULATOR | {"received_on": "2026-12-28"},
    DeliveryKind.HOLDER_REQUEST: BOTH | HOLDER,
    DeliveryKind.HOLDER_REMINDER: BOTH | HOLDER | {"days_left": 2},
    DeliveryKind.PRESERVATION: BOTH | {"system": "Customer records"},
    DeliveryKind.RECIPIENT_NOTICE: BOTH | {"confirm_by_on": "2027-01-11"},
    DeliveryKind.DIGEST: BOTH
    | {
        "written_on": "2026-12-21",
        "lines": [
            {"count": 3, "what": "cases are due this week", "link": "https://alder.example.org/desk/week/"},
            {
                "count": 1,
                "what": "answer waits for release",
                "link": "https://alder.example.org/desk/release/",
            },
        ],
    },
}


def texts(context: dict[str, object]) -> list[str]:
    """Return every value of a context as text, line by line, also those within lists."""

    def flat(value: object) -> list[object]:
        if isinstance(value, dict):
            return [each for inner in value.values() for each in flat(inner)]
        return [each for inner in value for each in flat(inner)] if isinstance(value, list) else [value]

    return [line for value in context.values() for each in flat(value) for line in str(each).splitlines()]
