"""A source with one person who has very many rows of eight columns, and the plain loop over the same rows."""

import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote

import psycopg

from tests.support.bed import Bed

EMAIL = "sofia.lindqvist@example.org"
PASSWORD = "wide-test"
MAP = Path(__file__).with_name("wide.fides.yml")
_TABLES = """
CREATE TABLE people (id int PRIMARY KEY, email text NOT NULL);
CREATE TABLE visits (id int PRIMARY KEY, person_id int NOT NULL REFERENCES people, page text, at timestamptz,
  day date, seconds numeric(8, 2), mobile boolean, note text);
INSERT INTO people VALUES (1, '%(email)s');
INSERT INTO visits SELECT n, 1, '/page/' || n %% 97, '2026-01-01Z'::timestamptz + n * interval '1 minute',
  date '2026-01-01' + n %% 365, n %% 9973 / 7.0, n %% 3 = 0, 'visit number ' || n || ', by way of the shop'
  FROM generate_series(1, %(rows)s) n;
CREATE INDEX ON visits (person_id);
GRANT SELECT ON people, visits TO wide_reader;
ANALYZE;
"""


def load(bed: Bed, rows: int) -> str:
    """Make the database with so many rows of one person; answers how its reader signs in."""
    name = f"wide_{rows}"
    with psycopg.connect(bed.postgres.url("postgres", "postgres"), autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = 'wide_reader'").fetchone():
            server.execute(f"CREATE ROLE wide_reader LOGIN PASSWORD '{PASSWORD}'")
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(f"CREATE DATABASE {name}")
            with psycopg.connect(bed.postgres.url("postgres", name), autocommit=True) as wide:
                wide.execute(_TABLES % {"rows": rows, "email": EMAIL})
    return f"postgresql://wide_reader:{PASSWORD}@/{name}?host={quote(str(bed.postgres.sockets))}"


def plain_loop(address: str, output: Path) -> int:
    """Read all rows and write them as one zipped file of JSON lines, the way one writes it first."""
    count = 0
    with (
        psycopg.connect(address) as connection,
        connection.cursor(name="plain") as cursor,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("visits.jsonl", "w", force_zip64=True) as file,
    ):
        cursor.itersize = 2_000
        cursor.execute("SELECT * FROM visits WHERE person_id = 1 ORDER BY id")
        names = [column.name for column in cursor.description or ()]
        for row in cursor:
            line = json.dumps(dict(zip(names, row, strict=True)), default=_as_text)
            file.write(line.encode() + b"\n")
            count += 1
    return count


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
