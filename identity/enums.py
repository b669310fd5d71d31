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


class RepresentativeKind(StrEnum):
    """In what quality somebody writes for another person."""

    SOLICITOR = "solicitor"
    PARENT = "parent"
    ATTORNEY = "attorney"
    OTHER = "other"


class AuthorityState(StrEnum):
    """Where the question stands whether a representative may act; apart from who the person is."""

    OPEN = "open"
    ASKED = "asked"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class AuthorityProof(StrEnum):
    """What shows that somebody may act for another."""

    LETTER = "letter_of_authority"
    POWER = "power_of_attorney"
    COURT = "court_order"
    RESPONSIBILITY = "parental_responsibility"
    OWN_WORD = "own_word"
    OTHER = "other"


class Competence(StrEnum):
    """What a person decided about a child's own understanding."""

    NOT_LOOKED_AT = ""
    UNDERSTANDS = "understands"
    DOES_NOT = "does_not"
