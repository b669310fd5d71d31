"""L2: very many rows and large files become one package in memory of a fixed size, killed in the middle."""

import hashlib
import os
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from django.conf import LazySettings

from config.demo import office
from dsar.enums import Role, Status
from dsar.models import Case, Job
from dsar.services import file_sweep, files
from dsar.services.doctor import examine
from exports.models import Package, SourceConnection
from exports.package import verify_package
from exports.services import material, prepare, release, search
from tests.benchmarks import wide
from tests.factories.office import NOW, a_case, an_office, staff
from tests.factories.road import settled
from tests.support.bed import Bed
from tests.support.broker import Broker
from tests.support.databases import CommittedDatabase
from tests.support.processes import Worker, WorkerFactory
from tests.support.rounds import size
from tests.trials.conftest import LEASE, figures, running, until

pytestmark = pytest.mark.slow

ROWS = size(20_000, 100_000, 1_000_000)
FILES, FILE_MB = size((4, 10), (6, 40), (20, 512))
MOST_MB = 250
PATIENCE = size(120, 240, 3_600)
MAP = """
dataset:
  - fides_key: archive
    name: Recordings
    fides_meta: {namespace: {files: "{email}/*.bin"}}
    collections:
      - name: recordings
        fields:
          - {name: email, fides_meta: {identity: email}}
          - {name: name}
          - {name: size}
          - {name: content}
"""


@pytest.fixture
def recordings(tmp_path: Path) -> dict[str, str]:
    """Large files of one person, which no compressor makes smaller; their names with their SHA-256."""
    folder = tmp_path / "archive" / wide.EMAIL
    folder.mkdir(parents=True)
    told = {}
    for number in range(FILES):
        block, sha = os.urandom(1024 * 1024), hashlib.sha256()
        with (folder / f"{number}.bin").open("wb") as file:
            for _ in range(FILE_MB):
                file.write(block)
                sha.update(block)
        told[f"{number}.bin"] = sha.hexdigest()
    return told


@pytest.fixture
def case(
    committed_db: CommittedDatabase,
    redis_server: Broker,
    bed: Bed,
    recordings: dict[str, str],
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Case:
    """A settled case over a table of very many rows and a folder of large files."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    settings.ALLOWED_SOURCE_FOLDERS = [str(tmp_path / "archive")]
    settings.JOB_LEASE_SECONDS, settings.JOB_SWEEP_SECONDS = 2.0, 1.0
    monkeypatch.setenv("ALLOWED_SOURCE_HOSTS", str(bed.postgres.sockets))
    monkeypatch.setenv("ALLOWED_SOURCE_FOLDERS", str(tmp_path / "archive"))
    monkeypatch.setenv("EMAIL_URL", "dummymail://")
    customers = an_office().systems.get(name=office.CUSTOMERS)
    office.connect(customers, "Visits", wide.MAP, wide.load(bed, ROWS), NOW)
    (tmp_path / "archive.yml").write_text(MAP)
    row = office.connect(customers, "Archive", tmp_path / "archive.yml", f"folder://{tmp_path}/archive", NOW)
    SourceConnection.objects.filter(pk=row.pk).update(kind="folder")
    return settled(a_case(email=wide.EMAIL))


class Memory:
    """The most that any one process of a worker held, looked at ten times a second."""

    def __init__(self, worker: Worker) -> None:
        self.peak_mb = 0.0
        self._worker = worker

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Look while the block lasts."""
        over = threading.Event()
        thread = threading.Thread(target=self._look, args=(over,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _look(self, over: threading.Event) -> None:
        while not over.wait(0.1):
            with suppress(psutil.Error, AssertionError):
                parent = psutil.Process(self._worker.pid)
                for process in (parent, *parent.children(recursive=True)):
                    self.peak_mb = max(self.peak_mb, process.memory_info().rss / 2**20)


def at(case: Case, status: Status) -> bool:
    return Case.objects.get(pk=case.pk).status == status


def killed_when(worker: Worker, reached: Callable[[], bool]) -> float:
    """Kill the worker once something is so, and start it again; answer when that was."""
    until(reached, PATIENCE, every=0.02)
    worker.kill9()
    killed = time.monotonic()
    worker.start()
    return killed


def half_written(folder: Path, octets: int) -> bool:
    """Whether a file that is being written has reached half of so many bytes."""
    sizes = []
    for path in folder.rglob("*.part"):
        with suppress(FileNotFoundError):
            sizes.append(path.stat().st_size)
    return max(sizes, default=0) > octets / 2


def test_one_package_of_all(
    case: Case,
    recordings: dict[str, str],
    committed_db: CommittedDatabase,
    celery_worker_process: WorkerFactory,
) -> None:
    caseworker, octets = staff(Role.CASEWORKER), FILES * FILE_MB * 2**20
    worker = celery_worker_process(**LEASE)
    memory, begun = Memory(worker), time.monotonic()
    with memory.watched():
        search.start(case, actor=caseworker, now=NOW)
        killed_when(worker, lambda: half_written(committed_db.files_root, octets / FILES))
        until(lambda: at(case, Status.PREPARING), PATIENCE)
        searched = time.monotonic()
        material.include_rest(case, actor=caseworker, now=NOW)
        prepare.prepare(case, actor=caseworker, now=NOW)
        killed = killed_when(
            worker, lambda: running("package") and half_written(committed_db.files_root, octets)
        )
        until(lambda: at(case, Status.IN_REVIEW), PATIENCE)
    figures(
        "L2",
        rows=ROWS + 1,
        file_mb=FILES * FILE_MB,
        searched_s=round(searched - begun, 1),
        packaged_after_the_kill_s=round(time.monotonic() - killed, 1),
        package_mb=round(release.under_review(case).size / 2**20),
        peak_mb=round(memory.peak_mb),
    )
    until(lambda: not Job.objects.exclude(state="done").exists(), 60)
    worker.stop()
    parts = file_sweep.sweep(NOW, timedelta(0)).files_without_rows
    # A file gets its name a moment before its row is committed: each of the two kills may fall in between.
    assert len([path for path in parts if path.suffix != ".part"]) <= 2
    assert file_sweep.sweep(NOW, timedelta(0)).files_without_rows == ()
    assert Job.objects.get(kind="package").attempt == 2
    assert sorted(Job.objects.filter(kind="collect").values_list("attempt", flat=True)) == [1, 2]
    assert 0 < memory.peak_mb < MOST_MB
    assert_all_there(release.under_review(case), recordings)
    assert list(examine(NOW, strict=True)) == []


def assert_all_there(package: Package, recordings: dict[str, str]) -> None:
    """Every file of the person is in the package as it was, and every row."""
    stored = Package.objects.select_related("file").get(pk=package.pk).file
    assert stored is not None
    with files.open_reader(stored) as reader, zipfile.ZipFile(reader) as archive:
        found = {}
        for name in archive.namelist():
            if name.startswith("files/"):
                with archive.open(name) as member:
                    found[name.rpartition("-")[2]] = hashlib.file_digest(member, "sha256").hexdigest()
        with archive.open("data/wide/visits.jsonl") as member:
            assert sum(1 for _line in member) == ROWS
    assert found == recordings
    with files.open_reader(stored) as reader:
        assert verify_package(lambda: reader) == []
