"""A Redis of its own for a test, which may kill it, empty it and bring it back."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings
from kombu import pools

from config.embedded import Redis


class Broker:
    """A running Redis on a socket."""

    def __init__(self, folder: Path) -> None:
        self._server = Redis(folder)
        self.url = self._server.url

    def start(self) -> None:
        """Start it, empty."""
        self._server.start()

    def kill(self) -> None:
        """End it with SIGKILL: what it held is lost."""
        self._server.stop(signal.SIGKILL)

    def restart(self) -> None:
        """Kill it and start an empty one at the same address."""
        self.kill()
        self.start()

    def empty(self) -> None:
        """Throw away everything it holds."""
        self.client().flushall()

    def client(self) -> redis.Redis:
        """Connect to it by hand."""
        return redis.Redis.from_url(self.url)

    def stop(self) -> None:
        """End it in order."""
        self._server.stop()


@pytest.fixture
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """Start a Redis for this test and let this process publish to it."""
    from config.celery import app, broker_url

    broker = Broker(tmp_path_factory.mktemp("redis"))
    broker.start()
    before = app.conf.broker_url, settings.REDIS_URL
    _publish_to(broker_url(broker.url), broker.url)
    yield broker
    _publish_to(*before)
    broker.stop()


def _publish_to(broker_url: str, redis_url: str) -> None:
    """Point this process at a broker, forgetting connections to the last one and that it was away."""
    from config.celery import app
    from dsar.services import jobs

    settings.REDIS_URL = redis_url
    app.conf.broker_url = app.conf.broker_write_url = app.conf.broker_read_url = broker_url
    pools.reset()
    app.amqp._producer_pool = None
    app._pool = None
    jobs._rest_until = 0.0
