"""Sealed files: whole or not at all, and any range of them at the price of its chunks."""

import contextlib
import io
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsar.crypto.files import CHUNK, MAGIC, SEALED_CHUNK, SealedReader, SealedWriter
from dsar.crypto.sealed import CannotOpen, Key

KEY = Key(UUID(int=1), bytes(range(32)))
FILE = UUID(int=9)
HEAD = len(MAGIC)
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]


def pattern(size: int) -> bytes:
    return (b"".join(i.to_bytes(4, "big") for i in range(size // 4 + 1)))[:size]


def sealed(data: bytes, file_id: UUID = FILE, step: int = 70_001) -> bytes:
    raw = io.BytesIO()
    with SealedWriter(raw, KEY, file_id) as writer:
        for at in range(0, len(data), step):
            writer.write(data[at : at + step])
    assert (writer.size, writer.sha256) == (len(data), sha256(data).hexdigest())
    return raw.getvalue()


def opened(data: bytes, file_id: UUID = FILE, key: Key = KEY) -> bytes:
    return b"".join(SealedReader(io.BytesIO(data), key, file_id).chunks())


class Counting(io.BytesIO):
    """Counts the bytes read out of it."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        found = super().read(size)
        self.taken += len(found)
        return found


THREE = pattern(3 * CHUNK + 17)
THREE_SEALED = sealed(THREE)


@pytest.mark.parametrize("size", SIZES)
def test_a_file_of_any_size_opens_again(size: int) -> None:
    data = pattern(size)
    boxed = sealed(data)
    reader = SealedReader(io.BytesIO(boxed), KEY, FILE)
    assert reader.size == size
    assert b"".join(reader.chunks()) == data
    assert size < 64 or data[:64] not in boxed


@given(st.lists(st.binary(max_size=300_000), max_size=8))
@settings(max_examples=25, deadline=None)
def test_the_cut_of_the_writes_does_not_matter(pieces: list[bytes]) -> None:
    raw = io.BytesIO()
    with SealedWriter(raw, KEY, FILE) as writer:
        for piece in pieces:
            assert writer.write(memoryview(piece)) == len(piece)
    assert opened(raw.getvalue()) == b"".join(pieces)


@given(st.integers(0, len(THREE) + 5), st.integers(0, len(THREE) + 5))
@settings(max_examples=60, deadline=None)
def test_any_range_is_that_range(start: int, stop: int) -> None:
    reader = SealedReader(io.BytesIO(THREE_SEALED), KEY, FILE)
    assert b"".join(reader.chunks(start, stop)) == THREE[start:stop]
    reader.seek(start)
    assert reader.read(1000) == THREE[start : start + 1000]
    assert reader.tell() == min(start + 1000, max(len(THREE), start))


def test_a_range_reads_only_its_chunks() -> None:
    raw = Counting(THREE_SEALED)
    reader = SealedReader(raw, KEY, FILE)
    before = raw.taken
    assert b"".join(reader.chunks(CHUNK + 5, CHUNK + 25)) == THREE[CHUNK + 5 : CHUNK + 25]
    assert raw.taken - before == SEALED_CHUNK


def tampered() -> dict[str, bytes]:
    first, second = (THREE_SEALED[HEAD + i * SEALED_CHUNK : HEAD + (i + 1) * SEALED_CHUNK] for i in (0, 1))
    rest = THREE_SEALED[HEAD + 2 * SEALED_CHUNK :]
    flipped = bytearray(THREE_SEALED)
    flipped[HEAD + SEALED_CHUNK + 500] ^= 1
    return {
        "cut within the last chunk": THREE_SEALED[:-1],
        "cut at a chunk": THREE_SEALED[: HEAD + 2 * SEALED_CHUNK],
        "only the header": THREE_SEALED[:HEAD],
        "nothing": b"",
        "half a header": THREE_SEALED[:4],
        "less than a tag": THREE_SEALED[: HEAD + 11],
        "two chunks swapped": MAGIC + second + first + rest,
        "a chunk twice": MAGIC + first + first + rest,
        "a chunk left out": MAGIC + first + rest,
        "a bit flipped": bytes(flipped),
        "more at the end": THREE_SEALED + b"x",
        "another version": b"A12FILE\x02" + THREE_SEALED[HEAD:],
        "a chunk of another file": MAGIC
        + sealed(THREE, UUID(int=10))[HEAD : HEAD + SEALED_CHUNK]
        + second
        + rest,
    }


@pytest.mark.parametrize("how", list(tampered()))
def test_a_tampered_file_does_not_open(how: str) -> None:
    with pytest.raises(CannotOpen):
        opened(tampered()[how])


def test_a_file_put_in_the_place_of_another_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        opened(THREE_SEALED, UUID(int=10))
    with pytest.raises(CannotOpen):
        opened(THREE_SEALED, FILE, Key(KEY.id, bytes(32)))


def test_a_file_that_was_never_finished_does_not_open() -> None:
    raw = io.BytesIO()
    with contextlib.suppress(RuntimeError), SealedWriter(raw, KEY, FILE) as writer:
        writer.write(THREE)
        raise RuntimeError("half way")
    assert len(raw.getvalue()) > 2 * CHUNK
    with pytest.raises(CannotOpen):
        opened(raw.getvalue())


def test_nothing_is_written_after_the_end() -> None:
    writer = SealedWriter(io.BytesIO(), KEY, FILE)
    writer.close()
    writer.close()
    with pytest.raises(ValueError, match="closed"):
        writer.write(b"more")


def test_closing_the_reader_closes_the_file_below() -> None:
    raw = io.BytesIO(THREE_SEALED)
    with SealedReader(raw, KEY, FILE) as reader:
        assert reader.readable()
        assert reader.seekable()
    assert raw.closed


STREAM = """
import os, resource, sys
from uuid import UUID
from dsar.crypto.files import SealedReader, SealedWriter
from dsar.crypto.sealed import Key
key, file_id = Key(UUID(int=1), bytes(range(32))), UUID(int=9)
start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
piece = os.urandom(64 * 1024)
with open(sys.argv[1], "wb") as raw, SealedWriter(raw, key, file_id) as writer:
    for _ in range(200 * 16):
        writer.write(piece)
with SealedReader(open(sys.argv[1], "rb"), key, file_id) as reader:
    assert sum(len(chunk) for chunk in reader.chunks()) == 200 * 1024 * 1024
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - start)
"""


def test_memory_stays_flat_over_200_mb(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STREAM, str(tmp_path / "big.a12")], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 16 * 1024  # KiB
