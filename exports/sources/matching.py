"""Whether a text names the data subject, for sources that have no query language of their own."""

from __future__ import annotations

import re

from exports.sources.base import Identity, IdentityKind


def bears(text: str, identity: Identity) -> bool:
    """Whether the text is that identity: e-mail without regard to case, a number by its digits alone."""
    value = identity.value.strip()
    if not value:
        return False
    if identity.kind is IdentityKind.EMAIL:
        return text.strip().lower() == value.lower()
    if identity.kind is IdentityKind.PHONE:
        digits = _digits(value)
        return bool(digits) and _digits(text) == digits
    return text.strip() == value


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)
