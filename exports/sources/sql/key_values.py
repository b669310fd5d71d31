"""Values that were found in one column as they are looked for in another."""

from __future__ import annotations

import re

_INTEGER = re.compile(r"[+-]?[0-9]{1,20}")


def integer(key: object, most: int) -> int | None:
    """The key as an integer column holds it, from -2**63 to below `most`; None when it can hold none such."""
    if isinstance(key, str) and _INTEGER.fullmatch(key):
        key = int(key)
    if isinstance(key, int) and not isinstance(key, bool) and -(2**63) <= key < most:
        return key
    return None


def text_of(key: object) -> str | None:
    """The key as a column of texts holds it; None when it can hold none such."""
    if isinstance(key, bool):
        key = "true" if key else "false"
    if isinstance(key, bytes) or not storable(str(key)):
        return None
    return str(key)


def storable(text: str) -> bool:
    """Whether a text is whole: a NUL or half of a surrogate pair is in no column that is searched."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text
