"""An invented company, a person, and the facts of each kind of letter."""

from dataclasses import replace
from datetime import date

from dsar.letters.facts import LetterFacts
from dsar.letters.kinds import LetterKind
from tests.dsar.letters.samples import base, clock, decisions, others
from tests.dsar.letters.samples.base import (
    ANSWER,
    ASKING,
    LONGER,
    NOT_YET,
    NOTHING,
    QUESTION,
    SYSTEMS,
    WITHHELD,
)

FACTS: dict[LetterKind, LetterFacts] = {
    **base.FACTS,
    **clock.FACTS,
    **decisions.FACTS,
    **others.FACTS,
}

# One answer to three rights, each case with its own reference; the erasure has a limit of its own.
JOINT: list[tuple[LetterKind, LetterFacts]] = [
    (LetterKind.ACCESS_ANSWER, replace(ANSWER, case_reference="B8WN-4JKA-1")),
    (
        LetterKind.ERASURE_PART,
        replace(
            FACTS[LetterKind.ERASURE_PART],
            case_reference="B8WN-4JKA-2",
            deadline=replace(ANSWER.deadline, limit_on=date(2026, 12, 24)),
        ),
    ),
    (
        LetterKind.RECTIFICATION_REFUSED,
        replace(FACTS[LetterKind.RECTIFICATION_REFUSED], case_reference="B8WN-4JKA-3"),
    ),
]

__all__ = [
    "ANSWER",
    "ASKING",
    "FACTS",
    "JOINT",
    "LONGER",
    "NOTHING",
    "NOT_YET",
    "QUESTION",
    "SYSTEMS",
    "WITHHELD",
]
