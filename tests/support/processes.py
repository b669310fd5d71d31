"""Real processes of the product for tests: a Celery worker that can be killed, and a web server."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.bed import ROOT
from tests.support.broker import Broker
from tests.support.databases import CommittedDatabase


class Process:
    """One process of the product in its own process group; ``log`` is what it printed."""

    def __init__(self, command: list[str], environ: dict[str, str], log: Path) -> None:
        self.command = command
        self.environ = environ
        self.log = log
        self._child: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process id of the parent."""
        assert self._child is not None
        return self._child.pid

    def start(self) -> None:
        """Start it; it works when its own class says so."""
        with self.log.open("ab") as out:
            self._child = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environ, stdout=out, stderr=out, start_new_session=True
            )

    def kill9(self) -> None:
        """SIGKILL the parent and all it forked: nothing gets to tidy up."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and kill it when it does not within ten seconds."""
        self._end(signal.SIGTERM)

    def output(self) -> str:
        """What it printed so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def wait_for(self, ready: Callable[[], bool], seconds: float = 40) -> None:
        """Wait until ``ready`` says yes; raise with its output when it ends or takes too long."""
        deadline = time.monotonic() + seconds
        while not ready():
            assert self._child is not None
            if self._child.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{self.command[:4]} did not get ready:\n{self.output()[-4000:]}")
            time.sleep(0.05)

    def _end(self, how: signal.Signals) -> None:
        child = self._child
        if child is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(child.pid, how)
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        self._child = None


class Worker(Process):
    """A real `celery -A config worker`."""

    def start(self) -> None:
        """Start it and wait until it takes tasks."""
        seen = self.output().count(" ready.")
        super().start()
        self.wait_for(lambda: self.output().count(" ready.") > seen)


class Site(Process):
    """A real gunicorn on a free port of the loopback; ``url`` has no slash at the end."""

    url = ""

    def start(self) -> None:
        """Start it and wait until it answers."""
        super().start()
        self.wait_for(self._answers)

    def _answers(self) -> bool:
        with suppress(OSError), urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as reply:
            return bool(reply.status == 200)
        return False


class Beat(Process):
    """A real `celery -A config beat`; two of them may run at once, as in life they should not."""

    def start(self) -> None:
        """Start it and wait until it ticks."""
        seen = self.output().count("beat: Starting")
        super().start()
        self.wait_for(lambda: self.output().count("beat: Starting") > seen)


WorkerFactory = Callable[..., Worker]
BeatFactory = Callable[..., Beat]


@pytest.fixture
def celery_worker_process(
    committed_db: CommittedDatabase, redis_server: Broker, tmp_path: Path
) -> Iterator[WorkerFactory]:
    """Answer a factory of started workers: ``celery_worker_process(concurrency=1, EMAIL_URL=...)``."""
    workers: list[Worker] = []

    def start(concurrency: int = 1, **environ: str) -> Worker:
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--loglevel", "INFO"]
        command += ["--concurrency", str(concurrency), "--hostname", f"w{len(workers)}@%h"]
        worker = Worker(
            command,
            committed_db.environ | {"REDIS_URL": redis_server.url, "LOG_LEVEL": "INFO"} | environ,
            tmp_path / f"worker{len(workers)}.log",
        )
        workers.append(worker)
        worker.start()
        return worker

    yield start
    for worker in workers:
        worker.stop()


@pytest.fixture
def celery_beat_process(
    committed_db: CommittedDatabase, redis_server: Broker, tmp_path: Path
) -> Iterator[BeatFactory]:
    """Answer a factory of started beats, each with a schedule file of its own."""
    beats: list[Beat] = []

    def start(**environ: str) -> Beat:
        name = f"beat{len(beats)}"
        command = [sys.executable, "-m", "celery", "-A", "config", "beat", "--loglevel", "INFO", "--pidfile="]
        beat = Beat(
            [*command, "--schedule", str(tmp_path / name)],
            committed_db.environ | {"REDIS_URL": redis_server.url, "LOG_LEVEL": "INFO"} | environ,
            tmp_path / f"{name}.log",
        )
        beats.append(beat)
        beat.start()
        return beat

    yield start
    for beat in beats:
        beat.stop()


@pytest.fixture
def site(
    committed_db: CommittedDatabase, redis_server: Broker, tmp_path: Path
) -> Iterator[Callable[..., Site]]:
    """Answer a factory of started web servers on the committed database: ``site(EMAIL_URL=...)``."""
    sites: list[Site] = []

    def start(**environ: str) -> Site:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
        command += ["--worker-class", "gthread", "--threads", "4", "--workers", "1"]
        url = f"http://127.0.0.1:{port}"
        values = committed_db.environ | {"REDIS_URL": redis_server.url, "BASE_URL": url} | environ
        server = Site(command, values, tmp_path / f"site{len(sites)}.log")
        server.url = url
        sites.append(server)
        server.start()
        return server

    yield start
    for server in sites:
        server.stop()
