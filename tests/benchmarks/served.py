"""The product as the Procfile serves it, and what its processes use while it is visited."""

import json
import os
import shlex
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from config.embedded import APP
from tests.support.bed import ROOT, Bed
from tests.support.processes import Site

CONNECTIONS = 8
#: So that nobody is asked to confirm their mailbox. The visitors come by a proxy that names their addresses.
WIDE = {"INTAKE_PER_HOUR": "1000000", "INTAKE_PER_HOUR_ALL": "1000000", "INTAKE_FILL_SECONDS": "0"}
WIDE |= {"TRUSTED_PROXIES": "127.0.0.1"}


@dataclass
class Round:
    """What a number of requests came to: answers, seconds, and processor seconds by who used them."""

    answers: list[str] = field(default_factory=list)
    seconds: float = 0.0
    web: float = 0.0
    database: float = 0.0
    visitors: float = 0.0

    def __add__(self, other: "Round") -> "Round":
        return Round(
            self.answers + other.answers,
            self.seconds + other.seconds,
            self.web + other.web,
            self.database + other.database,
            self.visitors + other.visitors,
        )

    @property
    def per_s(self) -> float:
        """Answers in a second."""
        return round(len(self.answers) / self.seconds, 1)

    def processor(self) -> dict[str, float]:
        """Milliseconds of processor for one answer, by who used them."""
        used = {"web": self.web, "database": self.database, "visitors": self.visitors}
        return {who: round(seconds * 1000 / len(self.answers), 2) for who, seconds in used.items()}


class Served:
    """A gunicorn with the options of the Procfile's ``web`` line, which also serves the bare view."""

    def __init__(self, bed: Bed, database: str, redis_url: str, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        line = next(line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("web:"))
        program = f"{shlex.quote(sys.executable)} -m gunicorn"
        command = line.removeprefix("web:").strip().replace("gunicorn", program, 1)
        command = command.replace("config.wsgi", "tests.benchmarks.bare", 1)
        environ = os.environ | WIDE
        environ |= {"DATABASE_URL": bed.postgres.url(APP, database), "REDIS_URL": redis_url}
        environ |= {"WEB_BIND": "127.0.0.1", "PORT": str(self.port), "FILES_ROOT": str(folder / "files")}
        self._site = Site(["sh", "-c", f"exec {command}"], environ, folder / "web.log")
        self._site.url = f"http://127.0.0.1:{self.port}"
        self._postgres = bed.postgres

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._site.start()

    def stop(self) -> None:
        """End it."""
        self._site.stop()

    def visit(self, **order: Any) -> Round:
        """Let a process of its own be many visitors at once; answers what they got."""
        before = self._used()
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("visitors.py"))],
            input=json.dumps({"port": self.port, "connections": CONNECTIONS} | order),
            capture_output=True,
            text=True,
            check=True,
        )
        time.sleep(0.1)
        after, told = self._used(), json.loads(done.stdout)
        return Round(
            answers=told["answers"],
            seconds=told["seconds"],
            web=_since(before[0], after[0]),
            database=_since(before[1], after[1]),
            visitors=told["processor"],
        )

    def _used(self) -> tuple[dict[int, float], dict[int, float]]:
        """What each process of gunicorn and of PostgreSQL has used of processors so far."""
        return _seconds_of(self._site.pid), _seconds_of(self._postgres.pid() or 0)


def _seconds_of(parent: int) -> dict[int, float]:
    """Processor seconds of a process and of its children, by their ids."""
    found = psutil.Process(parent)
    used = {}
    for each in (found, *found.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = each.cpu_times()
            used[each.pid] = times.user + times.system
    return used


def _since(before: dict[int, float], after: dict[int, float]) -> float:
    """What was used meanwhile; of a process that ended meanwhile nothing is known."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())
