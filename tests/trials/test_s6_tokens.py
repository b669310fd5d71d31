"""S6: codes, links, sessions and confirmations, used again, late, elsewhere, all at once, after erasure."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Barrier
from typing import Final

import pytest
import time_machine
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from dsar.models import Draft, Submission
from dsar.services import erasing, unconfirmed
from identity.enums import Purpose
from identity.models import Code, Session
from identity.services import codes, links, sessions
from identity.tokens import new_secret
from identity.views import even
from tests.dsar.public.filler import ANSWERS, Filler
from tests.factories.office import a_submission, an_office
from tests.factories.staff import another_controller
from tests.identity.requester import Requester, code_in_mail, wrong
from tests.support.databases import CommittedDatabase
from tests.support.rounds import size
from tests.trials.conftest import figures

#: Rounds of every misuse, and races of a hundred: in full, 10,000 tries and more.
ROUNDS, RACES = size(1, 1, 20), size(1, 4, 96)
AT_ONCE: Final = 25


@dataclass
class Ground:
    """Two requests with their browsers, and a clock that can be moved."""

    one: Requester
    other: Requester
    clock: time_machine.Traveller

    def wait(self, **time_: float) -> None:
        """Let time go by."""
        self.clock.shift(timedelta(**time_))

    @property
    def now(self) -> datetime:
        """The time on the moved clock."""
        return timezone.now()

    def erase(self) -> None:
        """Erase the details of the first request, as its keeping time over would."""
        with transaction.atomic():
            submission = Submission.objects.select_for_update().get(pk=self.one.submission.pk)
            erasing.erase(submission, now=self.now, because="retention")


def entered(someone: Requester, digits: str) -> bool:
    """Whether a code opens the page."""
    return someone.enter(digits).status_code == 302


def code_again(ground: Ground) -> bool:
    code = ground.one.ask_code()
    assert entered(ground.one, code)
    return entered(Requester(ground.one.submission), code)


def code_late(ground: Ground) -> bool:
    code = ground.one.ask_code()
    ground.wait(minutes=codes.MINUTES)
    return entered(ground.one, code)


def code_replaced(ground: Ground) -> bool:
    first = ground.one.ask_code()
    return ground.one.ask_code() != first and entered(ground.one, first)


def code_of_another_request(ground: Ground) -> bool:
    code = ground.one.ask_code()
    ground.other.ask_code()
    return entered(ground.other, code)


def code_of_another_purpose(ground: Ground) -> bool:
    codes.send(ground.one.submission, Purpose.DOWNLOAD, now=ground.now)
    return entered(ground.one, code_in_mail(ground.one.submission, Purpose.DOWNLOAD))


def code_at_a_link_of_nobody(ground: Ground) -> bool:
    code = ground.one.ask_code()
    return ground.one.client.post(f"/r/{new_secret()}/open/", {"digits": code}).status_code == 302


def code_after_five_wrong(ground: Ground) -> bool:
    code = ground.one.ask_code()
    for _ in range(codes.TRIES):
        assert not entered(ground.one, wrong(code))
    return entered(ground.one, code)


def code_after_erasure(ground: Ground) -> bool:
    code = ground.one.ask_code()
    ground.erase()
    return entered(ground.one, code)


def link_late(ground: Ground) -> bool:
    secret = ground.one.link.split("/")[2]
    assert links.find(secret, now=ground.now) is not None
    ground.wait(days=links.LINK_DAYS)
    return links.find(secret, now=ground.now) is not None


def link_after_erasure(ground: Ground) -> bool:
    ground.erase()
    ground.one.client.post(f"{ground.one.link}code/")
    return Code.objects.filter(submission=ground.one.submission, ended_at=None).exists()


def link_with_one_letter_changed(ground: Ground) -> bool:
    secret = ground.one.link.split("/")[2]
    changed = ("A" if secret[0] != "A" else "B") + secret[1:]
    return links.find(changed, now=ground.now) is not None


def page_late(ground: Ground) -> bool:
    ground.one.come_in()
    ground.wait(minutes=31)
    return ground.one.page().status_code == 200


def page_after_signing_out_elsewhere(ground: Ground) -> bool:
    ground.one.come_in()
    second = Requester(ground.one.submission).come_in()
    second.client.post("/r/request/sign-out/")
    return ground.one.page().status_code == 200


def page_after_erasure(ground: Ground) -> bool:
    ground.one.come_in()
    ground.erase()
    return ground.one.page().status_code == 200


def page_with_the_cookie_for_downloads(ground: Ground) -> bool:
    secret = sessions.start(ground.one.submission, Purpose.DOWNLOAD, now=ground.now)
    ground.other.client.cookies["a12_requester"] = secret
    return ground.other.page().status_code == 200


def held(ground: Ground) -> tuple[Draft, str]:
    """A request that waits for its mailbox, and the address in its mail."""
    controller = ground.one.submission.controller
    filler = Filler(controller)
    filler.answer()
    filler.post("check", {"revision": filler.get("check").context["revision"], "website": "x"})
    draft = Draft.objects.latest("created_at")
    return draft, f"/c/{controller.slug}/confirm/{unconfirmed.token_of(draft)}/"


def confirmation_again(ground: Ground) -> bool:
    before, (_draft, address) = Submission.objects.count(), held(ground)
    for _ in range(3):
        Client().post(address, follow=True)
    return Submission.objects.count() != before + 1


def confirmation_late(ground: Ground) -> bool:
    _draft, address = held(ground)
    ground.wait(days=14)
    return Client().post(address).status_code != 404


def confirmation_at_another_controller(ground: Ground) -> bool:
    _draft, address = held(ground)
    return Client().post(address.replace("/alder/", "/birch/")).status_code != 404


def draft_at_another_controller(ground: Ground) -> bool:
    filler = Filler(ground.one.submission.controller)
    filler.answer()
    taken = Client()
    taken.cookies["a12_draft"] = filler.client.cookies["a12_draft"].value
    return taken.get("/c/birch/check/").status_code != 404


def draft_late(ground: Ground) -> bool:
    filler = Filler(ground.one.submission.controller)
    filler.post("rights", ANSWERS["rights"])
    ground.wait(days=1)
    return filler.get("check").status_code != 404


MISUSES: Final[tuple[Callable[[Ground], bool], ...]] = (
    code_again,
    code_late,
    code_replaced,
    code_of_another_request,
    code_of_another_purpose,
    code_at_a_link_of_nobody,
    code_after_five_wrong,
    code_after_erasure,
    link_late,
    link_after_erasure,
    link_with_one_letter_changed,
    page_late,
    page_after_signing_out_elsewhere,
    page_after_erasure,
    page_with_the_cookie_for_downloads,
    confirmation_again,
    confirmation_late,
    confirmation_at_another_controller,
    draft_at_another_controller,
    draft_late,
)


@contextmanager
def ground(number: int) -> Iterator[Ground]:
    """Two fresh requests at addresses of their own; nothing of it is kept."""
    with transaction.atomic():
        with time_machine.travel(timezone.now(), tick=False) as clock:
            rows = [a_submission(email=f"{who}@example.org", now=timezone.now()) for who in ("one", "other")]
            one, other = (Requester(row, address=f"10.9.{number}.{n}") for n, row in enumerate(rows, 1))
            yield Ground(one, other, clock)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_no_misused_token_opens_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(even, "STEP", 0.001)
    an_office(timezone.now())
    another_controller()
    opened = []
    for number, misuse in enumerate(MISUSES * ROUNDS):
        with ground(number % 250) as here:
            opened += [misuse.__name__] if misuse(here) else []
            here.wait(hours=2)
            someone = Requester(here.other.submission, address="10.8.0.1")
            assert entered(someone, someone.ask_code()), f"{misuse.__name__} shuts somebody else out"
    assert opened == []


def test_of_a_hundred_at_once_exactly_one_wins(committed_db: CommittedDatabase) -> None:
    began, wins = time.monotonic(), []
    for number in range(RACES):
        submission = a_submission(now=timezone.now())
        codes.send(submission, Purpose.PAGE, now=timezone.now())
        code = code_in_mail(submission)
        wins.append(len(_race(submission, code)))
        assert Session.objects.count() == number + 1
        assert Code.objects.get(submission=submission).used_at is not None
    figures(
        "S6",
        misuses=len(MISUSES) * ROUNDS,
        races=RACES,
        tries=RACES * AT_ONCE * 4,
        wins=sorted(set(wins)),
        seconds=round(time.monotonic() - began, 1),
    )
    assert wins == [1] * RACES


def _race(submission: Submission, code: str) -> list[str]:
    """A hundred redemptions of one code, four in each of so many threads that begin together."""
    together = Barrier(AT_ONCE)

    def enter(_turn: int) -> list[str]:
        try:
            together.wait()
            return [sessions.open_with(submission, Purpose.PAGE, code, now=timezone.now()) for _ in range(4)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [secret for got in pool.map(enter, range(AT_ONCE)) for secret in got if secret]
