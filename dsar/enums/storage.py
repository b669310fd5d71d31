"""What is sealed and kept."""

from enum import StrEnum


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
    MESSAGE = "message"


class FileState(StrEnum):
    """Whether the bytes are there."""

    WRITING = "writing"
    READY = "ready"
    DELETED = "deleted"
