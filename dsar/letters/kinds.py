"""The kinds of letter that can be composed (``law.md`` 4)."""

from enum import StrEnum


class LetterKind(StrEnum):
    """A letter as the law knows it; its elements are in ``elements.table``."""

    ACCESS_ANSWER = "access_answer"
    NO_DATA_HELD = "no_data_held"
    PARTIAL_RELEASE = "partial_release"
    SUPPLEMENTARY_DISCLOSURE = "supplementary_disclosure"
    NEITHER_CONFIRM_NOR_DENY = "neither_confirm_nor_deny"

    ID_REQUEST = "id_request"
    ID_NOT_ACCEPTED = "id_not_accepted"
    CANNOT_IDENTIFY = "cannot_identify"
    AUTHORITY_REQUEST = "authority_request"
    AUTHORITY_REFUSED = "authority_refused"
    SENT_TO_PERSON = "sent_to_person"

    CLOCK_STARTED = "clock_started"
    CLARIFICATION = "clarification"
    CLOCK_RESUMED = "clock_resumed"
    FEE_NOTICE = "fee_notice"
    EXTENSION = "extension"
    LATE_APOLOGY = "late_apology"

    RECTIFICATION_DONE = "rectification_done"
    RECTIFICATION_PART = "rectification_part"
    RECTIFICATION_REFUSED = "rectification_refused"
    ERASURE_DONE = "erasure_done"
    ERASURE_PART = "erasure_part"
    ERASURE_REFUSED = "erasure_refused"
    RESTRICTION_APPLIED = "restriction_applied"
    RESTRICTION_REFUSED = "restriction_refused"
    RESTRICTION_LIFTING = "restriction_lifting"
    PORTABILITY_DONE = "portability_done"
    PORTABILITY_PART = "portability_part"
    PORTABILITY_REFUSED = "portability_refused"
    OBJECTION_UPHELD = "objection_upheld"
    OBJECTION_REFUSED = "objection_refused"
    MARKETING_STOPPED = "marketing_stopped"
    ADM_REVIEW = "adm_review"
    ADM_NOT_APPLICABLE = "adm_not_applicable"
    CONSENT_WITHDRAWN = "consent_withdrawn"

    PARTIAL_REFUSAL = "partial_refusal"
    REFUSAL = "refusal"
    UNFOUNDED_EXCESSIVE = "unfounded_excessive"
    ANSWERED_BEFORE = "answered_before"

    PASSED_TO_CONTROLLER = "passed_to_controller"
    TRANSFER = "transfer"
    CLOSED_NO_RESPONSE = "closed_no_response"
    NOT_A_DATA_SUBJECT = "not_a_data_subject"
    LAPSED = "lapsed"
    WITHDRAWAL_CONFIRMED = "withdrawal_confirmed"

    RECIPIENT_NOTICE = "recipient_notice"
    RECIPIENTS_TOLD = "recipients_told"
    THIRD_PARTY_CONSENT = "third_party_consent"

    COMPLAINT_ACK = "complaint_ack"
    COMPLAINT_PROGRESS = "complaint_progress"
    COMPLAINT_OUTCOME = "complaint_outcome"

    POST_COVER = "post_cover"
