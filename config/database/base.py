"""A kept connection is looked at before each request; asked only when it had nothing to do for a while."""

from select import POLLIN, poll
from time import monotonic
from typing import Any, Final

from django.db.backends.postgresql import base
from psycopg import Error
from psycopg.pq import ConnStatus, TransactionStatus

#: So long after it last answered a connection is trusted unasked, if nothing came of it meanwhile. A server
#: that ends says so on the connection; one that lost power does not, and is found by asking within a second.
TRUSTED_SECONDS: Final = 1.0


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's own, but that "SELECT 1" before a request is left out where it could tell nothing new."""

    _answered_at = float("-inf")

    def is_usable(self) -> bool:
        """Say whether the connection stands: by looking at it, or by asking the server."""
        lately = monotonic() - self._answered_at < TRUSTED_SECONDS
        if lately and not self.errors_occurred and _quiet(self.connection):
            return True
        usable = bool(super().is_usable())
        if usable:
            self._answered_at = monotonic()
        return usable


def _quiet(connection: Any) -> bool:
    """Say whether a connection is open and idle, and nothing was said on it: not even that it was closed."""
    try:
        state = connection.pgconn
        if state.status != ConnStatus.OK or state.transaction_status != TransactionStatus.IDLE:
            return False
        listening = poll()
        listening.register(state.socket, POLLIN)
        return not listening.poll(0)
    except (AttributeError, Error, OSError):
        return False
