"""R4: two beats, two sweepers, four workers; each reminder is written once and sent once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

from django.db import connections

from dsar.enums import DeliveryKind, DeliveryState
from dsar.models import Case, Delivery
from dsar.services import job_runner
from dsar.services.doctor import examine
from dsar.services.reminders import due_of, remind
from tests.factories.office import NOW, a_case, an_office
from tests.support.mail import MailServer
from tests.support.processes import BeatFactory, WorkerFactory
from tests.support.rounds import size
from tests.trials.conftest import figures, until

CASES = size(3, 12, 60)
DAYS = 32


def at_once(times: int, work: Callable[[], object]) -> None:
    """Do the same in several threads at the same time, each with a connection of its own."""

    def one() -> None:
        try:
            work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as threads:
        for done in [threads.submit(one) for _ in range(times)]:
            done.result()


def expected(cases: list[Case], days: list[datetime]) -> set[str]:
    """What one careful person would have written: each rung of each date once."""
    return {due.about for case in cases for day in days for due in due_of(case, day.date())}


def test_each_reminder_once(
    smtp_server: MailServer, celery_worker_process: WorkerFactory, celery_beat_process: BeatFactory
) -> None:
    controller = an_office()
    cases = [a_case(controller=controller) for _ in range(CASES)]
    days = [NOW + timedelta(days=number) for number in range(DAYS)]
    for _ in range(2):
        celery_worker_process(concurrency=2, EMAIL_URL=smtp_server.url)
        celery_beat_process(EMAIL_URL=smtp_server.url)
    for day in days:
        at_once(4, lambda day=day: remind(day))
        if day.day % 5 == 0:
            at_once(2, lambda day=day: job_runner.sweep(clock=lambda: day))
    reminders = Delivery.objects.filter(kind=DeliveryKind.REMINDER)
    assert set(reminders.values_list("about", flat=True)) == expected(cases, days)
    took = until(lambda: not Delivery.objects.exclude(state=DeliveryState.SENT).exists(), 120)
    sent = Counter(str(message["Message-ID"]) for message in smtp_server.messages)
    figures(
        "R4",
        cases=CASES,
        days=DAYS,
        reminders=reminders.count(),
        sent=sum(sent.values()),
        until_sent_s=round(took, 1),
    )
    assert set(sent) == set(Delivery.objects.values_list("message_id", flat=True))
    assert max(sent.values()) == 1
    assert list(examine(NOW, strict=False)) == []
