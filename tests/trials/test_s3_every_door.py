"""S3, S4, S12: everybody at every address, by GET and POST, against the table; nothing told or written.

A new address is a new line of `every_door.csv`: run it with A12_WRITE=1, and read what changed.
"""

import csv
import hashlib
import io
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from identity.views import even
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase
from tests.trials.conftest import figures
from tests.trials.walls import Walls, build, rows

pytestmark = pytest.mark.slow
TABLE: Final = Path(__file__).with_name("every_door.csv")
METHODS: Final = ("GET", "POST")
#: What looking may add to: the log of who looked, sessions, counted tries, and the cache of sign-ins.
MAY_GROW: Final = {"dsar_event", "dsar_chainhead", "django_session", "dsar_counter", "dsar_cache"}
#: What every answer carries, whoever asks for whatever (static files are whitenoise's).
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
POLICY: Final = (
    *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:"),
    *("connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"),
)


@pytest.fixture
def walls(
    committed_db: CommittedDatabase,
    crm_address: str,
    settings: Any,
    bed: Bed,
    monkeypatch: pytest.MonkeyPatch,
) -> Walls:
    """The office and everybody before it."""
    monkeypatch.setattr(even, "STEP", 0.0001)
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    return build(crm_address)


@contextmanager
def forgotten() -> Iterator[None]:
    """Let what an address does be undone, so that the next finds the office as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def knock(client: Client, method: str, address: str) -> HttpResponse:
    """Ask for an address and undo what it did, in the browser too; what it streams is read."""
    jar = deepcopy(client.cookies)
    with forgotten():
        answer = client.get(address) if method == "GET" else client.post(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
    client.cookies = jar
    return answer


def test_everybody_at_every_door(walls: Walls) -> None:
    began, found, told, bare = time.monotonic(), [], [], []
    number = 0
    for route, pattern in rows():
        for method in METHODS:
            row, there = {"route": route, "method": method}, walls.address(route, pattern)
            for who, client in walls.clients.items():
                answer = knock(client, method, there)
                row[who] = str(answer.status_code)
                bare += [f"{method} {route} as {who}: {each}" for each in lacking(answer)]
                if who in ("stranger", "no role", "other requester") and "<uuid:" in route:
                    told += tells(client, method, missing(walls, route, pattern), answer, f"{route} to {who}")
                number += 1
            row["missing"] = str(
                knock(walls.clients["dpo"], method, missing(walls, route, pattern)).status_code
            )
            found.append(row)
    figures("S3", routes=len(rows()), knocks=number, told=len(told), bare=len(bare), seconds=_since(began))
    table = written(found)
    assert not told, "\n".join(told)
    assert not bare, "\n".join(bare)
    assert not [row for row in found if "500" in row.values()]
    assert table == TABLE.read_text(), "\n".join(differing(found))


def missing(walls: Walls, route: str, pattern: Any) -> str:
    """The address of something that is not there."""
    return walls.address(route, pattern, missing=True)


def tells(client: Client, method: str, nowhere: str, there: HttpResponse, what: str) -> Iterator[str]:
    """Say where what belongs to others looks otherwise than what does not exist."""
    if there.status_code == 302 and "/accounts/login/" in there.headers["Location"]:
        return
    other = knock(client, method, nowhere)
    if (there.status_code, _body(there)) != (other.status_code, _body(other)):
        yield f"{method} {what} tells what exists: {there.status_code}, {other.status_code}"


def _body(answer: HttpResponse) -> bytes:
    """What an answer says, ids and tokens aside."""
    content = b"" if answer.streaming else answer.content
    return re.sub(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|value=\"\w{64}\"", b"-", content)


def lacking(answer: HttpResponse) -> Iterator[str]:
    """Say which header or flag of a cookie an answer lacks."""
    for name, value in HEADERS.items():
        if answer.headers.get(name) != value:
            yield f"{name} is {answer.headers.get(name)}"
    policy = {each.strip() for each in answer.headers.get("Content-Security-Policy", "").split(";")}
    attached = answer.headers.get("Content-Disposition", "").startswith("attachment")
    yield from (f"no {each}" for each in POLICY[: 1 if attached else None] if each not in policy)
    if (
        "no-store" not in answer.headers.get("Cache-Control", "")
        and "css" not in answer.headers["Content-Type"]
    ):
        yield f"may be kept: {answer.headers.get('Cache-Control')}"
    for name, cookie in answer.cookies.items():
        if cookie.value and not (cookie["httponly"] and cookie["samesite"] == "Lax"):
            yield f"cookie {name} is not closed to scripts"


def test_no_look_writes_and_no_post_goes_without_its_token(walls: Walls) -> None:
    began, wrote, through = time.monotonic(), [], []
    for who in ("dpo", "manager", "requester"):
        client = walls.clients[who]
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies
        with forgotten():
            before = tables()
            for route, pattern in rows():
                for ask in (client.get, client.head, client.options)[: 3 if who == "dpo" else 1]:
                    ask(walls.address(route, pattern))
            after = tables()
        wrote += [f"{who}: {name}" for name in before if before[name] != after[name] and name not in MAY_GROW]
        for route, pattern in rows():
            with forgotten():
                status = strict.post(walls.address(route, pattern)).status_code
            through += [f"{who} at {route}: {status}"] if status != 403 else []
    figures("S4", routes=len(rows()), wrote=len(wrote), through=len(through), seconds=_since(began))
    assert wrote == []
    assert not [each for each in through if not each.endswith(": 405")], through


def tables() -> dict[str, str]:
    """What stands in every table, as a digest of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')
            lines = "\n".join(line for (line,) in cursor.fetchall())
            found[name] = hashlib.sha256(lines.encode()).hexdigest()
    return found


def written(found: list[dict[str, str]]) -> str:
    """The table as it is committed; written anew where A12_WRITE asks for it, to be read before it is."""
    out = io.StringIO()
    table = csv.DictWriter(out, list(found[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(found)
    if os.environ.get("A12_WRITE"):
        TABLE.write_text(out.getvalue())
    return out.getvalue()


def differing(found: list[dict[str, str]]) -> Iterator[str]:
    """The lines that are not as the table has them."""
    kept = set(TABLE.read_text().splitlines())
    return (line for line in written(found).splitlines() if line not in kept)


def _since(began: float) -> float:
    return round(time.monotonic() - began, 1)
