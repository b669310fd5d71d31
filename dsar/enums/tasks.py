"""What is done in the systems."""

from enum import StrEnum


class Action(StrEnum):
    """What is done in a system, or told to a recipient, to carry a decision out."""

    CORRECT = "correct"
    STATEMENT = "add_statement"
    ERASE = "erase"
    ANONYMISE = "anonymise"
    KEEP = "keep"
    RESTRICT = "restrict"
    LIFT = "lift"
    STOP = "stop"
    REVIEW = "review"
    TELL = "tell"
    NOTHING = "nothing_held"


class TaskState(StrEnum):
    """Where something that a holder is asked to do stands."""

    OPEN = "open"
    DONE = "done"
    NOT_POSSIBLE = "not_possible"
    CANCELLED = "cancelled"
