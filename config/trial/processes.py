"""Every process of a trial carries the trial's folder in its environment, so that none is left behind."""

import os
from pathlib import Path

import psutil

MARK = "A12_TRIAL_FOLDER"


def left_behind(folder: Path) -> list[psutil.Process]:
    """Answer the processes of the trial in ``folder``, without this one."""
    found = []
    for process in psutil.process_iter():
        try:
            marked = process.pid != os.getpid() and process.environ().get(MARK) == str(folder)
            if marked and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def end(processes: list[psutil.Process], patience: float = 6.0) -> None:
    """Ask ``processes`` to end and kill those that have not after ``patience`` seconds."""
    for verb in ("terminate", "kill"):
        for process in processes:
            try:
                getattr(process, verb)()
            except psutil.Error:
                continue
        _, processes = psutil.wait_procs(processes, timeout=patience)
