"""The closed vocabularies of the house (stdlib only; the words a person reads are in ``labels``)."""

from enum import StrEnum


class Right(StrEnum):
    """A right of the UK GDPR or the GDPR; a case is about exactly one."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    MARKETING = "objection_marketing"
    AUTOMATED = "automated_decision"
    CONSENT = "consent_withdrawal"


class Status(StrEnum):
    """Where a case stands; moved by ``services.cases.move`` alone."""

    RECEIVED = "received"
    AWAITING_IDENTITY = "awaiting_identity"
    READY = "ready"
    SEARCHING = "searching"
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
    WITHDRAWN = "withdrawn"


class Channel(StrEnum):
    """How a submission arrived."""

    WEB_FORM = "web_form"
    EMAIL = "email"
    POST = "post"
    PHONE = "phone"
    IN_PERSON = "in_person"
    SOCIAL_MEDIA = "social_media"


class Relation(StrEnum):
    """What the data subject is to the controller; chooses the systems that are searched."""

    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    APPLICANT = "applicant"
    SUPPLIER = "supplier"
    OTHER = "other"


class Role(StrEnum):
    """What a member of staff may do for one controller; one person may hold several."""

    CASEWORKER = "caseworker"
    DPO = "dpo"
    HOLDER = "holder"
    AUDITOR = "auditor"
    MANAGER = "manager"
    SYSTEM = "system"
    REQUESTER = "requester"


class IdentityRule(StrEnum):
    """When a controller asks who somebody is (Art. 12(6))."""

    ALWAYS = "always"
    IN_DOUBT = "in_doubt"


class ReleaseMode(StrEnum):
    """Who must look before something leaves; copied from the policy when the case opens."""

    SECOND_PERSON = "second_person"
    SECOND_PERSON_WHEN = "second_person_when"
    SINGLE = "single"


class KeyScope(StrEnum):
    """Whose data a key seals."""

    SUBMISSION = "submission"
    CONTROLLER = "controller"
    INSTALLATION = "installation"


class KeyPurpose(StrEnum):
    """What a key is for."""

    SEAL = "seal"
    INDEX = "index"


class FilePurpose(StrEnum):
    """Why a file is kept."""

    UPLOAD = "upload"
    EVIDENCE = "evidence"
    RECORDS = "records"
    COLLECTED = "collected"
    LETTER = "letter"
    PACKAGE = "package"
    MANIFEST = "manifest"


class FileState(StrEnum):
    """Whether the bytes are there."""

    WRITING = "writing"
    READY = "ready"
    DELETED = "deleted"


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


class DeliveryState(StrEnum):
    """Where an outgoing message stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class DeliveryKind(StrEnum):
    """What an outgoing message is."""

    CONFIRM = "confirm"
    ACKNOWLEDGEMENT = "acknowledgement"
    CODE = "code"
    ID_REQUEST = "id_request"
    ID_NOT_ACCEPTED = "id_not_accepted"
    CLARIFICATION = "clarification"
    EXTENSION = "extension"
    DELIVERY = "delivery"
    REMINDER = "reminder"
    RETURNED = "returned"


class EventType(StrEnum):
    """Every kind of thing the log can hold."""

    SUBMISSION_RECEIVED = "submission_received"
    CASE_OPENED = "case_opened"
    CONTACT_PROVEN = "contact_proven"
    IDENTITY_REQUESTED = "identity_requested"
    EVIDENCE_RECEIVED = "evidence_received"
    EVIDENCE_VIEWED = "evidence_viewed"
    EVIDENCE_REJECTED = "evidence_rejected"
    EVIDENCE_DELETED = "evidence_deleted"
    IDENTITY_SETTLED = "identity_settled"
    CLARIFICATION_SENT = "clarification_sent"
    CLARIFICATION_ANSWERED = "clarification_answered"
    QUESTION_SENT = "question_sent"
    EXTENSION_NOTIFIED = "extension_notified"
    MESSAGE_CAME_BACK = "message_came_back"
    CALENDAR_CHANGED = "calendar_changed"
    CALENDAR_APPLIED = "calendar_applied"
    OWNER_CHANGED = "owner_changed"
    SEARCH_STARTED = "search_started"
    SOURCE_SEARCHED = "source_searched"
    SOURCE_FAILED = "source_failed"
    SEARCH_FINISHED = "search_finished"
    MATERIAL_DECIDED = "material_decided"
    MATERIAL_VIEWED = "material_viewed"
    PACKAGING_STARTED = "packaging_started"
    PACKAGE_READY = "package_ready"
    PACKAGE_FAILED = "package_failed"
    RETURNED = "returned"
    RELEASED = "released"
    DOWNLOAD_OPENED = "download_opened"
    DOWNLOAD_RENEWED = "download_renewed"
    DOWNLOADED = "downloaded"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    DEADLINE_MOVED = "deadline_moved"
    MESSAGE_QUEUED = "message_queued"
    MESSAGE_SENT = "message_sent"
    MESSAGE_FAILED = "message_failed"
    CASE_VIEWED = "case_viewed"
    LIST_VIEWED = "list_viewed"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    SETTING_CHANGED = "setting_changed"
    DETAILS_ERASED = "details_erased"
