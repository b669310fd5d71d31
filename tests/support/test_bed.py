"""The test bed itself: who the tests are to the database, what is rolled back, what is committed and gone."""

import os
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from dsar.services.file_sweep import sweep
from dsar.services.jobs import publish
from tests.support.bed import Bed
from tests.support.broker import Broker
from tests.support.databases import CommittedDatabase
from tests.support.mail import MailServer
from tests.support.processes import WorkerFactory


@pytest.mark.django_db
def test_tests_run_as_the_application_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("article12_app", False)


@pytest.mark.django_db
def test_the_application_role_owns_no_table_and_makes_none() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = 'article12_owner'")
        assert cursor.fetchone()[0] > 5
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute("CREATE TABLE mine (id int)")


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_what_a_test_writes_is_rolled_back(turn: int) -> None:
    assert not ContentType.objects.filter(app_label="left_over").exists()
    ContentType.objects.create(app_label="left_over", model=f"m{turn}")


@pytest.mark.django_db
def test_a_test_that_lets_weeks_pass_tidies_no_file_of_the_process_beside_it() -> None:
    here = Path(settings.FILES_ROOT)
    assert here.parent.name == os.environ.get("PYTEST_XDIST_WORKER", "main")
    mine, theirs = (
        root / "ab" / f"ab{uuid4().hex[2:]}.a12" for root in (here, here.parents[1] / "gw9" / "files")
    )
    for path in (mine, theirs):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"sealed")
    sweep(timezone.now() + timedelta(days=30))
    assert (mine.exists(), theirs.exists()) == (False, True)


def test_a_committed_database_is_seen_from_outside_and_goes(
    bed: Bed, committed_db: CommittedDatabase
) -> None:
    ContentType.objects.create(app_label="committed", model="m")
    with committed_db.as_app() as outside:
        query = "SELECT count(*) FROM django_content_type WHERE app_label = 'committed'"
        assert outside.execute(query).fetchone() == (1,)
    with bed.fresh() as name:
        pass
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(bed.postgres.url("postgres", name))


def test_two_committed_databases_do_not_see_each_other(bed: Bed, committed_db: CommittedDatabase) -> None:
    with bed.fresh() as other, committed_db.as_owner() as owner:
        owner.execute("INSERT INTO django_content_type (app_label, model) VALUES ('here', 'm')")
        with psycopg.connect(bed.postgres.url("postgres", other)) as there:
            query = "SELECT count(*) FROM django_content_type WHERE app_label = 'here'"
            assert there.execute(query).fetchone() == (0,)


def test_redis_can_be_emptied_killed_and_brought_back(redis_server: Broker) -> None:
    redis_server.client().set("a", "1")
    redis_server.empty()
    assert redis_server.client().get("a") is None
    redis_server.client().set("b", "1")
    redis_server.restart()
    assert redis_server.client().get("b") is None


@pytest.mark.parametrize("turn", [1, 2])
def test_this_process_publishes_to_the_broker_of_its_test(redis_server: Broker, turn: int) -> None:
    assert publish(uuid4())
    redis_server.restart()
    assert publish(uuid4())
    assert redis_server.client().llen("celery") == 1


def test_the_mail_server_takes_and_refuses(smtp_server: MailServer) -> None:
    from smtplib import SMTPDataError

    from django.core.mail import send_mail

    send_mail("One", "text", "a@example.org", ["b@example.org"])
    assert [message["Subject"] for message in smtp_server.messages] == ["One"]
    smtp_server.answer = "451 Later"
    with pytest.raises(SMTPDataError):
        send_mail("Two", "text", "a@example.org", ["b@example.org"])
    assert len(smtp_server.messages) == 1


@pytest.mark.slow
@pytest.mark.services
def test_a_worker_process_dies_and_comes_back(celery_worker_process: WorkerFactory) -> None:
    worker = celery_worker_process()
    first = worker.pid
    worker.kill9()
    worker.start()
    assert worker.pid != first
