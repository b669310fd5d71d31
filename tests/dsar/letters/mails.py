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

CONTEXTS: dict[DeliveryKind, dict[str, object]] = {
    DeliveryKind.CONFIRM: BOTH | {"received_on": "2026-11-24", "expires_on": "2026-12-08"},
    DeliveryKind.ACKNOWLEDGEMENT: BOTH
    | {
        "received_on": "2026-11-24",
        "right": ["access", "objection_marketing"],
        "why": "We must answer by 24 December 2026 (Thursday) at the latest. The law gives us one month from "
        "24 November 2026, the day on which your request arrived.",
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
}
