"""The closed vocabularies of collection and packages."""

from enum import StrEnum


class CollectionState(StrEnum):
    """Where the search of one source stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class IdentifierKind(StrEnum):
    """What a person can be searched by; the values are the identity names of Fides' data maps."""

    EMAIL = "email"
    PHONE = "phone_number"
    CUSTOMER_NUMBER = "customer_number"
    EXTERNAL_ID = "external_id"


class MaterialKind(StrEnum):
    """Whether material is a record set or a file."""

    RECORDS = "records"
    FILE = "file"


class Decision(StrEnum):
    """What is to happen with a piece of material."""

    UNDECIDED = "undecided"
    INCLUDE = "include"
    WITHHOLD_ROWS = "withhold_rows"
    WITHHOLD = "withhold"


class PackageState(StrEnum):
    """Where a package stands."""

    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
    RETURNED = "returned"
    RELEASED = "released"
