"""What goes wrong with an SQLite file is said in plain words; files outside allowed folders stay closed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from exports.datamap import read_map
from exports.sources import kind_of, open_source
from exports.sources.sql.limits import TimeLimits
from exports.sources.sql.source import SQLSource
from exports.sources.sqlite import SQLite
from tests.exports.sources.engines import SQLiteEngine
from tests.exports.sources.faults import fault
from tests.exports.sources.maps import EMAIL, data_map, walked

MAP = data_map({"people": ["id pk", "email =email"]})


@pytest.fixture
def engine(tmp_path: Path) -> SQLiteEngine:
    """One person, in a folder of its own."""
    folder = tmp_path / "allowed"
    folder.mkdir()
    made = SQLiteEngine(folder / "shop.db")
    made.execute(
        "CREATE TABLE people (id integer PRIMARY KEY, email text)",
        "INSERT INTO people VALUES (1, 'ada@example.org')",
    )
    return made


def opened(address: str, *folders: Path | str) -> SQLSource:
    return SQLSource("Shop", SQLite(address, [str(folder) for folder in folders]), read_map(MAP))


def test_only_files_in_allowed_folders_are_opened(engine: SQLiteEngine, tmp_path: Path) -> None:
    allowed, path = engine.path.parent, engine.path
    (tmp_path / "allowed-too").mkdir()
    outside = tmp_path / "allowed-too" / "other.db"
    outside.write_bytes(path.read_bytes())
    (allowed / "link.db").symlink_to(outside)
    assert walked(opened(f"sqlite://{path}", allowed)) == {"people": [(1, "ada@example.org")]}
    assert walked(opened(f"sqlite:///{path}", allowed)) == {"people": [(1, "ada@example.org")]}
    for address in (
        f"sqlite://{outside}",
        f"sqlite://{allowed}/link.db",
        f"sqlite://{allowed}/../allowed-too/other.db",
        f"sqlite://{allowed}/%2e%2e/allowed-too/other.db",
        f"sqlite://{tmp_path}/not-there.db",
        "sqlite:///etc/passwd",
        "sqlite://",
        "sqlite:///:memory:",
        f"sqlite://{path}?mode=rwc",
        f"sqlite://host{path}",
        f"sqlite://{path}%00.db",
    ):
        error = fault(lambda address=address: walked(opened(address, allowed)))
        assert not error.retry
        assert "address of the source" in error.sentence
    assert (
        "no folder that the administrator allows"
        in fault(lambda: walked(opened(f"sqlite://{path}"))).sentence
    )
    same = {
        fault(lambda name=name: walked(opened(f"sqlite://{name}", allowed))).sentence
        for name in (outside, tmp_path / "not-there.db")
    }
    assert len(same) == 1


def test_what_is_no_database_or_no_longer_there(engine: SQLiteEngine, tmp_path: Path) -> None:
    folder = engine.path.parent
    (folder / "letter.db").write_text("Dear Ada, " * 500)
    assert (
        "no SQLite database" in fault(lambda: walked(opened(f"sqlite://{folder}/letter.db", folder))).sentence
    )
    (folder / "dir.db").mkdir()
    assert "no file" in fault(lambda: walked(opened(f"sqlite://{folder}/dir.db", folder))).sentence
    half = bytearray(engine.path.read_bytes())
    half[4096:] = b"\xff" * (len(half) - 4096)
    (folder / "half.db").write_bytes(half)
    error = fault(lambda: walked(opened(f"sqlite://{folder}/half.db", folder)))
    assert (error.retry, "damaged" in error.sentence) == (False, True)


def test_missing_table_and_column(engine: SQLiteEngine) -> None:
    error = fault(
        lambda: walked(
            engine.source(data_map({"people": ["id pk", "email =email"], "gone": ["x <people.id"]}))
        )
    )
    assert (error.retry, "“gone”" in error.sentence) == (False, True)
    error = fault(lambda: walked(engine.source(data_map({"people": ["email =email", "nick"]}))))
    assert (error.retry, "“nick”" in error.sentence) == (False, True)


def test_a_writer_may_be_waited_for(engine: SQLiteEngine) -> None:
    with sqlite3.connect(engine.path) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        error = fault(lambda: walked(engine.source(MAP, limits=TimeLimits(lock=1))))
        writer.rollback()
    writer.close()
    assert (error.retry, "writing" in error.sentence) == (True, True)
    assert walked(engine.source(MAP)) == {"people": [(1, "ada@example.org")]}


def test_slow_search_ends_and_may_be_tried_again(engine: SQLiteEngine) -> None:
    engine.execute(
        "CREATE VIEW slow AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT 1 AS id, count(*) AS note FROM n"
    )
    fields = {"people": ["id pk", "email =email"], "slow": ["id <people.id", "note"]}
    error = fault(lambda: walked(engine.source(data_map(fields), limits=TimeLimits(statement=1))))
    assert (error.retry, "too long" in error.sentence) == (True, True)


def test_a_walk_left_in_the_middle_lets_the_file_go(engine: SQLiteEngine) -> None:
    batches = engine.source(MAP).walk([EMAIL])
    next(batches)
    batches.close()
    engine.execute("DROP TABLE people")


def test_the_kind_is_found_by_its_address(engine: SQLiteEngine) -> None:
    address = f"sqlite://{engine.path}"
    source = open_source(
        kind_of(address),
        name="Shop",
        connection=address,
        data_map=read_map(MAP),
        allowed_folders=[str(engine.path.parent)],
    )
    assert source.check()[0].sentence.startswith("Opened the file “shop.db” with SQLite 3.")
    assert walked(source) == {"people": [(1, "ada@example.org")]}
    assert "begins with nothing known" in fault(lambda: kind_of("oracle://x")).sentence
