"""The trial's processes of the Procfile: started by name, waited for, stopped."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

#: Seconds that the first page may take to answer, and a process to end by itself.
OPENING, PATIENCE = 60, 8


def start(root: Path, environ: dict[str, str], *names: str) -> subprocess.Popen[bytes]:
    """Start processes of the Procfile in a session of their own, so that Ctrl-C reaches them through us."""
    command = [sys.executable, "-m", "honcho", "-e", os.devnull, "-f", "Procfile", "start", *names]
    return subprocess.Popen(command, cwd=root, env=environ, start_new_session=True)


def stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Stop all that was started, at once, and wait until it has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for child in children:
        child.terminate()
    last = time.monotonic() + PATIENCE
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.0, last - time.monotonic()))
        child.kill()
        child.wait()


def opened(base: str, web: subprocess.Popen[bytes]) -> bool:
    """Wait until the first page answers; False when it ended, or took too long."""
    begun = time.monotonic()
    while time.monotonic() - begun < OPENING and web.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{base}/healthz", timeout=2):  # noqa: S310  our own loopback address
            return True
        time.sleep(0.1)  # the site is starting: ask again soon
    return False


def until_one_ends(children: Sequence[subprocess.Popen[bytes]]) -> int:
    """Wait until one of several ends; return its exit code, 1 where it ended well: none was to end."""
    while all(child.poll() is None for child in children):
        time.sleep(0.5)  # processes that nothing tells us about: look again
    return next(child.returncode for child in children if child.returncode is not None) or 1
