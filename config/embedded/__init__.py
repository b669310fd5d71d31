"""PostgreSQL and Redis as the trial and the tests bring them: real servers from wheels, on sockets."""

from config.embedded.postgres import APP, OWNER, Postgres
from config.embedded.processes import ServerError
from config.embedded.redis import Redis

__all__ = ["APP", "OWNER", "Postgres", "Redis", "ServerError"]
