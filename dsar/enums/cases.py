"""How a case stands and ends."""

from enum import StrEnum


class Right(StrEnum):
    """A right of the UK GDPR or the GDPR; a case is about exactly one.

    ``UNSORTED`` is none of the law: what somebody asked in their own words, until a caseworker has said
    which rights it invokes.
    """

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    MARKETING = "objection_marketing"
    AUTOMATED = "automated_decision"
    CONSENT = "consent_withdrawal"
    UNSORTED = "unsorted"


#: The rights that the law knows: what a request can be sorted into.
RIGHTS_OF_LAW = tuple(right for right in Right if right != Right.UNSORTED)


class Status(StrEnum):
    """Where a case stands; moved by ``services.cases.move`` alone."""

    RECEIVED = "received"
    AWAITING_IDENTITY = "awaiting_identity"
    READY = "ready"
    SEARCHING = "searching"
    DECIDING = "deciding"
    ACTING = "acting"
    PREPARING = "preparing"
    PACKAGING = "packaging"
    IN_REVIEW = "in_review"
    RELEASED = "released"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a case ended; a thing apart from its status."""

    DATA_PROVIDED = "data_provided"
    PARTLY_PROVIDED = "partly_provided"
    NO_DATA_HELD = "no_data_held"
    NEITHER_CONFIRMED = "neither_confirmed"
    DONE = "done"
    PARTLY_DONE = "partly_done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NO_RESPONSE = "no_response"
    TRANSFERRED = "transferred"
    LAPSED = "lapsed"


class RefusalGround(StrEnum):
    """Why a whole request is refused (Art. 12(5), 11(2), 12(2), or the law of the right itself)."""

    CANNOT_IDENTIFY = "cannot_identify"
    UNFOUNDED = "manifestly_unfounded"
    EXCESSIVE = "manifestly_excessive"
    EXEMPT = "exempt"
    NO_GROUND = "no_ground"


class LinkKind(StrEnum):
    """Why two submissions know each other."""

    SAME_PERSON = "same_person"
    SAME_MATTER = "same_matter"
    JOINT = "joint"
