"""Large record sets and long cells stream: memory is flat, whatever the size."""

import io
import json
import os
import random
import subprocess
import sys
import zipfile
from typing import Any

import pytest

from exports.package import PackageFile
from tests.exports.package.plans import chunks_of, plan
from tests.exports.package.reading import written
from tests.support.rounds import size

ROWS = size(80_000, 200_000, 1_000_000)
SCRIPT = (
    f"ROWS = {ROWS}"
    + """
import json, pathlib, resource, sys, time
import django
django.setup()
from exports.package import write_package
from tests.exports.package.plans import order_set, plan, record_set

def long_rows():
    for number in range(40):
        yield [number, chr(97 + number % 26) * 4_000_000]

def peak():
    # Not ru_maxrss where the kernel tells better: it starts at what the parent process once had.
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)

figures = {}
long = record_set(long_rows, width=2, at_once=1)
for name, made in (("small", order_set(20_000)), ("large", order_set(ROWS)), ("long", long)):
    begun = time.perf_counter()
    size = sum(len(chunk) for chunk in write_package(plan(record_sets=(made,))))
    seconds = round(time.perf_counter() - begun, 2)
    figures[name] = {"seconds": seconds, "bytes": size, "peak_mb": round(peak(), 1)}
figures["rows_per_second"] = round(ROWS / figures["large"]["seconds"])
print(json.dumps(figures))
"""
)


def _figures() -> dict[str, Any]:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def test_what_gets_no_smaller_is_not_compressed_in_vain() -> None:
    noise, words = random.Random(3).randbytes(700_000), b"the same words again and again\n" * 20_000
    files = (
        PackageFile("call.bin", "Call", "application/octet-stream", chunks_of(noise, 9_999)),
        PackageFile("note.bin", "Note", "application/octet-stream", chunks_of(words, 9_999)),
        PackageFile("empty.bin", "Empty", "application/octet-stream", chunks_of(b"", 1)),
    )
    with zipfile.ZipFile(io.BytesIO(written(plan(files=files)))) as archive:
        sizes = {info.filename: info.compress_size for info in archive.infolist()}
        assert archive.read("files/call.bin") == noise
        assert archive.read("files/note.bin") == words
        assert archive.read("files/empty.bin") == b""
    assert len(noise) <= sizes["files/call.bin"] < len(noise) * 1.001
    assert sizes["files/note.bin"] < len(words) / 50


@pytest.mark.slow
def test_memory_is_flat() -> None:
    figures = _figures()
    print("package", json.dumps(figures))  # noqa: T201  the figures are what one runs this for
    assert figures["large"]["peak_mb"] < 150
    assert figures["large"]["peak_mb"] - figures["small"]["peak_mb"] < 12
    # Of 40 cells of 4 MB a few are under way at once, how many depends on who is faster; never all 160 MB.
    assert figures["long"]["peak_mb"] - figures["large"]["peak_mb"] < 60
