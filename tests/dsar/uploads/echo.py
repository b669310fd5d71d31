"""A bare WSGI application that answers with what an upload came to; run by gunicorn in a test."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402 - after the set-up
from django.core.exceptions import SuspiciousOperation  # noqa: E402
from django.core.handlers.wsgi import WSGIRequest  # noqa: E402


def application(environ: dict[str, object], start_response: Callable[..., object]) -> Iterable[bytes]:
    """Parse the body as the product does; the open spool files of this process are counted too."""
    request = WSGIRequest(environ)
    try:
        answer = {
            "name": request.POST.get("name"),
            "files": [[f.name, f.size, str(f.refusal)] for f in request.FILES.getlist("files")],
        }
        status = "200 OK"
    except SuspiciousOperation as error:
        answer, status = {"error": type(error).__name__}, "400 Bad Request"
    finally:
        request.close()
    spool = f"{Path(settings.FILES_ROOT)}/"
    links = (f"/proc/self/fd/{name}" for name in os.listdir("/proc/self/fd"))
    answer["open"] = sum(os.readlink(link).startswith(spool) for link in links if os.path.islink(link))
    start_response(status, [("Content-Type", "application/json")])
    return [json.dumps(answer).encode()]
