"""What Celery calls; each carries an id or nothing, and the rows decide."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from dsar.services import job_runner


@shared_task(name="dsar.run_job")
def run_job(job_id: str) -> None:
    """Run one job if its row is to be had."""
    job_runner.run(UUID(job_id), clock=timezone.now)


@shared_task(name="dsar.sweep")
def sweep() -> None:
    """Hand out again what lost its worker."""
    job_runner.sweep(clock=timezone.now)
