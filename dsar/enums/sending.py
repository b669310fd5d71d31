"""What runs by itself, and what leaves."""

from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands; the row decides, not the broker."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobKind(StrEnum):
    """What a job does; a runner for each is registered when Django starts."""

    SEND = "send"
    MATCH_CONTACT = "match_contact"
    COLLECT = "collect"
    PACKAGE = "package"


class DeliveryWay(StrEnum):
    """How a message leaves: by mail, by itself; by post, by the hands of staff."""

    MAIL = "mail"
    POST = "post"


class DeliveryState(StrEnum):
    """Where an outgoing message stands; ``to_post`` waits for somebody to print and post it."""

    WAITING = "waiting"
    TO_POST = "to_post"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class DeliveryKind(StrEnum):
    """What an outgoing message is."""

    CONFIRM = "confirm"
    ACKNOWLEDGEMENT = "acknowledgement"
    UNDERSTOOD = "understood"
    CODE = "code"
    ID_REQUEST = "id_request"
    ID_NOT_ACCEPTED = "id_not_accepted"
    AUTHORITY_REQUEST = "authority_request"
    AUTHORITY_REFUSED = "authority_refused"
    SENT_TO_PERSON = "sent_to_person"
    CLARIFICATION = "clarification"
    EXTENSION = "extension"
    DELIVERY = "delivery"
    REMINDER = "reminder"
    RETURNED = "returned"
    CLOCK_STARTED = "clock_started"
    CLOCK_RESUMED = "clock_resumed"
    FEE_NOTICE = "fee_notice"
    WITHDRAWAL_CONFIRMED = "withdrawal_confirmed"
    TRANSFER = "transfer"
    CHASE = "chase"
    CLOSED_NO_RESPONSE = "closed_no_response"
    LAPSED = "lapsed"
    LATE_APOLOGY = "late_apology"
    RESTRICTION_LIFTING = "restriction_lifting"
    COMPLAINT_ACK = "complaint_ack"
    COMPLAINT_PROGRESS = "complaint_progress"
    COMPLAINT_OUTCOME = "complaint_outcome"
    HOLDER_REQUEST = "holder_request"
    HOLDER_REMINDER = "holder_reminder"
    PRESERVATION = "preservation"
    RECIPIENT_NOTICE = "recipient_notice"
    DIGEST = "digest"
    MESSAGE = "message"
    MESSAGE_RECEIVED = "message_received"
