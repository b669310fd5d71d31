"""Answers for load balancers: `/healthz` while the process lives, `/readyz` while the parts make progress.

A worker can live and be silent after Redis reconnects, so readiness looks at progress: the age of the oldest
job that waits for a worker, either due or left by one whose lease ran out (docs/architecture.md, pillar 2).
"""

from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_OLDEST_WAITING = """
SELECT coalesce(extract(epoch FROM clock_timestamp() - min(coalesce(lease_ends_at, start_after_at))), 0)
FROM dsar_job
WHERE state IN ('waiting', 'running') AND coalesce(lease_ends_at, start_after_at) <= clock_timestamp()
"""


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process lives, whatever the state of the others."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while database, broker and jobs make progress, else 503; the body holds no secret."""
    parts = {name: check() for name, check in _CHECKS.items()}
    ready = all(sentence == "ok" for sentence in parts.values())
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


def _broker() -> str:
    try:
        client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
        with client:
            client.ping()
    except (redis.RedisError, OSError, ValueError):
        return "does not answer"
    return "ok"


def _jobs() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute(_OLDEST_WAITING)
            row = cursor.fetchone()
    except DatabaseError:
        return "cannot be read"
    age = float(row[0]) if row else 0.0
    return "ok" if age <= settings.JOB_READY_SECONDS else f"the oldest waits for {age:.0f} seconds"


_CHECKS: dict[str, Callable[[], str]] = {"database": _database, "broker": _broker, "jobs": _jobs}
