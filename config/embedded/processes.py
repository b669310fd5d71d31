"""What lives and what is dead, by process id; containers often leave dead processes uncollected."""

import os
import time
from contextlib import suppress
from pathlib import Path


class ServerError(Exception):
    """A server did not start or stop; the text is fit to show to the person at the keyboard."""


def live_pid(path: Path) -> int | None:
    """Answer the process id on the first line of a pid file if that process lives (zombies do not count)."""
    try:
        pid = int(path.read_text().split("\n", 1)[0])
        os.kill(pid, 0)
    except PermissionError:
        return None
    except (OSError, ValueError):
        return None
    return None if _is_zombie(pid) else pid


def working_in(folder: Path) -> list[int]:
    """Answer the processes whose current folder is ``folder``; that of PostgreSQL's is their data."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            if link.readlink() == folder:
                found.append(int(link.parent.name))
    return found


def _is_zombie(pid: int) -> bool:
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (OSError, IndexError):
        return False


def wait_until_gone(pid: int, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        try:
            os.kill(pid, 0)
        except OSError:
            return
        if _is_zombie(pid):
            return
        time.sleep(0.02)  # a process that is not our child cannot be waited for: look again soon
    raise ServerError(f"Process {pid} does not end.")
