"""Inspection: what is harmless passes, what is hostile is refused in words, within limits."""

import contextlib
import io
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dsar.services.inspection import AT_ONCE, LARGEST, _turns, inspect
from dsar.services.parsing.kinds import Kind
from tests.dsar.uploads.hostile import HOSTILE, docx, external, jpeg, pdf, png

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("data", "name", "kind", "kept_as"),
    [
        (pdf(), "scan.PDF", Kind.PDF, "scan.PDF"),
        (pdf(), "invoice.pdf.exe", Kind.PDF, "invoice.pdf.exe.pdf"),
        (pdf(), "", Kind.PDF, "file.pdf"),
        (png(), "photo.jpg", Kind.PNG, "photo.png"),
        (jpeg(), "../photo.jpeg", Kind.JPEG, "photo.jpeg"),
        (docx(external("hyperlink")), "letter.docx", Kind.DOCX, "letter.docx"),
        ("Dear all, ‘please’ send my data.\n".encode(), "letter", Kind.TEXT, "letter.txt"),
        (b"\xef\xbb\xbfname,amount\r\nAda,3\r\n", "sheet.csv", Kind.TEXT, "sheet.csv.txt"),
        (b"PKs and BMs are letters", "a.txt", Kind.TEXT, "a.txt"),
        (b"alert(1)", "run.js", Kind.TEXT, "run.js.txt"),
    ],
)
def test_what_is_harmless_is_taken_under_an_honest_name(
    data: bytes, name: str, kind: Kind, kept_as: str
) -> None:
    verdict = inspect(io.BytesIO(data), name)
    assert (verdict.ok, verdict.sentence) == (True, "")
    assert (verdict.kind, verdict.name) == (kind, kept_as)
    assert (verdict.data is not None) == (kind in {Kind.PNG, Kind.JPEG})


def test_a_picture_is_written_anew_upright_and_without_metadata() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "PLANTED MAKER"
    sent = jpeg(exif=exif, comment=b"PLANTED <script>", icc_profile=b"PLANTED" * 20) + b"<?php PLANTED ?>"
    verdict = inspect(io.BytesIO(sent), "photo.jpg")
    assert verdict.ok
    assert verdict.data is not None
    assert b"PLANTED" not in verdict.data
    with Image.open(io.BytesIO(verdict.data)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((48, 64), {})
        assert "icc_profile" not in picture.info


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pngs_of_every_mode_keep_their_look(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (9, 7), 40_000 if mode == "I;16" else 1 if mode in {"1", "P"} else None).save(out, "PNG")
    verdict = inspect(io.BytesIO(out.getvalue()), "a.png")
    assert verdict.data is not None
    with Image.open(io.BytesIO(verdict.data)) as picture:
        assert picture.size == (9, 7)
        assert mode != "I;16" or picture.getpixel((0, 0)) == pytest.approx(156, abs=1)


@pytest.mark.parametrize("clear", [True, False])
def test_webp_becomes_a_format_that_everybody_opens(clear: bool) -> None:
    out = io.BytesIO()
    Image.new("RGBA" if clear else "RGB", (9, 7)).save(out, "WEBP")
    verdict = inspect(io.BytesIO(out.getvalue()), "a.webp")
    assert (verdict.kind, verdict.name) == ((Kind.PNG, "a.png") if clear else (Kind.JPEG, "a.jpg"))


def test_25_mb_pass_and_one_byte_more_does_not() -> None:
    assert inspect(io.BytesIO(b"a" * LARGEST), "long.txt").ok
    assert "25 MB" in inspect(io.BytesIO(b"a" * (LARGEST + 1)), "long.txt").sentence


def test_a_parser_that_takes_too_long_is_ended() -> None:
    verdict = inspect(io.BytesIO(pdf()), "slow.pdf", seconds=0.001)
    assert not verdict.ok
    assert "more than we can open" in verdict.sentence


@given(
    st.binary(max_size=3000),
    st.text(st.characters(), max_size=60),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xd8\xff", b"RIFF1234WEBP"]),
)
@settings(max_examples=12, deadline=None)
def test_no_bytes_and_no_name_make_it_raise(data: bytes, name: str, magic: bytes) -> None:
    verdict = inspect(io.BytesIO(magic + data), name)
    assert verdict.ok == (verdict.sentence == "")


CHILD = """
import sys; sys.path.insert(0, sys.argv[1])
from dsar.services.parsing import child
child.bound()
what = sys.argv[2]
if what == "memory":
    bytearray(600 * 1024 * 1024)
elif what == "write":
    with open(sys.argv[3], "wb") as raw:
        raw.write(b"x")
elif what == "cpu":
    import resource
    print(resource.getrlimit(resource.RLIMIT_CPU)[0])
"""


def test_the_child_cannot_take_memory_or_write_files(tmp_path: Path) -> None:
    root = str(Path(__file__).parents[3])

    def run(what: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", "-c", CHILD, root, what, str(tmp_path / "out")]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert "MemoryError" in run("memory").stderr
    assert run("write").returncode != 0
    assert (tmp_path / "out").stat().st_size == 0
    assert run("cpu").stdout == "10\n"


def test_a_bomb_does_not_grow_this_process() -> None:
    bomb = HOSTILE["zip bomb"][0]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert not inspect(io.BytesIO(bomb), "a.docx").ok
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024


def test_the_child_knows_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[dict[str, str]] = []
    real = subprocess.run

    def spy(*args: object, **options: object) -> object:
        seen.append(dict(options["env"]))  # type: ignore[call-overload]
        return real(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", spy)
    assert os.environ["MASTER_KEYS"]
    assert inspect(io.BytesIO(pdf()), "a.pdf").ok
    assert seen == [{}]


def test_only_a_few_are_opened_at_once() -> None:
    with contextlib.ExitStack() as taken:
        for _ in range(AT_ONCE):
            taken.enter_context(_turns)
        assert "Try again in a minute" in inspect(io.BytesIO(pdf()), "a.pdf", seconds=0.1).sentence
    assert inspect(io.BytesIO(pdf()), "a.pdf").ok
