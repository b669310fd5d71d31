"""The closed vocabularies of identity."""

from enum import StrEnum


class CheckState(StrEnum):
    """Where the question who is asking stands."""

    OPEN = "open"
    ASKED = "asked"
    SETTLED = "settled"


class EvidenceState(StrEnum):
    """Whether a proof was looked at, and what came of it."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class EvidenceKind(StrEnum):
    """What a document is."""

    PASSPORT = "passport"
    DRIVING_LICENCE = "driving_licence"
    IDENTITY_CARD = "identity_card"
    UTILITY_BILL = "utility_bill"
    CORRESPONDENCE = "correspondence"
    OTHER = "other"


class Doubt(StrEnum):
    """Why it is doubtful who is asking; a recorded reason is what lets the clock wait (Art. 12(6))."""

    ADDRESS_UNKNOWN = "address_unknown"
    NAME_DIFFERS = "name_differs"
    SEVERAL_PEOPLE = "several_people"
    UNUSUAL = "unusual"


class Purpose(StrEnum):
    """What a code or a session of the requester opens."""

    PAGE = "page"
    DOWNLOAD = "download"


class Arrival(StrEnum):
    """How a document came to us; kept in the log."""

    PAGE = "page"
    POST = "post"
    IN_PERSON = "in_person"


class LookUp(StrEnum):
    """What the sources said of a proven address."""

    MATCH = "match"
    UNKNOWN = "unknown"
    NAME_DIFFERS = "name_differs"
    SEVERAL_PEOPLE = "several_people"
    FAILED = "failed"
