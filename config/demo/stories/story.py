"""One story: who asked for what, when it arrived, and the steps that were taken since."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dsar.enums import Channel, Relation, Right

_STEP = re.compile(
    r"(?:(?P<days>\d+(?:\.\d+)?) )?(?P<verb>[a-z_]+)(?::(?P<number>\d))?(?: (?P<argument>.+))?"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was done, how many days after the last (None: as such things take), to which case."""

    verb: str
    argument: str = ""
    days: float | None = None
    number: int = 1


@dataclass(frozen=True, slots=True)
class Story:
    """One submission, or (without rights) a complaint that belongs to none; times are relative to today.

    ``ago`` is how many days ago it arrived; ``due`` instead says in how many days its limit falls.
    ``who`` calls a customer by number; name, mailbox and the rest can be given, or given otherwise.
    """

    key: str
    asks: tuple[Right, ...]
    words: str
    steps: tuple[Step, ...]
    ago: int = 0
    due: int | None = None
    who: int = 0
    name: str = ""
    email: str | None = None
    phone: str = ""
    address: str = ""
    adjustments: str = ""
    channel: Channel = Channel.WEB_FORM
    relation: Relation = Relation.CUSTOMER
    small: bool = False


def story(told: Mapping[str, Any]) -> Story:
    """Return a story from its table."""
    given = dict(told)
    return Story(
        key=given.pop("key"),
        asks=tuple(Right(right) for right in given.pop("asks", ())),
        words=given.pop("words", "").strip(),
        steps=tuple(step(text) for text in given.pop("steps", ())),
        channel=Channel(given.pop("channel", Channel.WEB_FORM)),
        relation=Relation(given.pop("relation", Relation.CUSTOMER)),
        **given,
    )


def step(text: str) -> Step:
    """Return a step from its line: ``12 extend:2 volume`` is done to case 2, twelve days after the last."""
    found = _STEP.fullmatch(text)
    if found is None:
        raise ValueError(f"no step can be read from {text!r}")
    days = found["days"]
    return Step(
        found["verb"], found["argument"] or "", float(days) if days else None, int(found["number"] or 1)
    )
