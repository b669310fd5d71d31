"""One MariaDB for a whole test run, shared by its workers; where it is absent the run says so loudly."""

import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymysql
import pytest

from config.embedded.processes import live_pid, wait_until_gone

NOT_TESTED = "MariaDB WAS NOT TESTED: mariadbd is not installed (Debian: apt-get install mariadb-server)"
READER = "a12_reader"
SECRET = secrets.token_hex(8)


def program(name: str) -> str | None:
    """Where a program of MariaDB is; servers are often not on the PATH."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")


class MariaDB:
    """A server in a folder of its own, reached by a socket and on a port of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "s.sock"
        self._pid = folder / "pid"
        self._said = folder / "said.log"

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int((self.folder / "port").read_text())

    @property
    def secret(self) -> str:
        """The password of the role that reads."""
        return (self.folder / "secret").read_text()

    def ensure(self) -> None:
        """Start it, once for all workers."""
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (self.folder / "port").exists():
                self._start()

    def _start(self) -> None:
        data = self.folder / "data"
        as_root = ["--user=root"] if os.geteuid() == 0 else []
        install = program("mariadb-install-db")
        assert install
        self._run(
            [
                *(install, "--no-defaults", f"--datadir={data}", "--skip-test-db", "--skip-name-resolve"),
                *("--auth-root-authentication-method=normal", *as_root),
            ]
        )
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = program("mariadbd")
        assert server
        subprocess.Popen(
            [
                *(server, "--no-defaults", f"--datadir={data}", f"--socket={self.socket}", *as_root),
                *(f"--pid-file={self._pid}", f"--port={port}", "--bind-address=127.0.0.1"),
                *("--skip-name-resolve", "--innodb-flush-log-at-trx-commit=0", "--max-allowed-packet=128M"),
                *("--innodb-buffer-pool-size=64M", "--performance-schema=OFF"),
            ],
            stdout=self._said.open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._wait()
        (self.folder / "secret").write_text(SECRET)
        self.execute(f"CREATE USER {READER}@'localhost' IDENTIFIED BY '{SECRET}'")
        self.execute(f"CREATE USER {READER}@'127.0.0.1' IDENTIFIED BY '{SECRET}'")
        (self.folder / "port").write_text(str(port))

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}\n{done.stderr}")

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(pymysql.Error), self.connect():
                return
            time.sleep(0.05)  # the server makes its socket when it is ready
        raise RuntimeError(f"MariaDB did not start:\n{self._said.read_text()}")

    def connect(self, database: str | None = None, **more: Any) -> "pymysql.Connection[Any]":
        """A connection as the server's owner."""
        return pymysql.connect(
            unix_socket=str(self.socket), user="root", database=database, charset="utf8mb4", **more
        )

    def execute(self, *statements: str, database: str | None = None) -> list[tuple[Any, ...]]:
        """Run statements as the owner; answer the rows of the last."""
        with self.connect(database, autocommit=True) as connection:
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement)
            return list(cursor.fetchall())

    def stop(self) -> None:
        """End the server, if it was ever started, and remove its folder."""
        if (pid := live_pid(self._pid)) is not None:
            os.kill(pid, signal.SIGKILL)  # nothing in it is to be kept
            wait_until_gone(pid)
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True)
class MariaDBDatabase:
    """An empty database of its own, that the reader may read."""

    server: MariaDB
    name: str

    @property
    def url(self) -> str:
        """Its address for the reader, by the socket."""
        return f"mysql://{READER}:{self.server.secret}@localhost/{self.name}?unix_socket={self.server.socket}"

    @property
    def tcp_url(self) -> str:
        """Its address for the reader, by the port."""
        return f"mysql://{READER}:{self.server.secret}@127.0.0.1:{self.server.port}/{self.name}"

    def execute(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements as the owner; answer the rows of the last."""
        return self.server.execute(*statements, database=self.name)


def server() -> MariaDB:
    """The server of this test run, in the folder that all its workers know."""
    return MariaDB(Path(os.environ["A12_TEST_FOLDER"]) / "mariadb")


@pytest.fixture(scope="session")
def mariadb() -> MariaDB:
    """A real MariaDB, started on first use."""
    if program("mariadbd") is None:
        pytest.skip(NOT_TESTED)
    found = server()
    found.ensure()
    return found


@pytest.fixture
def mariadb_database(mariadb: MariaDB) -> Iterator[MariaDBDatabase]:
    """One empty database, dropped when the test is over."""
    name = f"source_{uuid.uuid4().hex[:12]}"
    mariadb.execute(f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci")
    for host in ("localhost", "127.0.0.1"):
        mariadb.execute(f"GRANT SELECT, SHOW VIEW ON {name}.* TO {READER}@'{host}'")
    yield MariaDBDatabase(mariadb, name)
    mariadb.execute(f"DROP DATABASE {name}")


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what this run started, before its folder is removed."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        server().stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of the run, in red, that MariaDB was not there to be tested."""
    if program("mariadbd") is None:
        terminalreporter.section("NOT TESTED", sep="!", red=True, bold=True)
        terminalreporter.write_line(NOT_TESTED, red=True, bold=True)
