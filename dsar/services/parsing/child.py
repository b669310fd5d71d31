"""The child process: bounds itself, reads one file from standard input, answers JSON and perhaps bytes."""

from __future__ import annotations

import contextlib
import json
import resource
import sys
from typing import Final

from dsar.services.parsing.faults import Fault, Faulty
from dsar.services.parsing.kinds import Kind

MEMORY: Final = 512 * 1024 * 1024
CPU_SECONDS: Final = 10


def bound(cpu_seconds: int = CPU_SECONDS) -> None:
    """Limit memory, processor time and open files; forbid new files, new processes and core dumps."""
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for limit, value in limits.items():
        with contextlib.suppress(ValueError, OSError):  # a system may know less, or be stricter already
            resource.setrlimit(limit, (value, value))


def parse(kind: Kind | None, data: bytes) -> tuple[Kind, bytes]:
    """The kind that was proven and the bytes to keep instead (none: what was sent); Faulty otherwise."""
    from dsar.services.parsing import office, pdf, picture, text  # only here: after the limits are set

    if kind is None:
        return office.check(data), b""
    if kind == Kind.PDF:
        pdf.check(data)
    elif kind == Kind.TEXT:
        text.check(data)
    else:
        return picture.clean(data, kind)
    return kind, b""


def main(said: str) -> None:
    """Inspect standard input as the kind that was said ("" for a zip)."""
    bound()
    answer: dict[str, str] = {}
    instead = b""
    try:
        kind, instead = parse(Kind(said) if said else None, sys.stdin.buffer.read())
        answer["kind"] = kind
    except Faulty as found:
        answer["fault"] = found.fault
    except (MemoryError, RecursionError):
        answer["fault"] = Fault.TOO_BIG
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + instead)
    sys.stdout.buffer.flush()
