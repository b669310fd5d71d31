"""Why a file was not taken, as a code; the parent process has the sentences."""

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a file."""

    DAMAGED = "damaged"
    LOCKED = "locked"
    ACTIVE = "active"
    EXTRA = "extra"
    TOO_BIG = "too_big"
    MOVING = "moving"
    NOT_TEXT = "not_text"
    MARKUP = "markup"
    PACKED = "packed"


class Faulty(Exception):
    """Raised by a parser; carries the code."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
