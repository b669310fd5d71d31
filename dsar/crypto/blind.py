"""Blind tokens: exact search over sealed values by keyed hashes, mute without the index key."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from typing import Final

from dsar.crypto.sealed import Key

TOKEN_BYTES: Final = 16
PREFIX_LETTERS: Final = 3

# Letters that Unicode does not decompose, but that people type without their stroke.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_JOINED = re.compile(r"['’ʼ`´]")
_WORD = re.compile(r"[^\W_]+")


def token(index_key: Key, kind: str, value: str) -> bytes:
    """HMAC-SHA256 of kind and value, cut to 16 bytes; the value is taken as given, so fold it first."""
    message = kind.encode() + b"\x00" + value.encode("utf-8", "surrogatepass")
    return hmac.digest(index_key.secret, message, hashlib.sha256)[:TOKEN_BYTES]


def fold(text: str) -> str:
    """The text as it is compared: NFKD, case folded, accents and strokes off, spaces single."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign)).translate(_PLAIN)
    return " ".join(bare.split())


def name_tokens(name: str) -> tuple[str, ...]:
    """Each word of a name and its first three letters, folded, once each in order; for one token kind."""
    found: dict[str, None] = {}
    for word in _WORD.findall(_JOINED.sub("", fold(name))):
        found[word] = None
        found[word[:PREFIX_LETTERS]] = None
    return tuple(found)
