"""Who somebody is, and for whom they may act."""

from dataclasses import dataclass
from datetime import date

from dsar.letters.facts.clock import ClockEffect


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A way to prove who one is; ``photo`` when it shows a face, since there must be one that does not."""

    what: str
    photo: bool = False


@dataclass(frozen=True, kw_only=True)
class IdentityQuestion:
    """What is doubtful and why (Art. 12(6)), what settles it, where to send it, how many days it is kept."""

    effect: ClockEffect
    proofs: tuple[Proof, ...]
    send_to: str
    kept_days: int
    doubt: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Insufficient:
    """What was sent as proof, the day it arrived, and why it does not settle the matter."""

    what: str
    arrived_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Unidentified:
    """Why nobody can be found in what we hold (Art. 11(2), 12(2)), what was tried, what would help."""

    why: str
    tried: tuple[str, ...]
    would_help: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AuthorityQuestion:
    """What would show that somebody may act for another, why it is asked, and where to send it."""

    effect: ClockEffect
    why: str
    wanted: tuple[str, ...]
    send_to: str


@dataclass(frozen=True, kw_only=True)
class SentToPerson:
    """The day on which an answer went to the person themself instead of to who wrote for them, and why."""

    sent_on: date
    why: str
