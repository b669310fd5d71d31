"""Secrets of links, codes and sessions: made at random, kept only as digests."""

import hashlib
import hmac
import secrets
from uuid import UUID

from dsar.enums import KeyPurpose, KeyScope
from dsar.models import DataKey

DIGITS = 8


def new_secret() -> str:
    """Return a secret of 192 bits that fits an address or a cookie."""
    return secrets.token_urlsafe(24)


def digest(secret: str) -> bytes:
    """Return what is kept of a secret: long enough that a plain SHA-256 cannot be turned round."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def new_code() -> str:
    """Return eight random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def code_digest(code_id: UUID, digits: str) -> bytes:
    """Return what is kept of a code: keyed, for eight digits can be tried out from a dump."""
    key = DataKey.objects.key_for(KeyScope.INSTALLATION, None, KeyPurpose.INDEX)
    return hmac.new(key.secret, code_id.bytes + digits.encode("utf-8", "replace"), hashlib.sha256).digest()


def same(one: bytes, other: bytes) -> bool:
    """Compare two digests in constant time."""
    return hmac.compare_digest(one, other)
