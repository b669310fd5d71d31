"""R3: PostgreSQL is killed while submissions come in; none that was acknowledged is lost, web comes back."""

import random
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from config.embedded import APP, OWNER
from dsar.audit.verify import verify
from dsar.models import Case, Submission
from tests.factories.office import an_office
from tests.support.bed import ROOT, Bed, new_folder
from tests.support.databases import CommittedDatabase, pointed_at
from tests.support.processes import Site
from tests.support.rounds import size
from tests.trials.conftest import figures

KILLS = size(1, 5, 100)


@pytest.fixture
def own_server() -> Iterator[Bed]:
    """A PostgreSQL of this trial's own, as durable as a real one, for it is going to be killed."""
    bed = Bed(new_folder())
    bed.ensure()
    bed.postgres.durable = True
    bed.postgres.start()
    yield bed
    bed.stop()


@pytest.fixture
def committed_db(
    own_server: Bed, tmp_path: Path, django_test_environment: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[CommittedDatabase]:
    """The committed database of the other tests, on the server that is going to be killed."""
    (tmp_path / "files").mkdir()
    url = own_server.postgres.url
    own_server.clone("killed")
    with pointed_at("killed", str(own_server.postgres.sockets)), django_db_blocker.unblock():
        yield CommittedDatabase(
            name="killed",
            app_url=url(APP, "killed"),
            owner_url=url(OWNER, "killed"),
            superuser_url=url("postgres", "killed"),
            files_root=tmp_path / "files",
        )


def test_killed_while_submissions_come_in(
    own_server: Bed, committed_db: CommittedDatabase, site: Callable[..., Site], tmp_path: Path
) -> None:
    dice = random.Random(3)
    an_office()
    web = site()
    log = tmp_path / "acknowledged"
    waits = []
    with log.open("w") as out:
        command = [sys.executable, "-m", "tests.trials.writer"]
        writer = subprocess.Popen(command, cwd=ROOT, env=committed_db.environ, stdout=out)
        try:
            for _ in range(KILLS):
                _wait_for_more(log)
                time.sleep(dice.uniform(0, 1))
                killed_at = time.monotonic()
                own_server.postgres.kill()
                own_server.postgres.start()
                waits.append(_until_ready(web, killed_at))
            _wait_for_more(log)
        finally:
            writer.kill()
            writer.wait()
    connections.close_all()
    acknowledged = set(log.read_text().split())
    kept = {str(pk) for pk in Submission.objects.values_list("pk", flat=True)}
    figures("R3", kills=KILLS, acknowledged=len(acknowledged), longest_until_ready_s=round(max(waits), 1))
    assert acknowledged <= kept
    assert len(kept - acknowledged) <= KILLS + 1, "only what was cut off between commit and answer"
    assert Case.objects.count() == len(kept)
    assert list(verify()) == []
    assert max(waits) <= 10


def test_cut_in_the_middle_of_a_transaction(own_server: Bed, committed_db: CommittedDatabase) -> None:
    an_office()
    with committed_db.as_app() as open_ended:
        open_ended.execute("BEGIN")
        open_ended.execute("UPDATE dsar_controller SET name = 'half done'")
        own_server.postgres.kill()
        with pytest.raises(psycopg.OperationalError):
            open_ended.execute("COMMIT")
    own_server.postgres.start()
    connections.close_all()
    assert an_office().name != "half done"
    assert list(verify()) == []


def _wait_for_more(log: Path, seconds: float = 60) -> None:
    before = log.stat().st_size
    deadline = time.monotonic() + seconds
    while log.stat().st_size <= before + 37 * 5:
        assert time.monotonic() < deadline, "no submission is acknowledged any more"
        time.sleep(0.05)


def _until_ready(web: Site, begun: float) -> float:
    """Answer how many seconds after ``begun`` the web server is ready again."""
    while time.monotonic() - begun < 30:
        try:
            with urllib.request.urlopen(f"{web.url}/readyz", timeout=5) as reply:
                if reply.status == 200:
                    break
        except OSError:
            time.sleep(0.1)
    return time.monotonic() - begun
