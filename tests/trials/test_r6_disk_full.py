"""R6: the disk fills up in the middle: a clean error, no half file; with room again, it goes on by itself."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from dsar.enums import Role, Status
from dsar.models import Case, Job, StoredFile
from dsar.services.doctor import examine
from exports.enums import CollectionState
from exports.models import Package
from exports.services import material, prepare, release, search
from tests.dsar.public.filler import Filler
from tests.exports.services.conftest import Shop, connect
from tests.exports.services.reading import manifest, opened
from tests.factories.office import NOW, a_case, an_office, staff
from tests.factories.road import in_review, searched, settled, work_off
from tests.support.bed import Bed
from tests.support.databases import CommittedDatabase
from tests.support.rounds import size
from tests.trials.conftest import figures

pytestmark = pytest.mark.slow

POINTS = size(3, 12, 60)
PAGE = 4096


class Disk:
    """A small disk of its own where that may be mounted, else a limit on the length of files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(root)]
        self.mounted = os.geteuid() == 0 and bool(shutil.which("mount"))
        self.mounted = self.mounted and subprocess.run(command, capture_output=True).returncode == 0

    def used(self) -> int:
        """Bytes that are taken."""
        return sum(path.stat().st_blocks * 512 for path in self.root.rglob("*") if path.is_file())

    @contextmanager
    def room(self, amount: int) -> Iterator[None]:
        """Leave so many bytes free, no more."""
        if self.mounted:
            self._resize(max(self.used() + amount, PAGE))
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        if not self.mounted:
            resource.setrlimit(resource.RLIMIT_FSIZE, (max(amount, 1), before[1]))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
            if self.mounted:
                self._resize(64 * 1024 * 1024)

    def _resize(self, size: int) -> None:
        pages = -(-size // PAGE) * PAGE
        subprocess.run(["mount", "-o", f"remount,size={pages}", str(self.root)], check=True)

    def remove(self) -> None:
        """Take it away."""
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.root)], check=True)


@pytest.fixture
def disk(committed_db: CommittedDatabase, settings: LazySettings, tmp_path: Path) -> Iterator[Disk]:
    """The disk that the files of this trial go to."""
    root = tmp_path / "disk"
    root.mkdir()
    disk = Disk(root)
    before, settings.FILES_ROOT = settings.FILES_ROOT, root
    yield disk
    settings.FILES_ROOT = before
    disk.remove()


@pytest.fixture
def shop(bed: Bed, settings: LazySettings) -> Iterator[Shop]:
    """The source of every case."""
    settings.ALLOWED_SOURCE_HOSTS = [str(bed.postgres.sockets)]
    settings.JOB_LEASE_SECONDS = 30
    shop = Shop(bed)
    yield shop
    shop.drop()


def half_files(disk: Disk) -> list[Path]:
    return [path for path in disk.root.rglob("*") if path.is_file() and path.suffix != ".a12"]


def through_a_full_disk(disk: Disk, room: int) -> tuple[str, Case]:
    """From search to package on a disk with so much room; answer where it stopped."""
    case = settled(a_case())
    with disk.room(room):
        case = searched(case)
        (collection,) = search.current(case)
        if collection.state == CollectionState.FAILED:
            assert "no room to keep files" in collection.reason
            return "search", case
        material.include_rest(case, actor=staff(Role.CASEWORKER), now=NOW)
        prepare.prepare(case, actor=staff(Role.CASEWORKER), now=NOW)
        work_off()
    package = Package.objects.get(case=case)
    if package.state == "failed":
        assert "no room to keep files" in package.reason
        return "package", Case.objects.get(pk=case.pk)
    return "", case


def test_full_at_every_point_of_the_road(disk: Disk, shop: Shop) -> None:
    connect(shop)
    before = disk.used()
    whole = manifest(opened(release.under_review(in_review(searched(settled(a_case()))))))
    needed = disk.used() - before
    stopped: dict[str, int] = {}
    for point in range(POINTS):
        where, case = through_a_full_disk(disk, needed * point // POINTS)
        stopped[where] = stopped.get(where, 0) + 1
        assert half_files(disk) == []
        assert list(examine(NOW, strict=True)) == []
        assert case.status in (Status.PREPARING, Status.IN_REVIEW)
        if where == "search":
            search.again(case, search.current(case)[0].source, actor=staff(Role.CASEWORKER), now=NOW)
            work_off()
        package = release.under_review(in_review(case) if where else case)
        assert manifest(opened(package))["record_sets"] == whole["record_sets"]
    figures("R6", points=POINTS, needed_bytes=needed, stopped=stopped, real_disk=disk.mounted)
    assert stopped.get("search")
    assert stopped.get("package")
    assert not Job.objects.exclude(state__in=["done", "failed", "cancelled"]).exclude(kind="send").exists()
    assert list(examine(NOW, strict=True)) == []


def test_an_upload_finds_no_room_and_the_form_goes_on(disk: Disk) -> None:
    filler = Filler(an_office())
    filler.answer()
    note = b"my order was number 4711\n" * 4_000
    with disk.room(0):
        reply = filler.post("files", {"upload": [SimpleUploadedFile("note.txt", note)]})
        assert reply.status_code == 200
        assert "We cannot take files at the moment. Send the form without them" in reply.content.decode()
    assert half_files(disk) == []
    assert not StoredFile.objects.filter(state="ready").exists()
    assert filler.post("files", {"upload": [SimpleUploadedFile("note.txt", note)]}).status_code == 302
    with disk.room(0):
        assert filler.send().status_code == 302, "what was written is taken, whatever the disk of files says"
    assert Case.objects.get().submission.files.get().state == "ready"
