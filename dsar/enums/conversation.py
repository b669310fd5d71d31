"""What a requester and the staff write to each other."""

from enum import StrEnum


class Direction(StrEnum):
    """Who wrote a message: the requester (in), or staff (out)."""

    IN = "in"
    OUT = "out"


class MessageKind(StrEnum):
    """What a message is: plain words, a change of what was asked, or the answer to a question."""

    PLAIN = "plain"
    CHANGE = "change"
    ANSWER = "answer"
