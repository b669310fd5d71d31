"""A signed statement of every chain's head: what was there cannot be cut off unseen."""

import hashlib
import hmac
import json
from datetime import datetime

from dsar.enums import KeyPurpose, KeyScope
from dsar.models import ChainHead, Checkpoint, DataKey


def _sign(made_at: datetime, heads: dict[str, list[object]], secret: bytes) -> bytes:
    """Return the HMAC-SHA256 of a checkpoint's time and heads."""
    text = json.dumps([made_at.isoformat(), heads], sort_keys=True, separators=(",", ":"))
    return hmac.new(secret, text.encode(), hashlib.sha256).digest()


def make_checkpoint(now: datetime) -> Checkpoint:
    """Sign the heads of all chains as of ``now`` and keep the statement."""
    key = DataKey.objects.key_for(KeyScope.INSTALLATION, None, KeyPurpose.INDEX)
    heads: dict[str, list[object]] = {
        head.chain: [head.sequence, bytes(head.hash).hex()] for head in ChainHead.objects.order_by("chain")
    }
    return Checkpoint.objects.create(
        made_at=now, heads=heads, key_id=key.id.hex, signature=_sign(now, heads, key.secret)
    )


def signature_holds(point: Checkpoint) -> bool:
    """Return whether a checkpoint says what was signed."""
    key = DataKey.objects.key_for(KeyScope.INSTALLATION, None, KeyPurpose.INDEX)
    return hmac.compare_digest(_sign(point.made_at, point.heads, key.secret), bytes(point.signature))
