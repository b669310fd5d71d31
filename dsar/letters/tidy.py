"""Takes out of a fact what is not text: control characters, hidden direction marks, halves of characters."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")

SEVERAL_LINES = frozenset({"asked_words"})
# Cc controls (NUL, CR, ESC), Cf format marks (direction overrides, zero width), Cs lone surrogates,
# Co and Cn what no font has. Joiners stay: several scripts cannot be written without them.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
JOINERS = "\u200c\u200d"


def visible(text: str) -> str:
    """Return ``text`` on one line, with white space folded and nothing in it that a reader cannot see."""
    spaced = re.sub(r"\s+", " ", text)
    return "".join(c for c in spaced if c in JOINERS or unicodedata.category(c) not in HIDDEN).strip()


def visible_lines(text: str) -> str:
    """Return ``text`` with its lines kept and each of them made visible."""
    return "\n".join(visible(line) for line in text.splitlines()).strip()


def tidied(facts: T) -> T:
    """Return a copy of a facts dataclass in which every text, at any depth, is visible."""
    changes: dict[str, Any] = {}
    for field in fields(facts):  # type: ignore[arg-type]  # T is always one of the dataclasses of facts.py
        value = getattr(facts, field.name)
        changes[field.name] = visible_lines(value) if field.name in SEVERAL_LINES else _tidied_value(value)
    return replace(facts, **changes)  # type: ignore[type-var]  # as above


def _tidied_value(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, tuple):
        return tuple(_tidied_value(each) for each in value)
    return tidied(value) if is_dataclass(value) and not isinstance(value, type) else value
