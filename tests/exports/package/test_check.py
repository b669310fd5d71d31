"""A package that was touched is found out, member by member."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from dsar.crypto.files import SealedReader, SealedWriter
from dsar.crypto.sealed import Key
from exports.package import verify_package, write_package
from tests.exports.package.plans import full_plan
from tests.exports.package.reading import opened, written

Members = dict[str, bytes]


@pytest.fixture(scope="module")
def members() -> Members:
    return opened(written(full_plan(300)))


def _faults(members: Members) -> list[str]:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return verify_package(lambda: io.BytesIO(raw.getvalue()))


def _manifest(members: Members, change: Callable[[dict], object]) -> bytes:
    document = json.loads(members["manifest.json"])
    change(document)
    return json.dumps(document).encode()


def test_a_whole_one_has_no_faults(members: Members) -> None:
    assert _faults(members) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"data/crm/orders.csv": b"x"}, "data/crm/orders.csv has 1 bytes"),
        ({"letter.pdf": b"%PDF-1.7 lettex"}, "letter.pdf is not what the manifest says (SHA-256)."),
        ({"letter.pdf": b"%PDF-1.7 letter and more"}, "letter.pdf is longer than the 15 bytes"),
        ({"extra.txt": b"x"}, "extra.txt is not in the manifest."),
        ({"manifest.json": b"{"}, "The manifest cannot be read."),
        ({"manifest.json": b"[]"}, "The manifest cannot be read."),
        ({"manifest.json": b'{"format":"article12-package","version":2}'}, "The manifest cannot be read."),
    ],
)
def test_a_change_is_named(members: Members, change: Members, sentence: str) -> None:
    (fault,) = _faults(members | change)
    assert fault.startswith(sentence)


def test_what_is_gone_is_named(members: Members) -> None:
    fewer = {name: content for name, content in members.items() if name != "letter.pdf"}
    assert _faults(fewer) == ["letter.pdf is missing from the package."]
    assert _faults({"a": b"b"}) == ["The package has no manifest, or more than one."]
    listed_less = members | {"manifest.json": _manifest(members, lambda d: d["members"].pop(0))}
    assert _faults(listed_less) == ["README.txt is not in the manifest."]


def test_a_sealed_package_is_checked_as_it_lies(tmp_path: Path) -> None:
    key, file_id, path = Key(uuid4(), bytes(range(32))), uuid4(), tmp_path / "package.a12"
    with path.open("wb") as raw, SealedWriter(raw, key, file_id) as sealed:
        for chunk in write_package(full_plan(20_000)):
            sealed.write(chunk)
    assert path.stat().st_size > 2**20
    assert verify_package(lambda: SealedReader(path.open("rb"), key, file_id)) == []

    content = bytearray(path.read_bytes())
    content[300_000] ^= 1
    path.write_bytes(content)
    assert verify_package(lambda: SealedReader(path.open("rb"), key, file_id)) != []
    assert verify_package(lambda: (tmp_path / "gone").open("rb")) != []


def test_broken_bytes_are_no_crash() -> None:
    whole = written(full_plan(300))
    assert verify_package(lambda: io.BytesIO(b"not a zip"))[0].startswith("The package cannot be opened")
    assert verify_package(lambda: io.BytesIO(whole[: len(whole) // 2])) != []
    found = 0
    for place in range(60, len(whole), max(1, len(whole) // 90)):
        touched = bytearray(whole)
        touched[place] ^= 0xFF
        faults = verify_package(lambda touched=touched: io.BytesIO(bytes(touched)))
        found += bool(faults)
        # What no fault is found in may differ only where no member's bytes are, in a local header.
        assert faults or opened(bytes(touched)) == opened(whole)
    assert found > 80
