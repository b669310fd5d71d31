"""The same plan gives the same bytes, however rows and files arrive, wherever and whenever it is written."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from exports.package import PackageError, PackageFile
from tests.exports.package.plans import AS_OF, chunks_of, full_plan, order_set, orders, plan, record_set
from tests.exports.package.reading import opened, written

CONTENT = bytes(range(256)) * 1_000


def _plan(size: int, kind: type) -> Any:
    def rows() -> Any:
        return (kind(row) for row in orders(900)())

    return full_plan(
        10,
        record_sets=(record_set(rows, columns=order_set(1).columns),),
        files=(
            PackageFile("a.bin", "A", "application/octet-stream", chunks_of(CONTENT, size)),
            PackageFile("b.jpg", "B", "image/jpeg", chunks_of(CONTENT, size * 3)),
        ),
    )


def test_chunks_leave_no_trace() -> None:
    first = written(_plan(65_536, list))
    assert first == written(_plan(7, tuple))
    assert first == written(_plan(200_001, list))
    assert opened(first)["files/b.jpg"] == CONTENT


def test_other_zones_and_hash_seeds_leave_no_trace() -> None:
    script = (
        "import django; django.setup()\n"
        "from tests.exports.package.plans import full_plan\n"
        "from tests.exports.package.reading import written\n"
        "import hashlib; print(hashlib.sha256(written(full_plan())).hexdigest())"
    )
    here = hashlib.sha256(written(full_plan())).hexdigest()
    for zone, seed in (("Pacific/Auckland", "1"), ("America/Lima", "2")):
        env = os.environ | {"TZ": zone, "PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "config.settings"}
        done = subprocess.run(
            [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == here


def test_every_time_in_it_is_as_of() -> None:
    with zipfile.ZipFile(io.BytesIO(written(full_plan()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 12, 21, 9, 30, 0)}
        assert {info.external_attr >> 16 & 0o777 for info in archive.infolist()} == {0o600}
        assert archive.namelist()[-1] == "manifest.json"


@pytest.mark.parametrize(
    "as_of", [datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=1)))]
)
def test_only_aware_utc_is_taken(as_of: datetime) -> None:
    with pytest.raises(PackageError):
        plan(as_of=as_of)
    assert plan(as_of=AS_OF.astimezone(UTC)).as_of == AS_OF
