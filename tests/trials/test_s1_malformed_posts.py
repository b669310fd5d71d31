"""S1: malformed posts to every address of the public side; nothing breaks, shows, grows or stays half."""

import random
import re
import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import LazySettings
from django.db import connections
from django.utils import timezone

from dsar.models import Case, Delivery, Draft, Submission
from dsar.services import drafts
from dsar.services.doctor import examine
from tests.dsar.public.filler import ANSWERS
from tests.factories.office import an_office
from tests.support.databases import CommittedDatabase
from tests.support.rounds import size
from tests.trials.conftest import figures
from tests.trials.doors import TRACES, Caller, Door, door
from tests.trials.malformed import URLENCODED, Post, large_post, paths, some_post

POSTS = size(200, 2_000, 100_000)
AT_ONCE, EACH = 5, 40
GROWTH = 50 * 1024 * 1024


class Browser:
    """Somebody who fills in the form, or not, and then posts what no form sends."""

    def __init__(self, at: Door, slug: str, dice: random.Random, seen: Counter[str]) -> None:
        self.at, self.root, self.slug, self.dice, self.seen = at, f"/c/{slug}/", slug, dice, seen
        self.caller = Caller(at.host, f"192.0.2.{dice.randrange(1, 250)}")
        self.caller.get(f"{self.root}rights/")

    def fill_in(self) -> None:
        """Answer every page as it should be."""
        for page, answers in ANSWERS.items():
            body = urlencode(answers, doseq=True).encode()
            assert self.caller.post(f"{self.root}{page}/", body, URLENCODED)[0] == 302, page

    def send(self) -> None:
        """Send what stands there now, if it may be sent."""
        _status, _headers, page = self.caller.get(f"{self.root}check/")
        if revision := re.search(rb'name="revision" value="(\d+)"', page):
            self.caller.post(f"{self.root}check/", b"revision=" + revision[1], URLENCODED)

    def put(self, post: Post) -> None:
        """Post it, and look at the answer."""
        if post.lacks:
            status, page = _cut(self.at.host, post), b""
        else:
            status, _headers, page = self.caller.post(post.path, post.body, post.kind, token=post.token)
        self.seen[f"{status // 100}xx"] += 1
        assert status < 500, (status, post, page, self.at.log()[-3000:])
        assert not [trace for trace in TRACES if trace in page], post


def _cut(host: str, post: Post) -> int:
    """Announce more than comes, and end the sending; the status of the answer, 0 when there is none."""
    head = f"POST {post.path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {URLENCODED}\r\n"
    head += f"Content-Length: {len(post.body) + post.lacks}\r\n\r\n"
    name, _colon, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=30) as line:
        line.sendall(head.encode() + post.body)
        line.shutdown(socket.SHUT_WR)
        try:
            first = line.makefile("rb").readline()
        except ConnectionError:
            return 0
    return int(first.split()[1]) if first.startswith(b"HTTP/") else 0


def _turn(at: Door, slug: str, seed: int) -> Counter[str]:
    """One browser with its share of posts, now and then a large one; what the answers were."""
    dice, addresses, seen = random.Random(seed), paths(slug), Counter[str]()
    browser = Browser(at, slug, dice, seen)
    if seed % 2:
        browser.fill_in()
    for number in range(EACH):
        large = number == 0 and seed % 5 == 0
        browser.put(large_post(dice, addresses) if large else some_post(dice, slug, addresses))
    browser.send()
    if seed % 2:  # whatever was made of the form, somebody can still fill it in and send it
        browser.fill_in()
        browser.send()
    browser.caller.close()
    return seen


def _posted(at: Door, slug: str, turns: range) -> Counter[str]:
    """Take so many turns, a few at once; what the answers were."""
    seen: Counter[str] = Counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(_turn, at, slug, number) for number in turns]:
            seen += done.result()
    return seen


def test_malformed_posts_break_nothing(
    committed_db: CommittedDatabase,
    tmp_path: Path,
    settings: LazySettings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    slug = an_office(timezone.now()).slug
    turns, began = POSTS // EACH, time.monotonic()
    with door(committed_db, tmp_path, settings, caplog) as at:
        warm = max(turns // 5, 2)
        seen = _posted(at, slug, range(warm))
        before = at.memory()
        seen += _posted(at, slug, range(warm, turns))
        grown = at.memory() - before
        broken = [words for words in ("Internal Server Error", "Error handling request") if words in at.log()]
        assert not broken, at.log()[-4000:]
    seconds = time.monotonic() - began
    figures(
        "S1",
        posts=sum(seen.values()),
        **dict(sorted(seen.items())),
        submissions=Submission.objects.count(),
        drafts=Draft.objects.count(),
        grown_mb=round(grown / 1e6, 1),
        seconds=round(seconds, 1),
    )
    assert grown < GROWTH
    assert seen["2xx"] > POSTS / 10
    assert seen["3xx"] > POSTS / 20
    _nothing_is_half(turns)


def _nothing_is_half(turns: int) -> None:
    """Each request has its person, its case and its acknowledgement, and each draft still opens."""
    now = timezone.now()
    submissions = Submission.objects.count()
    assert submissions > 0
    assert submissions <= turns * 2
    for submission in Submission.objects.select_related("person"):
        assert submission.person.open("name").strip()
        assert Case.objects.filter(submission=submission).exists()
        assert Delivery.objects.filter(submission=submission, kind="acknowledgement").count() == 1
    for draft in Draft.objects.all():
        drafts.read(draft)
    assert list(examine(now + timedelta(seconds=1), strict=True)) == []
    connections.close_all()
