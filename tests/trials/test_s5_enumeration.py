"""S5: what exists and what does not look and take alike: a link, asking for a code, a code, signing in."""

import random
import re
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from statistics import median
from typing import Final

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from dsar.enums import Role
from dsar.spokes import link_for
from identity.tokens import new_secret
from tests.factories.office import a_submission, an_office, staff
from tests.support.databases import CommittedDatabase
from tests.support.rounds import TRIALS, size
from tests.trials.conftest import figures
from tests.trials.gaps import gap, own_gap, told_apart

ROUNDS: Final = size(1, 3, 3)
#: Pairs of one round at each door: 20, 200 and 5,000 in all. A password takes long to try, so fewer of these.
PAIRS: Final = size(6, 20, 500)
PASSWORDS: Final = size(2, 6, 167)
#: Tries that a link is good for before it is asked to wait, for each of what is tried.
TRIES: Final = 9
_numbers = count(1)


def somebody() -> Client:
    """A browser at an address of its own, so that nobody is asked to wait."""
    number = next(_numbers)
    return Client(REMOTE_ADDR=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")


def page(secret: str) -> HttpResponse:
    """Look at a link."""
    return somebody().get(f"/r/{secret}/")


def ask(secret: str) -> HttpResponse:
    """Ask for a code at a link."""
    return somebody().post(f"/r/{secret}/code/")


def code(secret: str) -> HttpResponse:
    """Enter a wrong code at a link."""
    return somebody().post(f"/r/{secret}/open/", {"digits": "00000000"})


def login(mailbox: str) -> HttpResponse:
    """Sign in as somebody with a wrong password."""
    posted = {"login": mailbox, "password": "a wrong password, and long"}
    return somebody().post("/accounts/login/", posted)


@dataclass
class Cases:
    """What exists, and as many that do not and read the same otherwise."""

    known: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def links() -> Cases:
    """Links of requests, each good for some tries, and links that nobody has."""
    cases = Cases()
    for _ in range(ROUNDS * PAIRS // TRIES + 1):
        secret = link_for(a_submission(now=timezone.now()), timezone.now()).rstrip("/").rpartition("/")[2]
        cases.known.append(secret)
        cases.unknown.append(new_secret())
        assert len(secret) == len(cases.unknown[-1])
    return cases


def accounts() -> Cases:
    """The mailboxes of staff, and others that differ in one letter."""
    known = [staff(role).email for role in (Role.CASEWORKER, Role.DPO, Role.MANAGER, Role.AUDITOR)]
    return Cases(known, [f"q{mailbox[1:]}" for mailbox in known])


@dataclass(frozen=True)
class Knock:
    """How one door is tried: how, at what, how often in a round, how many at once."""

    at: Callable[[str], HttpResponse]
    cases: Callable[[], Cases]
    pairs: int = PAIRS
    at_once: int = 1


DOORS: Final[dict[str, Knock]] = {
    "page": Knock(page, links),
    "ask": Knock(ask, links, at_once=6),
    "code": Knock(code, links, at_once=6),
    "login": Knock(login, accounts, pairs=PASSWORDS),
}


def shape(answer: HttpResponse, secret: str) -> tuple[object, ...]:
    """All that an onlooker sees of an answer, what they sent and the tokens of the page itself aside."""
    body = answer.content.decode().replace(secret, "-")
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)
    headers = {name: len(value) for name, value in answer.headers.items()}
    cookies = {name: len(morsel.OutputString()) for name, morsel in answer.cookies.items()}
    return answer.status_code, headers, cookies, body, len(answer.content)


@dataclass
class Measured:
    """How long each of the two took in one round, and how many pairs did not look alike."""

    known: list[float] = field(default_factory=list)
    unknown: list[float] = field(default_factory=list)
    differ: int = 0


def one_round(knock: Knock, cases: Cases, dice: random.Random, begin: int) -> Measured:
    """Try both so many times in an order by chance, several at once where answers wait for their step."""
    measured = Measured()

    def pair(number: int) -> None:
        sides, shapes = ["known", "unknown"], []
        dice.shuffle(sides)
        for side in sides:
            secrets: list[str] = getattr(cases, side)
            secret = secrets[(begin + number) % len(secrets)]
            began = time.perf_counter()
            answer = knock.at(secret)
            getattr(measured, side).append(time.perf_counter() - began)
            shapes.append(shape(answer, secret))
        measured.differ += shapes[0] != shapes[1]
        if knock.at_once > 1:
            connections.close_all()

    if knock.at_once == 1:
        for number in range(knock.pairs):
            pair(number)
    else:
        with ThreadPoolExecutor(knock.at_once) as pool:
            list(pool.map(pair, range(knock.pairs)))
    return measured


@pytest.mark.parametrize("door", DOORS)
def test_nobody_learns_what_exists(door: str, committed_db: CommittedDatabase) -> None:
    an_office(timezone.now())
    knock, dice, began = DOORS[door], random.Random(door), time.monotonic()
    cases = knock.cases()
    for warm in (cases.known[0], cases.unknown[0]):
        knock.at(warm)
    rounds = [one_round(knock, cases, dice, begin=1 + turn * knock.pairs) for turn in range(ROUNDS)]
    figures(
        "S5",
        door=door,
        pairs=sum(len(each.known) for each in rounds),
        differ=sum(each.differ for each in rounds),
        median_ms=round(median(rounds[0].known) * 1000, 2),
        gaps_ms=[round(gap(each.known, each.unknown) * 1000, 2) for each in rounds],
        own_gaps_ms=[
            round(max(own_gap(each.known, dice), own_gap(each.unknown, dice)) * 1000, 2) for each in rounds
        ],
        seconds=round(time.monotonic() - began, 1),
    )
    assert [each.differ for each in rounds] == [0] * ROUNDS, "the answers differ"
    if TRIALS:  # beside other tests no clock can be believed
        apart = [told_apart(each.known, each.unknown, dice) for each in rounds]
        assert apart == [False] * ROUNDS


def test_a_clock_that_tells_two_cases_apart_is_seen() -> None:
    dice = random.Random(5)
    quick = [dice.gauss(0.010, 0.001) for _ in range(60)]
    alike = [dice.gauss(0.010, 0.001) for _ in range(60)]
    slower = [each + 0.003 for each in alike]
    assert not told_apart(quick, alike, dice)
    assert told_apart(quick, slower, dice)
