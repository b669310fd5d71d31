"""The product behind a real socket for the S trials: in this process for a tenth, else gunicorn."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path

import psutil
import pytest
from django.conf import LazySettings

from tests.browser.serving import served
from tests.support.databases import CommittedDatabase
from tests.support.processes import Site
from tests.support.rounds import TRIALS

#: What no page may show: that something inside broke, and where.
TRACES = (b"Traceback", b"site-packages", b"psycopg", b"Exception", b"/dsar/services", b"DETAIL:")


@dataclass
class Door:
    """Where the product answers; ``log`` is what it printed, ``pid`` the process that does the work."""

    host: str
    pid: int
    log: Callable[[], str]

    def memory(self) -> int:
        """Bytes in memory of the process that answers."""
        return int(psutil.Process(self.pid).memory_info().rss)


@contextmanager
def door(
    database: CommittedDatabase, folder: Path, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> Iterator[Door]:
    """Open the product to whoever calls, behind a proxy that says from where they do."""
    if not TRIALS:
        settings.TRUSTED_PROXIES = ["127.0.0.1"]
        with served() as url:
            yield Door(url.removeprefix("http://"), os.getpid(), lambda: caplog.text)
        return
    site = _gunicorn(database, folder)
    site.start()
    try:
        (worker,) = psutil.Process(site.pid).children()
        yield Door(site.url.removeprefix("http://"), worker.pid, site.output)
    finally:
        site.stop()


def _gunicorn(database: CommittedDatabase, folder: Path) -> Site:
    """One worker with threads, whose temporary files are ours to look at."""
    import socket
    import sys

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (folder / "tmp").mkdir()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += [
        "--worker-class",
        "gthread",
        "--threads",
        "32",
        "--workers",
        "1",
    ]
    environ = {"BASE_URL": url, "TRUSTED_PROXIES": "127.0.0.1", "TMPDIR": str(folder / "tmp")}
    site = Site(command, database.environ | environ, folder / "site.log")
    site.url = url
    return site


class Caller:
    """Somebody who speaks HTTP by hand: keeps cookies, knows the token, sends whatever they like."""

    def __init__(self, host: str, address: str = "192.0.2.1") -> None:
        self._line = HTTPConnection(host, timeout=60)
        self._address = address
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Look at a page."""
        return self._ask("GET", path, None, {})

    def post(
        self, path: str, body: bytes, kind: str, *, token: bool = True
    ) -> tuple[int, dict[str, str], bytes]:
        """Post a body of a kind, with the token of this browser or without one."""
        headers = {"Content-Type": kind} if kind else {}
        if token:
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
        return self._ask("POST", path, body, headers)

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        headers |= {"X-Forwarded-For": self._address}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self._line.request(method, path, body, headers)
            answer = self._line.getresponse()
        except OSError:  # the server ended a line that was idle: once more on a new one
            self._line.close()
            self._line.request(method, path, body, headers)
            answer = self._line.getresponse()
        content = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                for each in SimpleCookie(value).values():
                    self.cookies[each.key] = each.value
        return answer.status, dict(answer.getheaders()), content

    def close(self) -> None:
        """Hang up."""
        self._line.close()
