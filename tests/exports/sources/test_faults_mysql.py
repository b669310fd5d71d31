"""What goes wrong with MariaDB is said in plain words, with whether to try again, and without any secret."""

from __future__ import annotations

import sys
import threading

import pytest

from exports.datamap import read_map
from exports.sources import kind_of, kinds, open_source
from exports.sources.base import SourceError
from exports.sources.mysql import MySQL
from exports.sources.sql.limits import TimeLimits
from exports.sources.sql.source import SQLSource
from tests.exports.sources.engines import MariaDBEngine
from tests.exports.sources.faults import fault
from tests.exports.sources.maps import EMAIL, data_map, walked
from tests.support.mariadb import READER, MariaDBDatabase

MAP = data_map({"people": ["id pk", "email =email"], "orders": ["id pk", "person_id <people.id", "note"]})


@pytest.fixture
def shop(mariadb_database: MariaDBDatabase) -> MariaDBEngine:
    """One person with 5,000 orders."""
    engine = MariaDBEngine(mariadb_database)
    engine.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email varchar(90))",
        "CREATE TABLE orders (id int PRIMARY KEY, person_id int, note text)",
        "INSERT INTO people VALUES (1, 'ada@example.org')",
        "INSERT INTO orders SELECT seq, 1, concat(repeat('n', 900), seq) FROM seq_1_to_5000",
    )
    return engine


def test_session_killed_in_the_middle(shop: MariaDBEngine) -> None:
    batches = shop.source(MAP).walk([EMAIL])
    assert next(batches).rows == [(1, "ada@example.org")]
    next(batches)
    # One session, not the role's: tests beside this one read with the same role.
    ((session,),) = shop.execute(
        f"SELECT ID FROM information_schema.PROCESSLIST"
        f" WHERE DB = '{shop.database.name}' AND USER = '{READER}'"
    )
    shop.execute(f"KILL {session}")
    error = fault(lambda: list(batches))
    assert error.retry
    assert error.sentence.startswith("Table “orders”: ")
    assert len(walked(shop.source(MAP))["orders"]) == 5000


def test_a_walk_left_in_the_middle_leaves_no_session(
    shop: MariaDBEngine, capfd: pytest.CaptureFixture[str]
) -> None:
    batches = shop.source(MAP).walk([EMAIL])
    next(batches)
    next(batches)
    sessions = (
        f"SELECT count(*) FROM information_schema.PROCESSLIST"
        f" WHERE DB = '{shop.database.name}' AND USER = '{READER}'"
    )
    assert shop.execute(sessions) == [(1,)]
    batches.close()
    for _ in range(100):
        if shop.execute(sessions) == [(0,)]:
            break
        threading.Event().wait(0.05)
    assert shop.execute(sessions) == [(0,)]
    assert capfd.readouterr().err == ""


def test_the_session_can_change_nothing(mariadb_database: MariaDBDatabase) -> None:
    mariadb_database.execute(
        "CREATE TABLE people (id int PRIMARY KEY, email varchar(90))",
        "INSERT INTO people VALUES (1, 'ada@example.org')",
        "CREATE FUNCTION meddle() RETURNS int MODIFIES SQL DATA"
        " BEGIN INSERT INTO people VALUES (9, ''); RETURN 1; END",
        "CREATE VIEW trap AS SELECT id, meddle() AS note FROM people",
    )
    source = MariaDBEngine(mariadb_database).source(
        data_map({"people": ["id pk", "email =email"], "trap": ["id <people.id", "note"]})
    )
    assert not fault(lambda: walked(source)).retry
    assert mariadb_database.execute("SELECT count(*) FROM people") == [(1,)]


def test_slow_statement_ends_and_may_be_tried_again(shop: MariaDBEngine) -> None:
    shop.execute("CREATE VIEW slow AS SELECT 1 AS id, sleep(9) AS note")
    fields = {"people": ["id pk", "email =email"], "slow": ["id <people.id", "note"]}
    error = fault(lambda: walked(shop.source(data_map(fields), limits=TimeLimits(statement=1))))
    assert error.retry
    assert "in time" in error.sentence


def test_locked_table_may_be_tried_again(shop: MariaDBEngine) -> None:
    with shop.database.server.connect(shop.database.name) as other:
        other.cursor().execute("LOCK TABLES orders WRITE")
        error = fault(lambda: walked(shop.source(MAP, limits=TimeLimits(lock=1))))
    assert error.retry
    assert "lock" in error.sentence


def test_missing_table_and_column_and_right(shop: MariaDBEngine) -> None:
    error = fault(
        lambda: walked(shop.source(data_map({"people": ["id pk", "email =email"], "gone": ["x <people.id"]})))
    )
    assert (error.retry, "“gone”" in error.sentence) == (False, True)
    error = fault(lambda: walked(shop.source(data_map({"people": ["email =email", "nickname"]}))))
    assert (error.retry, "“nickname”" in error.sentence) == (False, True)


def test_a_role_that_could_change_data_is_noticed(shop: MariaDBEngine) -> None:
    assert shop.source(MAP).check()[1].sentence == "This user can read and change nothing."
    shop.execute(f"GRANT UPDATE ON orders TO {READER}@'localhost'")
    found = shop.source(MAP).check()
    assert found[0].sentence.startswith("Connected to MariaDB 1")
    assert [finding.sentence for finding in found if "could change" in finding.sentence]


@pytest.mark.parametrize(
    ("change", "says", "retry"),
    [
        ((READER, "nobody_here"), "user name or the password", False),
        (("localhost/", "localhost/no_such_"), "no database", False),
        (("unix_socket=", "unix_socket=/nowhere"), "not on the list", False),
        (("?", "?read_default_file=/etc/passwd&"), "“read_default_file”", False),
        (("?", "?local_infile=1&"), "“local_infile”", False),
        (("mysql://", "mysql:///"), "no host", False),
    ],
)
def test_unusable_addresses(shop: MariaDBEngine, change: tuple[str, str], says: str, retry: bool) -> None:
    address = shop.database.url.replace(*change, 1)
    if change[0] == "mysql://":
        address = "mysql:///shop"
    source = SQLSource("Shop", MySQL(address, [str(shop.database.server.socket)]), read_map(MAP))
    error = fault(lambda: walked(source))
    assert says in error.sentence
    assert error.retry is retry
    assert [finding.ok for finding in source.check()] == [False]
    assert shop.database.server.secret not in source.check()[0].sentence + repr(source)


def test_by_its_port_only_when_the_host_is_listed(shop: MariaDBEngine) -> None:
    refused = SQLSource("Shop", MySQL(shop.database.tcp_url), read_map(MAP))
    assert "list of allowed hosts" in fault(lambda: walked(refused)).sentence
    kind = kind_of(shop.database.tcp_url)
    listed = open_source(
        kind,
        name="Shop",
        connection=shop.database.tcp_url,
        data_map=read_map(MAP),
        allowed_hosts=["127.0.0.1"],
    )
    assert len(walked(listed)["orders"]) == 5000
    away = SQLSource("Shop", MySQL("mysql://a:b@127.0.0.1:1/shop", ["127.0.0.1"]), read_map(MAP))
    assert fault(lambda: walked(away)).retry


@pytest.mark.slow
def test_a_text_of_50_megabytes_comes_whole(mariadb_database: MariaDBDatabase) -> None:
    mariadb_database.execute(
        "CREATE TABLE notes (email varchar(90), body longtext)",
        "INSERT INTO notes VALUES ('ada@example.org', repeat('long ', 10000000))",
    )
    source = MariaDBEngine(mariadb_database).source(data_map({"notes": ["email =email", "body"]}))
    assert walked(source)["notes"] == [("ada@example.org", "long " * 10_000_000)]


def test_without_its_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pymysql", None)
    kinds.cache_clear()
    assert "mysql" in kinds()
    with pytest.raises(SourceError, match="need a driver") as caught:
        open_source("mysql", name="Shop", connection="mysql://a:b@h/c", data_map=read_map(MAP))
    assert not caught.value.retry
