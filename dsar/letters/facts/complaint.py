"""A complaint about how we handled personal data (DPA 2018 s.164A), as its letters need it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point of a complaint and what we answer to it."""

    point: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class ComplaintFacts:
    """A complaint: when it came, the ``steps`` so far, each point answered, what is put right, what changes.

    ``independent`` says whether somebody looked who had no part in the matter; if not, why not.
    """

    reference: str
    received_on: date
    ack_by_on: date | None = None
    points: tuple[Point, ...] = ()
    remedy: str = ""
    changes: str = ""
    steps: str = ""
    outcome_by_on: date | None = None
    independent: bool = True
    why_not_independent: str = ""
