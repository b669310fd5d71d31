"""A short text sealed with AES-256-GCM and bound to the table, the field and the row that hold it."""

from __future__ import annotations

import binascii
import os
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PREFIX: Final = "a12s:"
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16

# Also a POSIX regular expression: the database checks every sealed column against it.
SHAPE: Final = r"^a12s:[0-9a-f]{32}:[A-Za-z0-9_-]{38,}$"
_TOKEN = re.compile(r"a12s:[0-9a-f]{32}:[A-Za-z0-9_-]{38,}")


class CannotOpen(Exception):
    """Something sealed does not open: another key or place, altered bytes, or a key that was destroyed."""


@dataclass(frozen=True, slots=True)
class Key:
    """A data key of 32 bytes and the id under which it is kept; the secret never shows in a repr."""

    id: UUID
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(self.secret)}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value lives; a value moved to another table, field or row does not open there."""

    table: str
    field: str
    row: UUID

    def bound(self, key_id: UUID) -> bytes:
        """The associated data: format, key, table, field, row, parted by a sign no identifier holds."""
        return "|".join((PREFIX, key_id.hex, self.table, self.field, self.row.hex)).encode()


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed value as text, `a12s:<key id>:<nonce, ciphertext, tag>`; ValueError for anything else."""

    token: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _TOKEN.fullmatch(self.token):
            raise ValueError("not a sealed value")

    @property
    def key_id(self) -> UUID:
        """The id of the data key that opens this value."""
        return UUID(self.token[len(PREFIX) : len(PREFIX) + 32])


def seal(text: str, key: Key, place: Place) -> Sealed:
    """Seal a text under a random 96-bit nonce (NIST SP 800-38D, 8.2.2); a lone surrogate: ValueError."""
    nonce = os.urandom(NONCE_BYTES)
    boxed = nonce + AESGCM(key.secret).encrypt(nonce, text.encode(), place.bound(key.id))
    return Sealed(f"{PREFIX}{key.id.hex}:{urlsafe_b64encode(boxed).rstrip(b'=').decode()}")


def open_sealed(sealed: Sealed, key: Key, place: Place) -> str:
    """The text of a sealed value; CannotOpen when key, place or bytes are not those of the sealing."""
    if sealed.key_id != key.id:
        raise CannotOpen("sealed under another key")
    body = sealed.token[len(PREFIX) + 33 :]
    try:
        boxed = urlsafe_b64decode(body + "=" * (-len(body) % 4))
        text = AESGCM(key.secret).decrypt(boxed[:NONCE_BYTES], boxed[NONCE_BYTES:], place.bound(key.id))
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise CannotOpen("altered, or moved from its place") from error
    return text.decode()
