"""However many rows and keys a walk finds, it holds no more of them in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.exports.sources.engines import Engine
from tests.exports.sources.maps import data_map
from tests.support.rounds import size

ROWS = size(60_000, 150_000, 1_000_000)
SCRIPT = """
import json, pathlib, resource, sys, time
import django
django.setup()
from exports.datamap import read_map
from exports.sources import open_source
from exports.sources.base import Identity, IdentityKind

def peak():
    status = pathlib.Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)

asked = json.loads(sys.argv[1])
figures = {}
for name, email in (("small", "bob@example.org"), ("large", "ada@example.org")):
    source = open_source(
        asked["kind"], name="Shop", connection=asked["connection"], data_map=read_map(asked["map"]),
        allowed_hosts=[asked["allowed"]], allowed_folders=[asked["allowed"]],
    )
    begun, cpu = time.perf_counter(), time.process_time()
    rows = sum(len(batch.rows) for batch in source.walk([Identity(IdentityKind.EMAIL, email)]))
    seconds = time.perf_counter() - begun
    figures[name] = {"rows": rows, "rows_per_second": round(rows / seconds), "peak_mb": round(peak(), 1),
                     "cpu_seconds": round(time.process_time() - cpu, 1)}
print(json.dumps(figures))
"""

STRAIGHT = {
    "people": ["id pk", "email =email"],
    "orders": ["id pk", "person_id <people.id", "note"],
    "bits": ["id pk", "order_id <orders.id", "body"],
}
LOOP = {
    "people": ["id pk", "email =email"],
    "orders": ["id pk >bits.order_id", "person_id <people.id", "note"],
    "bits": ["id pk", "order_id >orders.id", "body"],
}


def figures_of(engine: Engine, fields: dict[str, list[str]]) -> dict[str, Any]:
    asked = json.dumps(engine.reached() | {"map": data_map(fields)})
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, asked], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["straight", "loop"])
def test_memory_is_flat_though_every_row_leads_on(engine: Engine, shape: str) -> None:
    engine.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email varchar(90))",
        "INSERT INTO people VALUES (1, 'ada@example.org'), (2, 'bob@example.org')",
        "CREATE TABLE orders (id int PRIMARY KEY, person_id int, note varchar(90))",
        "CREATE TABLE bits (id int PRIMARY KEY, order_id int, body varchar(90))",
        "INSERT INTO orders SELECT n, CASE WHEN n <= 10000 THEN 2 ELSE 1 END,"
        f" 'a note of some length, as people write them' FROM {engine.numbers(ROWS)}",
        f"INSERT INTO bits SELECT n, 1 + (n * 7919) % {ROWS}, 'lamp' FROM {engine.numbers(ROWS)}",
        "CREATE INDEX by_person ON orders (person_id)",
        "CREATE INDEX by_order ON bits (order_id)",
    )
    figures = figures_of(engine, STRAIGHT if shape == "straight" else LOOP)
    print(engine.kind, shape, json.dumps(figures))  # noqa: T201  the figures are what one runs this for
    assert figures["small"]["rows"] == 20_001
    assert figures["large"]["rows"] == 2 * (ROWS - 10_000) + 1
    assert figures["large"]["peak_mb"] < 250
    assert figures["large"]["peak_mb"] - figures["small"]["peak_mb"] < 90
