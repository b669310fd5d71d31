"""Many visitors at once, cheaply: raw sockets that are kept open, one thread for each; run as a process.

Reads one JSON object from standard input: ``port``, ``connections``, and either ``posts`` (a list of
[path, cookies, body], each posted once) or ``forms`` (how many whole forms to walk through, with ``slug``).
Prints one JSON object: the seconds it took, its own processor seconds, and the answers.
"""

import hashlib
import json
import re
import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

CSRF = "benchmarkbenchmarkbenchmarkbench"
#: What is typed on each page of the form; the last look comes after them.
PAGES = {
    "rights": "rights=access",
    "details": "name=Sofia+Lindqvist&email={0}%40example.org&phone=&address={0}+Lantern+Row",
    "relation": "relation=customer",
    "about": "scope=everything&which=&since=&until=",
    "help": "finding=&adjustments=",
    "files": "continue=1",
}


class Line:
    """One connection to the server, kept open; it knows the cookie of its draft."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket = socket.create_connection(("127.0.0.1", port))
        self.draft = ""

    def ask(self, path: str, body: str | None = None) -> tuple[int, str, bytes]:
        """Send one request; answers status, headers and body, over a new connection when it was closed."""
        text = "" if body is None else f"csrfmiddlewaretoken={CSRF}&{body}"
        head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        head += f"X-Forwarded-For: {self._address()}\r\n"
        head += f"Cookie: csrftoken={CSRF}; a12_draft={self.draft}\r\n"
        if body is not None:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(text)}\r\n"
        self._socket.sendall(f"{head}\r\n{text}".encode())
        status, headers, answer = self._read()
        if found := re.search(r"a12_draft=([^;]+);", headers):
            self.draft = found.group(1)
        if "connection: close" in headers.lower():
            self._socket.close()
            self._socket = socket.create_connection(("127.0.0.1", self._port))
        return status, headers, answer

    def _address(self) -> str:
        """Return whence a visitor calls: one place for each draft, as the proxy in front tells it."""
        place = hashlib.sha256(self.draft.encode()).digest()
        return f"10.{place[0]}.{place[1]}.{place[2]}"

    def _read(self) -> tuple[int, str, bytes]:
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._more()
        head, _, body = received.partition(b"\r\n\r\n")
        headers = head.decode("latin-1")
        length = re.search(r"content-length: (\d+)", headers, re.IGNORECASE)
        while len(body) < (int(length.group(1)) if length else 0):
            body += self._more()
        return int(headers.split(" ", 2)[1]), headers, body

    def _more(self) -> bytes:
        part = self._socket.recv(65536)
        if not part:
            raise ConnectionError("the server closed the connection within an answer")
        return part


def post_one(line: Line, post: list[str]) -> str:
    """Post one prepared request; answers the status and where it leads."""
    path, line.draft, body = post
    status, headers, _ = line.ask(path, body)
    leads = re.search(r"\r\nlocation: (\S+)", headers, re.IGNORECASE)
    return f"{status} {leads.group(1) if leads else ''}".strip()


def walk(line: Line, slug: str) -> str:
    """Fill in the whole form page by page, as one person does; answers the token of the draft."""
    line.draft, who = "", secrets.token_hex(8)
    for page, answers in PAGES.items():
        line.ask(f"/c/{slug}/{page}/")
        line.ask(f"/c/{slug}/{page}/", answers.format(who))
    _, _, look = line.ask(f"/c/{slug}/check/")
    revision = re.search(rb'name="revision" value="(\d+)"', look)
    line.ask(f"/c/{slug}/check/", f"revision={revision.group(1).decode() if revision else ''}")
    status, _, _ = line.ask(f"/c/{slug}/sent/")
    return line.draft if status == 200 else f"{status}"


def _work(line: Line, todo: Iterator[Any], do: Callable[[Line, Any], str], done: list[str]) -> None:
    done.extend(do(line, each) for each in todo)


def main() -> None:
    """Do what standard input says with so many connections at once."""
    order = json.load(sys.stdin)
    lines = [Line(order["port"]) for _ in range(order["connections"])]
    walks = "forms" in order
    todo = [order["slug"]] * order["forms"] if walks else order["posts"]
    do: Callable[[Line, Any], str] = walk if walks else post_one
    results: list[list[str]] = [[] for _ in lines]
    threads = [
        threading.Thread(target=_work, args=(line, iter(todo[n :: len(lines)]), do, results[n]))
        for n, line in enumerate(lines)
    ]
    begun, processor = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds, processor = time.perf_counter() - begun, time.process_time() - processor
    answers = [""] * len(todo)
    for n, result in enumerate(results):
        answers[n :: len(lines)] = result
    sys.stdout.write(json.dumps({"seconds": seconds, "processor": processor, "answers": answers}))


if __name__ == "__main__":
    main()
