"""Celery: it carries ids of rows, never facts; the rows decide what is done, once, and by whom.

The broker may vanish at any time. Redis gives a killed worker's task out again only after the visibility
timeout, so that stays long and the lease in our own row decides (docs/architecture.md, pillar 2).
"""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

JOB_HARD_SECONDS = 3600
JOB_SOFT_SECONDS = 3500


def broker_url(redis_url: str) -> str:
    """Answer the address of Redis as kombu reads it: ``unix`` is ``redis+socket`` there."""
    if redis_url.startswith("unix://"):
        path, _, query = redis_url.removeprefix("unix://").partition("?")
        number = query.removeprefix("db=") or "0"
        return f"redis+socket://{path}?virtual_host={number}"
    return redis_url


app = Celery("config")
app.conf.update(
    broker_url=broker_url(settings.REDIS_URL),
    result_backend=None,
    task_ignore_result=True,
    task_store_errors_even_if_ignored=False,
    accept_content=["json"],
    task_serializer="json",
    result_serializer="json",
    event_serializer="json",
    worker_prefetch_multiplier=1,
    task_acks_late=False,
    task_time_limit=JOB_HARD_SECONDS,
    task_soft_time_limit=JOB_SOFT_SECONDS,
    worker_max_tasks_per_child=200,
    worker_max_memory_per_child=800_000,
    worker_send_task_events=False,
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    task_publish_retry=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 24 * 3600,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "max_retries": 1,
        "health_check_interval": 20,
    },
    timezone=settings.TIME_ZONE,
    beat_schedule={
        "sweep": {
            "task": "dsar.sweep",
            "schedule": settings.JOB_SWEEP_SECONDS,
            "options": {"expires": max(settings.JOB_SWEEP_SECONDS * 4, 5)},
        },
        "remind": {"task": "dsar.remind", "schedule": crontab(minute="7")},
        "tidy": {"task": "dsar.tidy", "schedule": crontab(minute="23")},
        "checkpoint": {"task": "dsar.checkpoint", "schedule": crontab(hour="0", minute="11")},
    },
    beat_schedule_filename=str(settings.FILES_ROOT.parent / "beat-schedule"),
    beat_max_loop_interval=5,
)
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def _refuse_unsafe(**_: Any) -> None:
    """Let worker and beat refuse an unsafe production, as the web server does."""
    from config.checks import refuse_unsafe_start

    refuse_unsafe_start()
