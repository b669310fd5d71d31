"""S2: hostile uploads at the form's door; each is refused in words or held sealed; the disk is as before."""

import random
import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from django.conf import LazySettings
from django.utils import timezone

from dsar.models import Draft, StoredFile
from dsar.services import drafts, files
from dsar.services.doctor import examine
from tests.dsar.public.filler import ANSWERS
from tests.dsar.uploads.hostile import HOSTILE, docx, jpeg, pdf, png
from tests.factories.office import an_office
from tests.support.databases import CommittedDatabase
from tests.support.rounds import TRIALS, size
from tests.trials.conftest import figures
from tests.trials.doors import TRACES, Caller, Door, door
from tests.trials.malformed import URLENCODED

UPLOADS = size(12, 120, 5_000)
KIND: Final = "multipart/form-data; boundary=b0undary"
#: One of each sort, and the quickest of it: what a tenth is made of.
FEW: Final = (
    *("900 megapixels", "cut png", "pdf and html", "html as text", "nothing", "svg", "gif89a as script"),
    *("windows program", "rar", "film"),
)
#: Harmless in themselves, or to be written anew: these are held, and only as what they truly are.
HELD: Final = {
    "a script as text": (lambda: b"alert(1)", "run.js", b"alert(1)"),
    "picture and script": (lambda: jpeg() + b"<script>alert(1)</script>", "cat.html.jpg", None),
    "picture and php": (lambda: png() + b"<?php system($_GET[0]); ?>", "shell.php", None),
    "picture and zip": (lambda: jpeg() + docx(), "both.jpg", None),
    "formulas": (lambda: b"=cmd|' /C calc'!A0,1\r\n", "book.csv", b"=cmd|' /C calc'!A0,1\r\n"),
}
NAMES: Final = (
    *("../../../etc/cron.d/x", "..\\..\\boot.ini", "/etc/passwd", "C:\\a.pdf", "con", "nul.txt", ".htaccess"),
    *("a\u202efdp.exe", "x" * 900, " ", "...", "%00.pdf", "a.pdf\u0000.exe", "`id`.txt", "$(id)", "-rf"),
    *(
        "<img src=x onerror=alert(1)>.png",
        "'; DROP TABLE x;--.txt",
        "名前.pdf",
        "🦊.png",
        "a;b=c.txt",
        "a&#47;b",
    ),
    *("\u0301" * 300, "=1+1.csv", "a\tb.txt", ".", "~", "file://x", "{{x}}.txt", "%s%n.txt", "AUX.pdf"),
)


@dataclass(frozen=True)
class Upload:
    """A file and what must be said of it; ``kept`` are the bytes to be held, None where any."""

    what: str
    name: str
    content: bytes
    words: str = ""
    kept: bytes | None = None


@cache
def _made(what: str) -> bytes:
    """The bytes of one sort; making them is slow, so once."""
    return (HOSTILE | HELD)[what][0]()


def uploads(dice: random.Random) -> Iterator[Upload]:
    """So many files: first each sort under the name it is known by, then under odd names and cut anywhere."""
    hostile = list(HOSTILE) if TRIALS else list(FEW)
    dice.shuffle(hostile)
    held = list(HELD)[: None if TRIALS else UPLOADS - len(FEW)]
    plain = [(what, HOSTILE[what][1]) for what in hostile] + [(what, HELD[what][1]) for what in held]
    for what, name in plain[:UPLOADS]:
        yield _upload(what, name)
    for _ in range(UPLOADS - len(plain)):
        if dice.random() < 0.3:
            whole = dice.choice((pdf(), png(200, 200), docx()))
            yield Upload(
                "cut", "cut.pdf", whole[: dice.randrange(20, len(whole) - 20)], "damaged|unpacks|UTF-8|packed"
            )
        else:
            yield _upload(dice.choice([*hostile, *HELD]), dice.choice(NAMES))


def _upload(what: str, name: str) -> Upload:
    if what in HELD:
        return Upload(what, name, _made(what), kept=HELD[what][2])
    return Upload(what, name, _made(what), HOSTILE[what][2])


class Sender:
    """Somebody in the form, at the page for files."""

    def __init__(self, at: Door, slug: str, number: int) -> None:
        self.at, self.root = at, f"/c/{slug}/"
        self.caller = Caller(at.host, f"192.0.2.{number % 250}")
        self.caller.get(f"{self.root}rights/")
        self.caller.post(f"{self.root}rights/", b"rights=access", URLENCODED)
        self.tally: Counter[str] = Counter()

    def send(self, upload: Upload) -> None:
        """Send one file, see that it is refused in words or held, and take it out again."""
        status, _headers, page = self.caller.post(f"{self.root}files/", body_of(upload), KIND)
        nameless = not re.split(r"[/\\]", upload.name)[-1].strip(" .")
        if status == 400 and nameless:
            # The bytes of a file without a name are read as if they were a part of the form, and make none.
            self.tally["unreadable"] += 1
            return
        assert status in (200, 302), (status, upload.what, upload.name)
        if status == 200:
            self.tally["refused"] += 1
            said = page.decode()
            assert "Error:" in said
            assert upload.words, (upload.what, upload.name, "was refused")
            assert any(word in said for word in upload.words.split("|")), (upload.what, upload.name)
            assert not [trace for trace in TRACES if trace in page]
        elif stored := StoredFile.objects.first():
            self.tally["held"] += 1
            self._held(upload, stored)
        else:
            self.tally["without_a_name"] += 1
            assert nameless, (upload.what, upload.name)
        self._never_inline(page + self.caller.get(f"{self.root}files/")[2], upload)

    def _held(self, upload: Upload, stored: StoredFile) -> None:
        """Only what is harmless is held: sealed, under an honest name, as it was or written anew."""
        assert not upload.words, (upload.what, upload.name, "was taken")
        with files.open_reader(stored) as reader:
            clear = reader.read()
        assert b"<?php" not in clear
        assert b"PK\x03\x04" not in clear
        assert stored.content_type in ("text/plain", "image/jpeg", "image/png")
        if upload.kept is not None:
            assert clear == upload.kept
        name = stored.open("name")
        assert not set(name) & set("/\\\x00\r\n\t\u202e"), name
        assert name.endswith((".txt", ".jpg", ".jpeg", ".png")), name
        assert clear[:12] not in stored.path.read_bytes()
        status, _headers, _page = self.caller.post(f"{self.root}files/{stored.pk}/remove/", b"", URLENCODED)
        assert status == 302
        assert not stored.path.exists()

    def _never_inline(self, page: bytes, upload: Upload) -> None:
        """No page of the public side carries the file, nor leads to an address that serves it."""
        said = page.decode()
        assert "onerror=alert(1)>" not in said
        assert "<script>alert" not in said
        for address in re.findall(r'(?:src|href)="([^"]+)"', said):
            assert "/files/" not in address or address.endswith("/files/"), (address, upload.name)


def body_of(upload: Upload) -> bytes:
    """The file as a browser would send it, its name as odd as it is."""
    name = upload.name.replace('"', "%22").replace("\r", "").replace("\n", "")
    head = f'--b0undary\r\nContent-Disposition: form-data; name="upload"; filename="{name}"\r\n'
    return head.encode() + b"Content-Type: text/html\r\n\r\n" + upload.content + b"\r\n--b0undary--\r\n"


def _broken_off(sender: Sender, *, slowly: bool) -> None:
    """Begin a file of 9 MB and hang up in the middle, or send a small one byte by byte."""
    host, _colon, port = sender.at.host.partition(":")
    whole = body_of(Upload("slow", "slow.exe", b"MZ" + bytes(40 if slowly else 2_000_000)))
    head = f"POST {sender.root}files/ HTTP/1.1\r\nHost: {sender.at.host}\r\nContent-Type: {KIND}\r\n"
    head += f"Cookie: {'; '.join(f'{k}={v}' for k, v in sender.caller.cookies.items())}\r\n"
    head += f"X-CSRFToken: {sender.caller.cookies['csrftoken']}\r\nConnection: close\r\n"
    head += f"Content-Length: {len(whole) if slowly else 9_000_000}\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall(head.encode())
        for at in range(0, len(whole), 8 if slowly else len(whole)):
            line.sendall(whole[at : at + (8 if slowly else len(whole))])
            time.sleep(0.01)
        if slowly:
            assert b"This is a program" in b"".join(iter(lambda: line.recv(65536), b""))


def on_disk(*folders: Path) -> list[Path]:
    """Every file below these folders."""
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_hostile_uploads_are_refused_or_held(
    committed_db: CommittedDatabase, tmp_path: Path, settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    office, dice, tally = an_office(timezone.now()), random.Random(2), Counter[str]()
    began = time.monotonic()
    with door(committed_db, tmp_path, settings, caplog) as at:
        before, sender = at.memory(), Sender(at, office.slug, 0)
        for number, upload in enumerate(uploads(dice)):
            if number % 100 == 99:
                tally += sender.tally
                sender = Sender(at, office.slug, number)
            sender.send(upload)
        for number in range(max(UPLOADS // 40, 2)):
            _broken_off(sender, slowly=number % 2 == 0)
        for page, answers in ANSWERS.items():
            assert sender.caller.get(f"{sender.root}{page}/")[0] == 200, answers
        tally += sender.tally
        grown = at.memory() - before
        assert "Internal Server Error" not in at.log()
    drafts.expire(timezone.now() + drafts.KEPT * 2)
    left = on_disk(committed_db.files_root, tmp_path / "tmp")
    figures(
        "S2",
        uploads=tally.total(),
        **tally,
        broken_off=max(UPLOADS // 40, 2),
        left=len(left),
        grown_mb=round(grown / 1e6, 1),
        seconds=round(time.monotonic() - began, 1),
    )
    assert left == []
    assert not StoredFile.objects.exists()
    assert not Draft.objects.exists()
    assert tally["refused"] > tally["held"] > 0
    assert list(examine(timezone.now(), strict=True)) == []
