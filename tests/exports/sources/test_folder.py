"""Files in a folder are found by a path with the identity in it, and nothing outside is ever read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from exports.datamap import read_map
from exports.sources import draft_map, open_source
from exports.sources.base import FileContent, Identity, IdentityKind, Source
from exports.sources.path_pattern import PathPattern
from tests.exports.sources.faults import fault
from tests.exports.sources.maps import EMAIL, walked

NUMBER = Identity(IdentityKind.CUSTOMER_NUMBER, "C-7")


def text(pattern: str, *fields: str, kind: str = "customer_number") -> str:
    listed = "".join(f"          - {{name: {name}}}\n" for name in fields)
    return (
        f"dataset:\n  - fides_key: calls\n    name: Calls\n"
        f"    fides_meta: {{namespace: {{files: '{pattern}'}}}}\n"
        f"    collections:\n      - name: recordings\n        fields:\n"
        f"          - {{name: {kind}, fides_meta: {{identity: {kind}}}}}\n{listed}"
    )


def source(folder: Path, data_map: str) -> Source:
    return open_source(
        "folder",
        name="Calls",
        connection=f"folder://{folder}",
        data_map=read_map(data_map),
        allowed_folders=[str(folder)],
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "calls"
    for path in (
        "C-7/b.wav",
        "C-7/a.wav",
        "C-7/note.txt",
        "C-77/c.wav",
        "C-7/deep/d.wav",
        "ada@example.org_1.pdf",
    ):
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(path.encode() * 3)
    os.utime(made / "C-7/a.wav", (0, 0))
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.wav").write_bytes(b"secret")
    (made / "C-7/link.wav").symlink_to(tmp_path / "outside/secret.wav")
    (made / "C-7/folder.wav").symlink_to(tmp_path / "outside")
    return made


def test_a_persons_files_come_with_what_is_known_of_them(folder: Path) -> None:
    calls = source(folder, text("{customer_number}/*.wav", "path", "name", "size", "modified_at", "content"))
    rows = walked(calls, [NUMBER])["recordings"]
    assert [row[:4] for row in rows] == [
        ("C-7", "C-7/a.wav", "a.wav", 27),
        ("C-7", "C-7/b.wav", "b.wav", 27),
    ]
    assert rows[0][4] == "1970-01-01T00:00:00+00:00"
    content = rows[1][5]
    assert isinstance(content, FileContent)
    assert b"".join(content.chunks()) == b"C-7/b.wav" * 3
    assert walked(calls, [Identity(IdentityKind.CUSTOMER_NUMBER, "C-9")]) == {}
    assert walked(calls, [EMAIL]) == {}


@pytest.mark.parametrize(
    ("pattern", "identity", "expected"),
    [
        ("**/{customer_number}/**", None, None),
        ("{customer_number}/**/*.wav", NUMBER, ["C-7/a.wav", "C-7/b.wav", "C-7/deep/d.wav"]),
        ("**/?.wav", None, None),
        ("{email}_*.pdf", EMAIL, ["ada@example.org_1.pdf"]),
        ("{email}_*.pdf", Identity(IdentityKind.EMAIL, "ADA@EXAMPLE.ORG"), ["ada@example.org_1.pdf"]),
        ("{customer_number}/note.txt", NUMBER, ["C-7/note.txt"]),
    ],
)
def test_patterns(folder: Path, pattern: str, identity: Identity | None, expected: list[str] | None) -> None:
    kind = "email" if "email" in pattern else "customer_number"
    found = source(folder, text(pattern, "path", kind=kind))
    if identity is None:
        assert "pattern" in fault(lambda: walked(found, [NUMBER])).sentence
        assert [finding.ok for finding in found.check()] == [False]
    else:
        assert [row[1] for row in walked(found, [identity])["recordings"]] == expected


@pytest.mark.parametrize(
    "evil", ["../outside", "..", ".", "C-7/../../outside", "*", "", "C-7/", "C-7\0", ".*", "C-?"]
)
def test_no_identity_leads_anywhere_else(folder: Path, evil: str) -> None:
    calls = source(folder, text("{customer_number}/*.wav", "path"))
    assert walked(calls, [Identity(IdentityKind.CUSTOMER_NUMBER, evil)]) == {}


@pytest.mark.parametrize(
    "pattern", ["../{email}", "a/../{email}", "{name}/x", "{email", "*/x", "{email}/{email}*{email}"]
)
def test_patterns_that_cannot_be(pattern: str) -> None:
    assert "pattern" in fault(lambda: PathPattern.of(pattern)).sentence


def test_a_file_that_changes_while_it_is_read_is_said(folder: Path) -> None:
    calls = source(folder, text("{customer_number}/*.wav", "content"))
    (_, content), *_ = walked(calls, [NUMBER])["recordings"]
    assert isinstance(content, FileContent)
    (folder / "C-7/a.wav").write_bytes(b"short")
    error = fault(lambda: list(content.chunks()))
    assert (error.retry, "shorter" in error.sentence) == (True, True)
    (folder / "C-7/a.wav").unlink()
    (folder / "C-7/a.wav").symlink_to(folder / "C-77/c.wav")
    assert "cannot be read" in fault(lambda: list(content.chunks())).sentence


def test_names_of_any_kind(folder: Path) -> None:
    long = "n" * 240 + ".wav"
    odd = os.fsdecode(b"\xff\xfe.wav")
    for name in (long, odd, "=cmd().wav", "new\nline.wav"):
        (folder / "C-77" / name).write_bytes(b"x")
    calls = source(folder, text("{customer_number}/*.wav", "path", "name"))
    rows = walked(calls, [Identity(IdentityKind.CUSTOMER_NUMBER, "C-77")])["recordings"]
    assert {row[2] for row in rows} == {long, "\\xff\\xfe.wav", "=cmd().wav", "new\nline.wav", "c.wav"}


def test_a_drafted_map_can_be_read(folder: Path) -> None:
    drafted = draft_map(
        "folder", key="calls", title="Calls", connection=f"folder://{folder}", allowed_folders=[str(folder)]
    )
    found = source(folder, drafted)
    assert [row[1] for row in walked(found, [NUMBER])["files"]] == ["C-7/a.wav", "C-7/b.wav", "C-7/note.txt"]
    assert all(finding.ok for finding in found.check())
    assert "{customer_number}/*" in found.not_covered()[0].what


def test_folders_elsewhere_stay_closed(folder: Path) -> None:
    found = open_source(
        "folder", name="x", connection=f"folder://{folder}", data_map=read_map(text("{email}", kind="email"))
    )
    assert "no folder that the administrator allows" in fault(lambda: walked(found)).sentence
