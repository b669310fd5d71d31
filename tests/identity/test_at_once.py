"""A hundred tries at the same instant, on a database that commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections
from django.utils import timezone

from identity.enums import Purpose
from identity.models import Code, Session
from identity.services import codes, sessions
from tests.factories.office import a_submission
from tests.identity.requester import code_in_mail
from tests.support.databases import CommittedDatabase


def test_one_of_a_hundred_at_once_wins(committed_db: CommittedDatabase) -> None:
    submission = a_submission(now=timezone.now())
    codes.send(submission, Purpose.PAGE, now=timezone.now())
    code = code_in_mail(submission)
    together = Barrier(25)

    def enter(_turn: int) -> list[str]:
        try:
            together.wait()
            return [sessions.open_with(submission, Purpose.PAGE, code, now=timezone.now()) for _ in range(4)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(25) as pool:
        won = [secret for got in pool.map(enter, range(25)) for secret in got if secret]
    assert len(won) == 1
    assert Session.objects.count() == 1
    assert Code.objects.get().used_at is not None
