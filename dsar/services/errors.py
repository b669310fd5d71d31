"""Why a service refused, in a sentence that a person can act on."""


class Refused(Exception):
    """What was asked cannot be done now; the message says why, and what to do."""


class LostLease(Exception):
    """Another worker has the job; whatever this one was doing no longer counts."""


class TryLater(Exception):
    """A job met something that will pass; it goes back to the queue.

    ``seconds`` is the wait; ``counts`` says whether this was one of the job's attempts.
    """

    def __init__(self, sentence: str, seconds: float, *, counts: bool = False) -> None:
        super().__init__(sentence)
        self.seconds = seconds
        self.counts = counts


class GiveUp(Exception):
    """A job met something that no further attempt can mend."""
