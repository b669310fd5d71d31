"""What Celery calls; each carries an id or nothing, and the rows decide."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from dsar.audit.checkpoint import make_checkpoint
from dsar.services import digest, holder_reminders, job_runner, lateness, reminders, tidying
from dsar.services.complaints import reminders as complaint_reminders
from dsar.services.rounds import go_round


@shared_task(name="dsar.run_job")
def run_job(job_id: str) -> None:
    """Run one job if its row is to be had."""
    job_runner.run(UUID(job_id), clock=timezone.now)


@shared_task(name="dsar.sweep")
def sweep() -> None:
    """Hand out again what lost its worker."""
    job_runner.sweep(clock=timezone.now)


@shared_task(name="dsar.remind")
def remind() -> None:
    """Remind of the dates that come near."""
    works = {
        "cases": reminders.remind,
        "late": lateness.tell,
        "holders": holder_reminders.remind,
        "digest": digest.send,
        "complaints": complaint_reminders.remind,
    }
    go_round(works, timezone.now())


@shared_task(name="dsar.tidy")
def tidy() -> None:
    """Delete what has had its time."""
    tidying.tidy(timezone.now())


@shared_task(name="dsar.checkpoint")
def checkpoint() -> None:
    """Sign the heads of all chains."""
    make_checkpoint(timezone.now())
