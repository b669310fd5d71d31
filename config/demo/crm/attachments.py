"""Small real files to hang on messages: pictures, PDFs, texts; the same seed gives the same bytes."""

from __future__ import annotations

import struct
import zlib
from random import Random


def attachment(random: Random, about: str) -> tuple[str, bytes]:
    """A file name and the file's bytes."""
    make = random.choice((_picture, _document, _text))
    return make(random, about)


def _picture(random: Random, about: str) -> tuple[str, bytes]:
    width, height = 160, 100
    paper, ink = random.randbytes(3), random.randbytes(3)
    bars = [random.randrange(10, height) for _ in range(8)]
    lines = b"".join(
        b"\0" + b"".join(ink if height - y <= bars[x // 20] and x % 20 > 3 else paper for x in range(width))
        for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return f"screenshot-{random.randrange(1000, 9999)}.png", b"\x89PNG\r\n\x1a\n" + body


def _document(random: Random, about: str) -> tuple[str, bytes]:
    said = about.encode("latin-1", "replace").translate(None, b"()\\")
    drawing = b"BT /F1 14 Tf 60 760 Td (" + said + b") Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return f"statement-{random.randrange(1000, 9999)}.pdf", body + end % (table, len(body))


def _text(random: Random, about: str) -> tuple[str, bytes]:
    lines = [f"{about}\r\n", *(f"log line {random.randrange(10**6):06d}\r\n" for _ in range(12))]
    return f"log-{random.randrange(1000, 9999)}.txt", "".join(lines).encode()
