"""Reads the stories and the texts that they quote."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from config.demo.stories.story import Story, story

_FOLDER = Path(__file__).parent
_TEXTS = _FOLDER.parent / "texts"


def of_controller(slug: str) -> list[Story]:
    """Return the stories of one controller as they stand in its files."""
    found = [
        story(told)
        for path in sorted(_FOLDER.glob(f"{slug}*.toml"))
        for told in tomllib.loads(path.read_text(encoding="utf-8"))["story"]
    ]
    keys = [each.key for each in found]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise ValueError(f"{slug}: told twice: {', '.join(sorted(twice))}")
    return found


@cache
def _texts(kind: str) -> dict[str, Any]:
    return tomllib.loads((_TEXTS / f"{kind}.toml").read_text(encoding="utf-8"))


def text_of(kind: str, key: str) -> dict[str, Any]:
    """Return one text of a kind (a file of that name) by its key."""
    try:
        found: dict[str, Any] = _texts(kind)[key]
    except KeyError:
        raise LookupError(f"texts/{kind}.toml has no [{key}]") from None
    return found
