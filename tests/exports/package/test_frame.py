"""The frame of a ZIP beyond every old limit: read by Python, and by Info-ZIP where it is there."""

import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exports.package.archive import Archive
from exports.package.member import Member

AS_OF = datetime(2026, 11, 24, 9, 30, 59, tzinfo=UTC)
GIB = 2**30
#: One more than the old directory can count, and a few.
MANY = 65_540
WORDS = "Größe: 5 €\n".encode()


def written(archive: Archive, path: str, content: bytes) -> bytes:
    member = Member(path)
    return (
        archive.header(path)
        + member.whole(content)
        + archive.descriptor(member.size, member.packed, member.crc)
    )


@pytest.fixture
def beyond(tmp_path: Path) -> Path:
    """A member of six GiB that is a hole of five in the file, very many small ones, and one behind all."""
    path, archive = tmp_path / "beyond.zip", Archive(AS_OF)
    with path.open("wb") as file:
        file.write(archive.header("hole"))
        file.seek(5 * GIB, 1)
        file.write(archive.descriptor(6 * GIB, 5 * GIB, 0))
        for number in range(MANY):
            file.write(written(archive, f"small/{number}", b"%d" % number))
        file.write(written(archive, "files/übrig.txt", WORDS))
        file.write(archive.directory())
    return path


@pytest.mark.slow
def test_sizes_places_and_numbers_beyond_32_and_16_bits(beyond: Path) -> None:
    with zipfile.ZipFile(beyond) as found:
        members = found.infolist()
        assert len(members) == MANY + 2
        hole, last = members[0], members[-1]
        assert (hole.file_size, hole.compress_size, hole.header_offset) == (6 * GIB, 5 * GIB, 0)
        assert last.header_offset > 5 * GIB
        assert (last.filename, last.date_time) == ("files/übrig.txt", (2026, 11, 24, 9, 30, 58))
        assert found.read(last) == WORDS
        assert found.read(f"small/{MANY - 1}") == b"%d" % (MANY - 1)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("unzip") is None, reason="Info-ZIP is not on this machine")
def test_another_reader_finds_the_same(beyond: Path) -> None:
    def unzip(*words: str) -> bytes:
        return subprocess.run(["unzip", *words], capture_output=True, check=True, timeout=60).stdout

    assert unzip("-p", str(beyond), "files/*brig.txt") == WORDS
    assert unzip("-p", str(beyond), "small/65536") == b"65536"
    assert len(unzip("-Z1", str(beyond)).splitlines()) == MANY + 2
