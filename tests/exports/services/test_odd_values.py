"""Odd values on the whole road: searched and sealed by the job, packaged by it, read back as they were."""

import csv
import io
import json
from typing import Any

import pytest

from dsar.models import Case
from dsar.services.doctor import examine
from exports.datamap.reading import read_map
from exports.models import DataMapVersion, SourceConnection
from exports.package.check import verify_package
from exports.services import search
from exports.services.material import of_case
from tests.exports.services.conftest import Shop
from tests.exports.services.reading import manifest, opened
from tests.factories.office import NOW
from tests.factories.road import in_review, released, searched

LONG = 1_000_000
TITLE = "Everything that was ever odd, " * 12
NAMES = ("../../etc/passwd", "x" * 300 + ".pdf", "CON.txt", "../" * 60 + "z.png")
_ODD = f"""
CREATE TYPE mood AS ENUM ('well', 'so so');
CREATE TABLE odd (id int PRIMARY KEY, person_id int, day date, at timestamptz, number numeric,
  fraction float8, structure jsonb, list text[], mood mood, long text, formula text, nothing text);
INSERT INTO odd VALUES
  (1, 1, '0001-01-01', '0001-01-01T00:00:00Z', 'NaN', 'NaN', '{{"a": [1, null]}}', '{{x,NULL,"y,z"}}',
   'so so', repeat('ä', {LONG}), '=1+1', NULL),
  (2, 1, '9999-12-31', '2026-03-29T01:30:00Z', 12345678901234567890.123456789, '-Infinity', '[]', '{{}}',
   'well', '', E'\\\\N', E'tab\\there');
UPDATE scans SET filename = '{NAMES[0]}' WHERE id = 1;
UPDATE scans SET filename = '{NAMES[1]}' WHERE id = 2;
INSERT INTO scans VALUES (3, 1, '{NAMES[2]}', '\\x00'), (4, 1, '{NAMES[3]}', '\\x');
"""
_COLLECTION = f"""
      - name: odd
        description: {TITLE}
        fields:
          - {{name: id, fides_meta: {{primary_key: true}}}}
          - name: person_id
            fides_meta: {{references: [{{dataset: shop, field: people.id, direction: from}}]}}
"""
FIELDS = ("day", "at", "number", "fraction", "structure", "list", "mood", "long", "formula", "nothing")


@pytest.fixture
def odd(case: Case, shop: Shop) -> Case:
    """The case with a table of odd values and files of odd names."""
    shop.execute(_ODD)
    shop.execute(f"GRANT SELECT ON odd TO {shop.reader}")
    row = SourceConnection.objects.get()
    last = row.maps.order_by("-version")[0]
    more = "".join(f"          - name: {name}\n" for name in FIELDS)
    text = last.text.rstrip() + _COLLECTION + more
    text = text.replace("dataset: shop", f"dataset: {read_map(last.text).datasets[0].key}")
    DataMapVersion.objects.create(
        source=row, version=last.version + 1, text=text, sha256=read_map(text).version, added_at=NOW
    )
    return case


def test_the_package_is_complete_and_opens(odd: Case) -> None:
    case = searched(odd)
    (collection,) = search.current(case)
    assert (collection.state, collection.reason) == ("done", "")
    kept = next(each for each in of_case(case) if each.record_set == "odd")
    assert len(kept.title) == 200
    archive = opened(released(in_review(case)))
    path = next(each["jsonl"] for each in manifest(archive)["record_sets"] if each["collection"] == "odd")
    rows: list[dict[str, Any]] = [json.loads(line) for line in archive.read(path).splitlines()]
    assert [row["day"] for row in rows] == ["0001-01-01", "9999-12-31"]
    assert rows[0]["at"].startswith("0001-01-01")
    assert (rows[0]["number"], rows[0]["fraction"]) == ("NaN", "NaN")
    assert rows[1]["number"] == "12345678901234567890.123456789"
    assert json.loads(rows[0]["structure"]) == {"a": [1, None]}
    assert rows[0]["mood"] == "so so"
    assert rows[0]["long"] == "ä" * LONG
    assert (rows[1]["formula"], rows[1]["nothing"]) == ("\\N", "tab\there")
    csv.field_size_limit(2 * LONG)
    table = list(
        csv.DictReader(io.StringIO(archive.read(path.replace(".jsonl", ".csv")).decode(), newline=""))
    )
    assert [row["formula"] for row in table] == ["'=1+1", "\\\\N"]
    assert [row["nothing"] for row in table] == ["\\N", "tab\there"]
    assert table[0]["long"] == "ä" * LONG
    page = archive.read(path.replace("data/", "pages/").replace(".jsonl", "/1.html"))
    assert len(page) < 100_000, "long cells are shortened in the pages"
    files = [each["path"] for each in manifest(archive)["files"]]
    assert len(files) == len(set(files)) == 4
    for name in archive.namelist():
        assert ".." not in name.split("/")
        assert len(name.rpartition("/")[2]) <= 120
    assert verify_package(lambda: _again(archive)) == []
    assert list(examine(NOW, strict=True)) == []


def _again(archive: Any) -> Any:
    archive.fp.seek(0)
    return io.BytesIO(archive.fp.read())
