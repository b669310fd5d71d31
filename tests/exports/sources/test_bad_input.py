"""What no table should hold: the package is whole and opens, or the source says what it could not give."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from exports.datamap import read_map
from exports.package import verify_package
from exports.rehearsal.asked import Asked
from exports.rehearsal.rehearse import rehearse
from exports.sources import open_source
from exports.sources.base import Identity, IdentityKind, Source
from tests.exports.package.reading import csv_rows, json_rows, opened
from tests.exports.sources.engines import Engine
from tests.exports.sources.faults import fault
from tests.exports.sources.maps import EMAIL, data_map, walked
from tests.exports.sources.postgres import READER, SourceDatabase

AS_OF = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LONG = 50_000_000
FOLDER = (
    "fides_key: calls\nfides_meta: {namespace: {files: '{customer_number}/*'}}\ncollections:\n"
    "  - name: files\n    fields:\n"
    "      - {name: customer_number, fides_meta: {identity: customer_number}}\n"
    "      - {name: path}\n      - {name: name}\n      - {name: content}\n"
)


def packed(source: Source, text: str, output: Path, identity: Identity = EMAIL) -> dict[str, bytes]:
    """The members of the package that a rehearsal writes; it is whole."""
    outcome = rehearse([Asked(read_map(text), source)], [identity], output, as_of=AS_OF, language="en-gb")
    assert outcome.failed == []
    assert verify_package(lambda: output.open("rb")) == []
    return opened(output.read_bytes())


def servers(engine: Engine) -> Engine:
    """The engine, where it is a server: SQLite has tests of its own."""
    if engine.kind == "sqlite":
        pytest.skip("tests/exports/test_rehearse.py does the same with SQLite")
    return engine


@pytest.mark.slow
def test_a_text_of_50_megabytes_is_whole(engine: Engine, tmp_path: Path) -> None:
    engine = servers(engine)
    kind = {"postgresql": "text", "mysql": "longtext"}[engine.kind]
    engine.execute(
        f"CREATE TABLE notes (id int PRIMARY KEY, email varchar(90), body {kind})",
        f"INSERT INTO notes VALUES (1, 'ada@example.org', repeat('long, ', {LONG // 6})), (2, 'bob', 'x')",
    )
    text = data_map({"notes": ["id pk", "email =email", "body"]})
    members = packed(engine.source(text), text, tmp_path / "out.zip")
    (row,) = json_rows(members["data/shop/notes.jsonl"])
    assert row["body"] == "long, " * (LONG // 6)


def test_what_only_mariadb_has_comes_as_it_is_kept(engine: Engine, tmp_path: Path) -> None:
    if engine.kind != "mysql":
        pytest.skip("dates without a day, enums and sets are MariaDB's")
    engine.execute(
        "CREATE TABLE odd (id int PRIMARY KEY, email varchar(90), day date, at datetime,"
        " mood enum('ok','so so'), marks set('a','b','c'), doc json, big bigint unsigned, half float,"
        " nothing text)",
    )
    engine.execute(
        "SET SESSION sql_mode = ''",
        "INSERT INTO odd VALUES (1, 'ada@example.org', '0000-00-00', '0000-00-00 00:00:00', 'so so', 'a,c',"
        " '{\"a\": [1, null]}', 18446744073709551615, 0.1, NULL)",
    )
    engine.execute(
        "INSERT INTO odd VALUES (2, 'ada@example.org', '0001-01-01', '0001-01-01 00:00:01', 'ok', '', '[]',"
        " 0, -1e30, '\\\\N')",
    )
    names = ["day", "at", "mood", "marks", "doc", "big", "half", "nothing"]
    text = data_map({"odd": ["id pk", "email =email", *names]})
    members = packed(engine.source(text), text, tmp_path / "out.zip")
    first, second = json_rows(members["data/shop/odd.jsonl"])
    assert (first["day"], first["at"]) == ("0000-00-00", "0000-00-00T00:00:00")
    assert (first["mood"], first["marks"]) == ("so so", "a,c")
    assert json.loads(str(first["doc"])) == {"a": [1, None]}
    assert str(first["big"]) == "18446744073709551615"
    assert (second["day"], second["nothing"]) == ("0001-01-01", "\\N")
    _, *table = csv_rows(members["data/shop/odd.csv"])
    assert len(table) == 2


def test_bytes_that_are_not_utf8_are_said_with_their_table(
    database: SourceDatabase, make_database: Callable[[], SourceDatabase]
) -> None:
    """A database without an encoding gives whatever bytes were put in."""
    raw = make_database()
    with psycopg.connect(database.owner_url, autocommit=True) as connection:
        name = sql.Identifier(raw.name)
        connection.execute(sql.SQL("DROP DATABASE {}").format(name))
        connection.execute(
            sql.SQL(
                "CREATE DATABASE {} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C'"
            ).format(name)
        )
    raw.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email text, name text)",
        "INSERT INTO people VALUES (1, 'ada@example.org', E'M\\xff'), (2, 'bob@example.org', 'Bob')",
        f"GRANT SELECT ON people TO {READER}",
    )
    source = raw.source(data_map({"people": ["id pk", "email =email", "name"]}))
    error = fault(lambda: walked(source))
    assert error.sentence.startswith("Table “people”: The source holds text that is not in the encoding")
    assert not error.retry


@pytest.mark.parametrize("name", ["x" * 251 + ".wav", "..wav", "a\nb.wav", "con.wav", " .wav", "é" * 120])
def test_files_of_odd_names_are_whole_and_safe_to_unpack(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "calls" / "C-7"
    folder.mkdir(parents=True)
    (folder / name).write_bytes(b"RIFF")
    (folder / os.fsdecode(b"\xff.wav")).write_bytes(b"WAVE")
    calls = str(tmp_path / "calls")
    source = open_source(
        "folder",
        name="Calls",
        connection=f"folder://{calls}",
        data_map=read_map(FOLDER),
        allowed_folders=[calls],
    )
    members = packed(source, FOLDER, tmp_path / "out.zip", Identity(IdentityKind.CUSTOMER_NUMBER, "C-7"))
    rows = {str(row["name"]): str(row["content"]) for row in json_rows(members["data/calls/files.jsonl"])}
    assert members[rows[name]] == b"RIFF"
    assert members[rows["\\xff.wav"]] == b"WAVE"
    for path in rows.values():
        assert path.split("/")[0] == "files"
        assert not {"", ".", ".."} & set(path.split("/"))
        assert len(path.rpartition("/")[2]) <= 120
