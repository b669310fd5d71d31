"""A kept connection: trusted for a moment, asked when it was idle, and given up at once when it ended."""

from time import monotonic

import psycopg
import pytest
from django.db import connection, connections
from django.db.backends.postgresql import base

from config.database.base import TRUSTED_SECONDS
from tests.support.databases import CommittedDatabase


@pytest.fixture
def asked(committed_db: CommittedDatabase, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What the server answered each time that it was asked, on a connection that stands."""
    answers: list[bool] = []
    really = base.DatabaseWrapper.is_usable

    def ask(wrapper: base.DatabaseWrapper) -> bool:
        answers.append(bool(really(wrapper)))
        return answers[-1]

    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", ask)
    connection.ensure_connection()
    monkeypatch.setattr(connections["default"], "_answered_at", float("-inf"))
    return answers


def test_requests_that_follow_each_other_do_not_ask_again(asked: list[bool]) -> None:
    assert [connection.is_usable() for _ in range(5)] == [True] * 5
    assert asked == [True]


def test_a_connection_that_was_idle_is_asked(asked: list[bool], monkeypatch: pytest.MonkeyPatch) -> None:
    assert connection.is_usable()
    monkeypatch.setattr(connections["default"], "_answered_at", monotonic() - TRUSTED_SECONDS)
    assert connection.is_usable()
    assert asked == [True, True]


def test_a_connection_that_the_server_ended_is_never_trusted(
    asked: list[bool], committed_db: CommittedDatabase
) -> None:
    assert connection.is_usable()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with psycopg.connect(committed_db.superuser_url, autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid]).fetchone() == (True,)
    assert not connection.is_usable()
    assert asked == [True, False]


def test_after_an_error_the_server_is_asked(asked: list[bool]) -> None:
    assert connection.is_usable()
    connection.errors_occurred = True
    try:
        assert connection.is_usable()
    finally:
        connection.errors_occurred = False
    assert asked == [True, True]
