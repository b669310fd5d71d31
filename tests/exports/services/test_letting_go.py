"""A search that fails gives back at once what it held of the source, though its error is still looked at."""

import os
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dsar.enums import FilePurpose, Role
from dsar.models import Case, Job, StoredFile
from dsar.services import job_runner, jobs
from dsar.services.files import StorageFull
from exports.datamap import read_map
from exports.services import collect, search
from exports.services.records import RecordLines
from exports.sources import open_source
from exports.sources.base import Identity, IdentityKind
from tests.exports.services.conftest import Shop
from tests.factories.office import NOW, staff


@contextmanager
def no_room() -> Iterator[None]:
    """Nothing can be written to a disk: a limit on the length of files, which says what a full one says."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def sessions(shop: Shop) -> int:
    return len(shop.execute(f"SELECT 1 FROM pg_stat_activity WHERE usename = '{shop.reader}'"))


def test_the_connection_to_the_source_is_gone_right_after_a_failed_write(case: Case, shop: Shop) -> None:
    search.start(case, actor=staff(Role.CASEWORKER), now=NOW)
    job = jobs.claim(Job.objects.get(kind="collect").pk)
    assert job is not None
    with no_room(), pytest.raises(StorageFull) as caught:
        collect.run(job_runner.Running(job, NOW))
    deadline = time.monotonic() + 5
    while sessions(shop) and time.monotonic() < deadline:
        time.sleep(0.02)  # the server notices that its client left
    assert sessions(shop) == 0
    assert "no room" in str(caught.value), "the error is still held, with all that it saw"
    assert not StoredFile.objects.filter(purpose=FilePurpose.RECORDS).exists()


def test_a_file_of_a_folder_that_cannot_be_kept_is_closed_at_once(tmp_path: Path) -> None:
    (tmp_path / "C-7").mkdir()
    recording = tmp_path / "C-7" / "call.wav"
    recording.write_bytes(b"RIFF" * 1000)
    text = (
        "fides_key: calls\nfides_meta: {namespace: {files: '{customer_number}/*'}}\ncollections:\n"
        "  - name: files\n    fields:\n"
        "      - {name: customer_number, fides_meta: {identity: customer_number}}\n"
        "      - {name: content}\n"
    )
    source = open_source(
        "folder",
        name="Calls",
        connection=f"folder://{tmp_path}",
        data_map=read_map(text),
        allowed_folders=[str(tmp_path)],
    )
    (batch,) = source.walk([Identity(IdentityKind.CUSTOMER_NUMBER, "C-7")])

    def full(_name: str, content: Iterator[bytes]) -> StoredFile:
        assert next(content).startswith(b"RIFF")
        assert recording in opened_files()
        raise StorageFull

    with pytest.raises(StorageFull) as caught:
        list(RecordLines(batch.record_set, full).chunks(iter([batch])))
    assert recording not in opened_files()
    assert caught.tb, "the error is still held, with all that it saw"


def opened_files() -> list[Path]:
    """The files that this process has open."""
    found = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            found.append(Path(os.readlink(handle)))
        except FileNotFoundError:
            continue  # the one by which the folder was read
    return found
