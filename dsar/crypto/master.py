"""Master keys from the environment wrap the data keys; only wrapped keys reach the database."""

from __future__ import annotations

import binascii
import os
import re
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dsar.crypto.sealed import KEY_BYTES, NONCE_BYTES, CannotOpen

_VERSION: Final = 1
_NAME = re.compile(r"[A-Za-z0-9._-]{1,40}")


class BadMasterKeysError(ValueError):
    """The text in MASTER_KEYS cannot be used; the sentence says why and never repeats a secret."""


class UnknownMasterKeyError(CannotOpen):
    """A data key is wrapped by a master key that is not configured here."""


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """The configured master keys by id, the current one first; the secrets never show in a repr."""

    current: str
    _secrets: dict[str, bytes] = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> MasterKeys:
        """Read `id:base64,id2:base64` (32 bytes each); BadMasterKeysError says what is wrong."""
        secrets: dict[str, bytes] = {}
        for number, entry in enumerate((part.strip() for part in text.split(",")), start=1):
            name, _, encoded = entry.partition(":")
            if not _NAME.fullmatch(name):
                raise BadMasterKeysError(
                    f"MASTER_KEYS: entry {number} needs the form id:base64, with a plain id"
                )
            if name in secrets:
                raise BadMasterKeysError(f"MASTER_KEYS: the id {name} is given twice")
            secrets[name] = _decode(name, encoded)
        return cls(current=next(iter(secrets)), _secrets=secrets)

    @property
    def ids(self) -> tuple[str, ...]:
        """All configured ids, the current one first."""
        return tuple(self._secrets)

    def wrap(self, secret: bytes, key_id: UUID) -> bytes:
        """Wrap a data key under the current master key, bound to the id of the data key."""
        name = self.current.encode()
        nonce = os.urandom(NONCE_BYTES)
        boxed = AESGCM(self._secrets[self.current]).encrypt(nonce, secret, _bound(name, key_id))
        return bytes((_VERSION, len(name))) + name + nonce + boxed

    def unwrap(self, blob: bytes, key_id: UUID) -> bytes:
        """The data key in `blob`; UnknownMasterKeyError names a missing master key, else CannotOpen."""
        name = self.id_of(blob)
        if name not in self._secrets:
            raise UnknownMasterKeyError(
                f"The data key {key_id} is wrapped by the master key {name}, which is not in MASTER_KEYS. "
                f"Add {name} to MASTER_KEYS, after the current one."
            )
        boxed = blob[2 + len(name) :]
        try:
            bound = _bound(name.encode(), key_id)
            return AESGCM(self._secrets[name]).decrypt(boxed[:NONCE_BYTES], boxed[NONCE_BYTES:], bound)
        except (InvalidTag, ValueError) as error:
            raise CannotOpen(
                f"The data key {key_id} does not open with the master key {name}: it was altered, "
                f"or MASTER_KEYS holds another secret under that id."
            ) from error

    @staticmethod
    def id_of(blob: bytes) -> str:
        """The id of the master key that wrapped `blob`; CannotOpen when it is no wrapped key."""
        if len(blob) < 2 or blob[0] != _VERSION:
            raise CannotOpen("not a wrapped key, or of an unknown version")
        return blob[2 : 2 + blob[1]].decode("ascii", "replace")


def _bound(name: bytes, key_id: UUID) -> bytes:
    """The associated data of a wrapped key."""
    return b"a12k|" + name + b"|" + key_id.bytes


def _decode(name: str, encoded: str) -> bytes:
    try:
        secret = b64decode(encoded.strip().translate(str.maketrans("-_", "+/")), validate=True)
    except (binascii.Error, ValueError):
        raise BadMasterKeysError(f"MASTER_KEYS: the key {name} is not base64") from None
    if len(secret) != KEY_BYTES:
        raise BadMasterKeysError(f"MASTER_KEYS: the key {name} has {len(secret)} bytes, it needs {KEY_BYTES}")
    if len(set(secret)) == 1:
        raise BadMasterKeysError(
            f"MASTER_KEYS: the key {name} is one repeated byte; make one with `openssl rand -base64 32`"
        )
    return secret
