"""What an element of a letter is: a name, its source in law, the facts it must have, and how it reads."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.functional import Promise

from dsar.letters.blocks import Block
from dsar.letters.facts import LetterFacts

T = TypeVar("T")


class Place(StrEnum):
    """Where in the letter an element stands; everything but the head is read from top to bottom."""

    SENDER = "sender"
    ADDRESSEE = "addressee"
    FACTS = "facts"
    LEAD = "lead"
    BODY = "body"
    SIGN = "sign"


@dataclass(frozen=True)
class Missing:
    """A fact that a mandatory element lacks, as a sentence for the one who prepares the letter.

    ``case`` is the reference of the section it belongs to, where a letter answers several cases.
    """

    element: str
    sentence: str
    case: str = ""

    def __str__(self) -> str:
        """Return the sentence, behind its case where there is one."""
        return f"{self.case}: {self.sentence}" if self.case else self.sentence


@dataclass(frozen=True)
class Need:
    """A fact by its path; ``systems.*.purpose`` asks it of each system; the sentence may say ``%(name)s``."""

    path: str
    sentence: str | Promise

    def lacks(self, facts: LetterFacts) -> Iterator[str]:
        """Yield a sentence for each place where the fact is blank (None, no text, nothing in it)."""
        for name, value in _reach(facts, self.path.split("."), ""):
            if value is None or (isinstance(value, str | tuple) and not value):
                yield str(self.sentence) % {"name": name}


@dataclass(frozen=True)
class Element:
    """One element: ``build`` makes its block, ``check`` yields sentences on facts that do not agree."""

    name: str
    source: str
    build: Callable[[LetterFacts], Block]
    needs: tuple[Need, ...] = ()
    check: Callable[[LetterFacts], Iterable[str | Promise]] | None = None
    mandatory: bool = True
    place: Place = Place.BODY

    def lacks(self, facts: LetterFacts) -> list[Missing]:
        """Return what this element misses; contradictions are only looked for when nothing is blank."""
        sentences = [sentence for need in self.needs for sentence in need.lacks(facts)]
        if not sentences and self.check:
            sentences = [str(sentence) for sentence in self.check(facts)]
        return [Missing(self.name, sentence) for sentence in sentences]


def given(fact: T | None) -> T:
    """Return a fact that the element needs, so that it is there when the element is built."""
    if fact is None:
        raise LookupError("an element is built only when what it needs is there")
    return fact


def _reach(thing: Any, path: list[str], name: str) -> Iterator[tuple[str, Any]]:
    """Follow ``path`` from ``thing``; a ``*`` goes through a tuple; what hangs on nothing is nothing."""
    if not path or thing is None:
        yield name, thing
        return
    if path[0] == "*":
        for each in thing:
            yield from _reach(each, path[1:], str(getattr(each, "name", "") or getattr(each, "system", "")))
        return
    yield from _reach(getattr(thing, path[0]), path[1:], name)
