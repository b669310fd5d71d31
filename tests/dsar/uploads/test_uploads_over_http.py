"""Uploads through the real web server: too large, too slow, broken off; it answers, and keeps nothing."""

import http.client
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dsar.forms.uploads import MAX_DRAINED, TOO_LARGE
from tests.support.processes import Process

HEAD = (
    b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nAda\r\n'
    b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
)
TAIL = b"\r\n--x--\r\n"


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Server:
    """gunicorn with the echo of uploads."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.files_root = folder / "files"
        command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--bind", f"127.0.0.1:{self.port}"]
        environ = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "FILES_ROOT": str(self.files_root),
        }
        self.process = Process([*command, "tests.dsar.uploads.echo:application"], environ, folder / "log")

    def answers(self) -> bool:
        try:
            return self.post(b"", 0)[0] == 200
        except OSError:
            return False

    def post(self, body: bytes, length: int | None = None) -> tuple[int, dict[str, object]]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            headers = {
                "Content-Type": "multipart/form-data; boundary=x",
                "Content-Length": str(len(body) if length is None else length),
            }
            line.request("POST", "/", body, headers)
            answer = line.getresponse()
            return answer.status, json.loads(answer.read())

    def left(self) -> list[Path]:
        return [path for path in self.files_root.rglob("*") if path.is_file()]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The server, started and stopped."""
    server = Server(tmp_path)
    server.process.start()
    try:
        server.process.wait_for(server.answers)
        yield server
    finally:
        server.process.stop()


def test_a_large_body_gets_an_answer_and_not_a_reset(server: Server) -> None:
    for size in (26_000_000, 31_000_000, 60_000_000):
        status, answer = server.post(HEAD + bytes(size) + TAIL)
        assert (status, answer["name"]) == (200, "Ada")
        assert answer["files"] == [["a.txt", 0, str(TOO_LARGE)]]
        assert answer["open"] == 0
    assert server.post(HEAD + b"x" + TAIL)[1]["files"] == [["a.txt", 1, ""]]
    assert server.left() == []


def test_a_body_beyond_reading_is_refused_at_once(server: Server) -> None:
    began = time.monotonic()
    status, answer = server.post(HEAD, MAX_DRAINED + 1)
    assert (status, answer["error"]) == (400, "RequestDataTooBig")
    assert time.monotonic() - began < 5


def test_an_upload_broken_off_and_a_slow_one(server: Server) -> None:
    start = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    with closing(socket.create_connection(("127.0.0.1", server.port))) as line:
        line.sendall(start + b"Content-Length: 9000000\r\n\r\n" + HEAD + bytes(3_000_000))
    body = HEAD + b"slow" * 10 + TAIL
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=30)) as line:
        line.sendall(start + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body))
        for at in range(0, len(body), 20):
            line.sendall(body[at : at + 20])
            time.sleep(0.02)
        assert b'["a.txt", 40, ""]' in b"".join(iter(lambda: line.recv(65536), b""))
    status, answer = server.post(HEAD + b"x" + TAIL)
    assert (status, answer["open"]) == (200, 0)
    assert server.left() == []


def test_a_kill_in_the_middle_leaves_no_file(server: Server) -> None:
    start = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    with closing(socket.create_connection(("127.0.0.1", server.port))) as line:
        line.sendall(start + b"Content-Length: 9000000\r\n\r\n" + HEAD + bytes(6_000_000))
        time.sleep(0.5)
        server.process.kill9()
    assert server.left() == []
    assert (server.files_root / "spool").is_dir()
