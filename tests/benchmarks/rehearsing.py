"""One rehearsal in a process of its own, for what it takes of time and memory; prints one line of JSON.

The process is new, so that the most it held at once is the rehearsal's own, and nothing of the tests.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import psutil

from tests.benchmarks import wide
from tests.support.bed import ROOT


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Seconds by the clock and of its processor, from the command to the finished file; most memory in MB."""

    seconds: float
    processor: float
    peak_mb: float


def rehearsed(address: str, output: Path) -> Rehearsed:
    """Run ``manage.py rehearse`` over the wide table behind an address."""
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "-m", __name__, address, str(output)]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Rehearsed(**json.loads(done.stdout))


def peak_mb() -> float:
    """The most that this process held in memory so far, as far as the system tells."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return float(psutil.Process().memory_info().rss) / 2**20


def main(address: str, output: str) -> None:
    """Rehearse, and say what it took."""
    import django
    from django.core.management import call_command

    django.setup()
    clock, processor = time.perf_counter(), time.process_time()
    call_command(
        "rehearse",
        f"--dataset={wide.MAP}",
        f"--database-url={address}",
        f"--identity=email={wide.EMAIL}",
        f"--output={output}",
        stdout=StringIO(),
    )
    spent = time.perf_counter() - clock, time.process_time() - processor
    sys.stdout.write(json.dumps({"seconds": spent[0], "processor": spent[1], "peak_mb": peak_mb()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
