"""Files: added, shown, taken out, refused one by one, and the submission's when it is sent."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from PIL import Image
from pytest_django import Settings

from dsar.models import Draft, StoredFile, Submission
from dsar.services import drafts, files
from tests.dsar.public.filler import Filler

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def files_root(tmp_path: Path, settings: Settings) -> Path:
    """Where the files of this test go."""
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


def text(name: str = "note.txt", content: bytes = b"My order was number 4711.\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(name: str = "photo.png", side: int = 8) -> SimpleUploadedFile:
    raw = BytesIO()
    Image.new("RGB", (side, side), "teal").save(raw, "PNG")
    return SimpleUploadedFile(name, raw.getvalue())


def add(filler: Filler, *uploads: SimpleUploadedFile, **posted: str) -> HttpResponse:
    return filler.post("files", {"upload": list(uploads), **posted})


def kept_on_disk(root: Path) -> list[Path]:
    return sorted(root.rglob("*.a12"))


def test_files_are_sealed_shown_and_become_the_submissions(filler: Filler, files_root: Path) -> None:
    filler.answer()
    assert add(filler, text(), picture()).headers["Location"] == "/c/alder/files/"
    page = filler.get("files").content.decode()
    assert "2 files added" in page
    assert "note.txt" in page
    looked = filler.get("check").content.decode()
    assert "note.txt" in looked
    assert "photo.png" in looked
    assert len(kept_on_disk(files_root)) == 2
    assert b"4711" not in b"".join(path.read_bytes() for path in kept_on_disk(files_root))
    filler.send()
    submission = Submission.objects.get()
    note = submission.files.get(content_type="text/plain")
    assert note.draft is None
    with files.open_reader(note) as reader:
        assert reader.read() == b"My order was number 4711.\n"


def test_continue_takes_the_chosen_files_along(filler: Filler) -> None:
    filler.answer()
    assert add(filler, text(), **{"continue": "1"}).headers["Location"] == "/c/alder/check/"
    assert StoredFile.objects.count() == 1
    assert filler.post("files", {"continue": "1"}).headers["Location"] == "/c/alder/check/"


def test_a_file_taken_out_is_gone_from_the_disk(
    filler: Filler, files_root: Path, django_capture_on_commit_callbacks: object
) -> None:
    filler.answer()
    add(filler, text())
    stored = StoredFile.objects.get()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        removed = filler.post(f"files/{stored.id}/remove")
    assert removed.headers["Location"] == "/c/alder/files/"
    assert kept_on_disk(files_root) == []
    assert "note.txt was removed." in filler.get("files").content.decode()
    assert filler.post(f"files/{stored.id}/remove").status_code == 302


def test_nobody_takes_out_a_file_of_somebody_else(filler: Filler) -> None:
    filler.answer()
    add(filler, text())
    stored = StoredFile.objects.get()
    other = Filler(stored.controller)
    other.answer()
    other.post(f"files/{stored.id}/remove")
    assert other.client.get(f"{other.root}files/{stored.id}/remove/").status_code == 405
    assert StoredFile.objects.filter(pk=stored.pk).exists()


def test_what_is_no_file_we_take_is_refused_by_name_and_the_others_stay(filler: Filler) -> None:
    filler.answer()
    refused = add(filler, text(), SimpleUploadedFile("run.exe", b"MZ\x90\x00" + b"\x00" * 200))
    page = refused.content.decode()
    assert refused.status_code == 200
    assert "<title>Error:" in page
    assert 'href="#id_upload"' in page
    assert "run.exe: This is a program" in page
    assert "1 file added" in page
    add(filler, text())
    assert StoredFile.objects.count() == 1


def test_an_empty_file_says_so(filler: Filler) -> None:
    filler.answer()
    assert "empty" in add(filler, text(content=b"")).content.decode()


def test_the_eleventh_file_is_refused_at_once_and_later(filler: Filler) -> None:
    filler.answer()
    eleven = [text(f"note{n}.txt", f"Note {n}\n".encode()) for n in range(11)]
    assert "note10.txt: You can send up to 10 files" in add(filler, *eleven).content.decode()
    assert StoredFile.objects.count() == 10
    assert "You can send up to 10 files" in add(filler, text("late.txt")).content.decode()


def test_more_than_25_megabytes_in_all_are_refused(filler: Filler) -> None:
    filler.answer()
    big = b"All work and no play. " * 600_000
    assert add(filler, text("one.txt", big)).status_code == 302
    second = add(filler, text("two.txt", big + b"."))
    assert "two.txt: Together your files are larger than 25 MB" in second.content.decode()
    at_once = add(filler, text("a.txt", big[:-1]), text("b.txt", big[:-2]))
    assert "larger than 25 MB" in at_once.content.decode()
    assert StoredFile.objects.count() == 1


def test_files_of_a_draft_that_expires_leave_no_bytes(
    filler: Filler, files_root: Path, django_capture_on_commit_callbacks: object
) -> None:
    filler.answer()
    add(filler, text())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # pytest-django's fixture
        drafts.expire(Draft.objects.get().expires_at)
    assert kept_on_disk(files_root) == []
    assert not StoredFile.objects.exists()
