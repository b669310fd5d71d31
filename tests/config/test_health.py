"""`/healthz` answers while the process lives; `/readyz` while the parts make progress."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from dsar.models import Controller, Job
from tests.support.broker import Broker


def test_healthz_needs_nothing(client: Client) -> None:
    reply = client.get("/healthz")
    assert (reply.status_code, reply.content) == (200, b"ok\n")
    assert "no-store" in reply["Cache-Control"]
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_ready_with_all_parts(client: Client, redis_server: Broker) -> None:
    reply = client.get("/readyz")
    assert reply.json() == {"ready": True, "database": "ok", "broker": "ok", "jobs": "ok"}
    assert reply.status_code == 200


@pytest.mark.django_db
def test_not_ready_without_a_broker(client: Client, redis_server: Broker) -> None:
    redis_server.kill()
    reply = client.get("/readyz")
    assert reply.status_code == 503
    assert reply.json()["broker"] == "does not answer"
    assert str(redis_server.url) not in reply.text


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "status"), [(10, 200), (600, 503)])
def test_a_job_that_waits_too_long_shows(
    client: Client, redis_server: Broker, settings: LazySettings, age: int, status: int
) -> None:
    settings.JOB_READY_SECONDS = 60
    _insert_waiting_job(age)
    reply = client.get("/readyz")
    assert reply.status_code == status
    assert (reply.json()["jobs"] == "ok") == (status == 200)


def _insert_waiting_job(age: int) -> None:
    now = timezone.now()
    controller = Controller.objects.create(
        slug="harbour", name="Harbour", dpo_email="dpo@example.org", opened_at=now
    )
    Job.objects.create(
        kind="send",
        key="waits",
        controller=controller,
        as_of=now,
        created_at=now,
        start_after_at=now - timedelta(seconds=age),
    )
