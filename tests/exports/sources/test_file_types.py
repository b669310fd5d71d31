"""A file is of the kind that its name says; one that says nothing is bytes."""

import mimetypes

import pytest

from exports.sources.file_types import type_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("00001-contract.pdf", "application/pdf"),
        ("Photo.PNG", "image/png"),
        ("2026 letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("call 7.wav", "audio/x-wav"),
        ("mail.eml", "message/rfc822"),
        ("export.tar.gz", "application/gzip"),
        ("data:text/html,x.pdf", "application/pdf"),
        ("content.bin", "application/octet-stream"),
        ("unnamed", "application/octet-stream"),
        (".pdf", "application/octet-stream"),
        ("odd.made-up", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_by_its_name(name: str, expected: str) -> None:
    assert type_of(name) == expected


def test_the_table_of_the_machine_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same package comes out of every machine."""
    mimetypes.init()
    monkeypatch.setitem(mimetypes.types_map, ".pdf", "application/x-other")
    monkeypatch.setitem(mimetypes.types_map, ".a12", "application/x-a12")
    assert mimetypes.guess_type("a.pdf")[0] == "application/x-other"
    assert (type_of("a.pdf"), type_of("a.a12")) == ("application/pdf", "application/octet-stream")
