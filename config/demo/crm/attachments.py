"""Small real files to hang on messages: pictures, PDFs, texts, mails; the same seed gives the same bytes."""

from __future__ import annotations

import struct
import zlib
from functools import cache

from config.demo.dice import Dice
from config.demo.documents import document

MEDIA_TYPES = {
    "png": "image/png",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "eml": "message/rfc822",
}
_WIDTH, _HEIGHT, _BARS = 160, 100, 8
_COLOURS = (b"\x0b\x5c\x5a", b"\x7a\x1f\x3d", b"\x1d\x3f\x8a", b"\x8a\x5a\x00")


def attachment(dice: Dice, about: str, sender: str) -> tuple[str, bytes]:
    """A file name and the file's bytes."""
    number = dice.between(1000, 9999)
    match dice.below(4):
        case 0:
            return f"screenshot-{number}.png", _picture(dice)
        case 1:
            return f"statement-{number}.pdf", document(about)
        case 2:
            return f"forwarded-{number}.eml", _mail(dice, about, sender)
        case _:
            return f"log-{number}.txt", _text(dice, about)


def _picture(dice: Dice) -> bytes:
    ink = dice.pick(_COLOURS)
    tops = [dice.between(10, _HEIGHT - 1) for _ in range(_BARS)]
    lines = b"".join(_line(ink, tuple(_HEIGHT - y <= top for top in tops)) for y in range(_HEIGHT))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


@cache
def _line(ink: bytes, filled: tuple[bool, ...]) -> bytes:
    """One line of a bar chart: a filter byte, then for each bar a gap and the bar."""
    paper, width = b"\xf4\xf4\xf0", _WIDTH // _BARS
    return b"\0" + b"".join(paper * 4 + (ink if bar else paper) * (width - 4) for bar in filled)


def _mail(dice: Dice, about: str, sender: str) -> bytes:
    lines = (
        f"From: {sender}",
        "To: service@alder.example.org",
        "Subject: What I wrote to you before",
        f"Message-ID: <{dice.below(10**9):09d}@mail.example.net>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        "",
        f"This is about {about}.",
        "Please see below what we had agreed.",
        "",
    )
    return "\r\n".join(lines).encode()


def _text(dice: Dice, about: str) -> bytes:
    lines = [f"{about}\r\n", *(f"log line {dice.below(10**6):06d}\r\n" for _ in range(12))]
    return "".join(lines).encode()
