"""Uploads: sealed while they stream, bounded, and gone with the request."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from dsar.crypto.files import SealedWriter
from dsar.forms import uploads
from dsar.forms.intake.files import FilesForm
from dsar.forms.uploads import MAX_BODY, MAX_DRAINED, MAX_FILES, SealedUpload

PLANTED = b"PLANTED-IN-THE-UPLOAD "


@pytest.fixture
def spool(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """The folder of the spool; nothing may be left in it, by name or by open handle."""
    settings.FILES_ROOT = tmp_path
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 100
    settings.FILE_UPLOAD_HANDLERS = ["dsar.forms.uploads.SealedUploadHandler"]
    yield tmp_path / "spool"
    assert open_spools(tmp_path) == []


def open_spools(root: Path) -> list[Path]:
    """Handles of this process on nameless files below a folder."""
    links = [Path("/proc/self/fd") / name for name in os.listdir("/proc/self/fd")]
    return [link for link in links if link.is_symlink() and os.readlink(link).startswith(f"{root}/")]


def post(*sent: tuple[str, bytes], **fields: str) -> HttpRequest:
    files = [SimpleUploadedFile(name, data, "text/html") for name, data in sent]
    return RequestFactory().post("/", {"files": files, **fields})


def taken(request: HttpRequest) -> list[SealedUpload]:
    return request.FILES.getlist("files")  # type: ignore[return-value]


def test_an_upload_reads_like_any_other(spool: Path) -> None:
    data = PLANTED * 150_000
    request = post(("letter.txt", data), name="Ada")
    (upload,) = taken(request)
    assert (upload.name, upload.size, upload.refusal) == ("letter.txt", len(data), "")
    assert request.POST["name"] == "Ada"
    assert b"".join(upload.chunks()) == b"".join(upload.chunks()) == data
    upload.seek(5)
    assert upload.read(20) == data[5:25]
    assert max(len(chunk) for chunk in upload.chunks()) <= 1024 * 1024
    request.close()


def test_no_plaintext_on_disk_and_no_name(spool: Path, tmp_path: Path) -> None:
    request = post(("letter.txt", PLANTED * 200_000))
    (upload,) = taken(request)
    (handle,) = open_spools(tmp_path)
    upload.file._raw.flush()
    sealed = handle.read_bytes()
    assert len(sealed) > len(PLANTED) * 200_000
    assert b"PLANTED" not in sealed
    assert list(spool.iterdir()) == []
    assert spool.stat().st_mode & 0o077 == 0
    request.close()
    assert upload.closed


def test_ten_files_pass_and_the_eleventh_is_refused(spool: Path) -> None:
    request = post(*[(f"{n}.txt", b"x") for n in range(MAX_FILES + 3)], name="Ada")
    refusals = [upload.refusal for upload in taken(request)]
    assert refusals == [""] * MAX_FILES + [uploads.TOO_MANY] * 3
    assert request.POST["name"] == "Ada"
    request.close()


def test_more_than_25_mb_together_is_refused_and_the_form_survives(spool: Path, tmp_path: Path) -> None:
    request = post(("a.txt", bytes(13_000_000)), ("b.txt", bytes(13_000_000)), ("c.txt", b"x"), name="Ada")
    assert [upload.refusal for upload in taken(request)] == ["", uploads.TOO_LARGE, uploads.TOO_LARGE]
    assert request.POST["name"] == "Ada"
    assert len(open_spools(tmp_path)) == 1
    request.close()


def test_a_body_over_30_mb_is_read_and_nothing_of_it_kept(spool: Path, tmp_path: Path) -> None:
    request = post(("a.txt", bytes(MAX_BODY)), ("b.txt", b"x"), name="Ada")
    assert [upload.refusal for upload in taken(request)] == [uploads.TOO_LARGE] * 2
    assert request.POST["name"] == "Ada"
    assert open_spools(tmp_path) == []
    assert request._stream.read() == b""  # type: ignore[attr-defined]
    request.close()


def test_a_body_beyond_reading_is_a_400(spool: Path) -> None:
    request = post(("a.txt", b"x"))
    request.META["CONTENT_LENGTH"] = str(MAX_DRAINED + 1)
    with pytest.raises(RequestDataTooBig):
        _ = request.POST


def test_an_empty_file_is_refused_and_an_empty_field_is_no_file(spool: Path) -> None:
    request = post(("empty.pdf", b""))
    assert [upload.refusal for upload in taken(request)] == [uploads.EMPTY]
    request.close()
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--x--\r\n'
    request = RequestFactory().post("/", body, content_type="multipart/form-data; boundary=x")
    assert taken(request) == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\scan.pdf", "scan.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("x" * 800 + ".pdf", "x" * 196 + ".pdf"),
        ("&#47;etc&#47;x.txt", "x.txt"),
        ("a;b=c.txt", "a;b=c.txt"),
        (".", "file"),
        ("..", "file"),
        ("...", "file"),
        (" . . ", "file"),
        ("folder/", "file"),
        ("\x01\x02", "file"),
        ("\u202e", "file"),
    ],
)
def test_names_are_made_harmless(spool: Path, sent: str, kept: str) -> None:
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{sent}"\r\n\r\nx\r\n--x--\r\n'
    request = RequestFactory().post("/", head.encode(), content_type="multipart/form-data; boundary=x")
    assert [upload.name for upload in taken(request)] == [kept]
    request.close()


def test_an_upload_that_breaks_off_leaves_nothing(spool: Path, tmp_path: Path) -> None:
    whole = (
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + PLANTED * 90_000
    )
    request = RequestFactory().post("/", whole, content_type="multipart/form-data; boundary=x")
    assert taken(request) == []
    assert open_spools(tmp_path) == []


@pytest.mark.parametrize("head", ['; filename=""', ""])
def test_what_comes_without_a_name_is_refused_with_a_sentence(spool: Path, head: str) -> None:
    body = f'--x\r\nContent-Disposition: form-data; name="upload"{head}\r\n\r\n%PDF-1.7\r\n--x--\r\n'
    request = RequestFactory().post("/", body.encode(), content_type="multipart/form-data; boundary=x")
    form = FilesForm(request.POST, files=request.FILES)
    assert form.is_valid()
    assert [each.refusal for each in form.cleaned_data["upload"]] == [uploads.NO_FILE]


def test_a_form_without_files_has_none(spool: Path) -> None:
    for sent in ({}, {"upload": ""}, {"upload": "", "upload-clear": "on"}):
        request = RequestFactory().post("/", sent)
        form = FilesForm(request.POST, files=request.FILES)
        assert form.is_valid()
        assert form.cleaned_data["upload"] == []


@pytest.mark.parametrize("where", ["write", "close", "__init__"])
def test_a_full_disk_is_said_in_the_form(spool: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(SealedWriter, where, full)
    request = post(("a.txt", b"x" * 100), name="Ada")
    assert [upload.refusal for upload in taken(request)] == [uploads.NO_ROOM]
    assert request.POST["name"] == "Ada"


MEASURE = """
import io, os, resource, sys
import django
django.setup()
from django.test import RequestFactory
head = b'--x\\r\\nContent-Disposition: form-data; name="files"; filename="a.txt"\\r\\n\\r\\n'
size = 24_000_000
with open(sys.argv[1], "wb") as raw:
    raw.write(head)
    for _ in range(size // 100_000):
        raw.write(os.urandom(50_000).hex().encode())
    raw.write(b"\\r\\n--x--\\r\\n")
raw = open(sys.argv[1], "rb")
length = str(os.path.getsize(sys.argv[1]))
request = RequestFactory().post("/", b"-", content_type="multipart/form-data; boundary=x")
request = type(request)(request.environ | {"wsgi.input": raw, "CONTENT_LENGTH": length})
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
(upload,) = request.FILES.getlist("files")
assert sum(len(chunk) for chunk in upload.chunks()) == size
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_memory_stays_flat_while_an_upload_streams(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(tmp_path / "body")],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "FILES_ROOT": str(tmp_path)},
    )
    assert int(done.stdout) < 12 * 1024  # KiB
    assert list((tmp_path / "spool").iterdir()) == []
