"""A small memory of opened data keys, bounded in number and in time."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Final
from uuid import UUID

from dsar.crypto.sealed import Key

# Destroying a key is the deletion of what it seals, and may happen in another process, which tells nobody. A
# minute is the longest that a deleted person may still be read here; it saves a query for each value shown.
SECONDS: Final = 60.0
KEYS: Final = 2048


class Keyring:
    """Opened keys by id, the least recently used dropped first; safe for threads."""

    def __init__(
        self, keys: int = KEYS, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = keys
        self._seconds = seconds
        self._clock = clock
        self._held: OrderedDict[UUID, tuple[float, Key]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key_id: UUID) -> Key | None:
        """The key, unless it is not held or was read from the database longer ago than allowed."""
        with self._lock:
            found = self._held.get(key_id)
            if found is None:
                return None
            until, key = found
            if self._clock() >= until:
                del self._held[key_id]
                return None
            self._held.move_to_end(key_id)
            return key

    def put(self, key: Key) -> None:
        """Hold a key that was just read from the database."""
        with self._lock:
            self._held[key.id] = (self._clock() + self._seconds, key)
            self._held.move_to_end(key.id)
            while len(self._held) > self._limit:
                self._held.popitem(last=False)

    def drop(self, key_ids: Iterable[UUID]) -> None:
        """Forget these keys now."""
        with self._lock:
            for key_id in key_ids:
                self._held.pop(key_id, None)
