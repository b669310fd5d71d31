"""The servers that the trial brings along: on sockets, durable, and whole after a crash."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import APP, OWNER, Postgres, Redis
from config.embedded.places import socket_folder

PASSWORDS = {"postgres": "p'1", OWNER: "o/2 ?", APP: "a@3"}


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="a12-embedded-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


def test_postgres_keeps_its_data_through_a_kill_and_listens_on_no_port(folder: Path) -> None:
    server = Postgres(folder / "pg", folder / "s", PASSWORDS)
    server.start()
    try:
        server.ensure_role(OWNER)
        server.ensure_role(APP)
        assert server.ensure_database("article12", OWNER)
        assert not server.ensure_database("article12", OWNER)
        server.grant_application("article12")
        with psycopg.connect(server.url(OWNER, "article12"), autocommit=True) as owner:
            owner.execute("CREATE TABLE kept (id serial)")
        with psycopg.connect(server.url(APP, "article12"), autocommit=True) as app:
            app.execute("INSERT INTO kept DEFAULT VALUES")
            assert app.execute("SHOW fsync").fetchone() == ("on",)
            assert app.execute("SHOW listen_addresses").fetchone() == ("",)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute("DROP TABLE kept")
        server.kill()
        assert server.pid() is None
        server.start()
        with psycopg.connect(server.url(APP, "article12")) as app:
            assert app.execute("SELECT count(*) FROM kept").fetchone() == (1,)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(server.url(APP, "article12").replace("a%403", "wrong"))
    finally:
        server.stop()
    assert server.pid() is None


def test_redis_answers_on_its_socket_and_goes(folder: Path) -> None:
    server = Redis(folder / "redis")
    assert not server.answers()
    server.start()
    assert server.answers()
    server.start()
    server.stop()
    assert not server.answers()
    assert server.pid() is None


def test_a_deep_folder_gets_a_short_socket(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 90)
    assert len(str(socket_folder(deep))) < 60
    assert socket_folder(Path("/run/short")) == Path("/run/short")
