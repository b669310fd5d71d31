"""Files that somebody means harm with, made byte by byte, each with words that its refusal must contain."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image

TYPES = "[Content_Types].xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def png(width: int = 40, height: int = 30) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(out, "PNG")
    return out.getvalue()


def jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 48), 60).convert("RGB").save(out, "JPEG", **options)
    return out.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        if change:
            change(made)
        made.save(out, **options)
    return out.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb_png(side: int = 30_000) -> bytes:
    """900 million pixels in about 110 kB."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    row, packer = bytes(1 + side // 8 + 1), zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", body) + png_chunk(b"IEND", b"")
    )


def docx(more: dict[str, bytes] | None = None, main: str = WORD) -> bytes:
    members = {
        TYPES: f'<?xml version="1.0"?><Types><Override PartName="/word/d.xml" ContentType="{main}"/></Types>',
        "word/document.xml": "<document><body>My request</body></document>",
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out.getvalue()


def lying_zip() -> bytes:
    """A document of which a member claims 10 bytes and unpacks to 200 MB."""
    data = bytearray(docx({"word/media/big.bin": bytes(200_000_000)}))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            if struct.unpack_from("<I", data, at + offset)[0] == 200_000_000:
                struct.pack_into("<I", data, at + offset, 10)
    return bytes(data)


def gif() -> bytes:
    out = io.BytesIO()
    Image.new("P", (8, 8)).save(out, "GIF")
    return out.getvalue()


def moving_png() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def many_brackets() -> bytes:
    """A catalogue with a hundred thousand lists, each in the one before."""
    return pdf().replace(b"/Type /Catalog", b"/Type /Catalog /Deep " + b"[" * 100_000 + b"]" * 100_000)


def loop_of_pages() -> bytes:
    def change(made: pikepdf.Pdf) -> None:
        made.Root.Pages.Kids = pikepdf.Array([made.Root.Pages])

    return pdf(change)


def script(made: pikepdf.Pdf) -> None:
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch(made: pikepdf.Pdf) -> None:
    made.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe"))


def attached(made: pikepdf.Pdf) -> None:
    made.attachments["payload.exe"] = b"MZ"


def external(kind: str) -> dict[str, bytes]:
    link = f'<Relationship Type="http://x/{kind}" Target="http://e.example.org" TargetMode="External"/>'
    return {"word/_rels/settings.xml.rels": f"<Relationships>{link}</Relationships>".encode()}


ENTITIES = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><document>&b;</document>'
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"

HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing": (lambda: b"", "empty.pdf", "empty"),
    "900 megapixels": (bomb_png, "small.png", "unpacks to more"),
    "cut png": (lambda: png(400, 400)[:-900], "cut.png", "damaged"),
    "cut jpeg": (lambda: jpeg()[:400], "cut.jpg", "damaged"),
    "png that is only a header": (lambda: png()[:8], "head.png", "damaged"),
    "moving png": (moving_png, "moving.png", "moves"),
    "gif and script": (lambda: gif() + b"/*", "cat.gif", "JPEG or PNG"),
    "gif89a as script": (lambda: b"GIF89a=1;alert(1)//", "cat.png", "JPEG or PNG"),
    "svg": (lambda: SVG, "drawing.png", "code in it"),
    "svg after spaces": (lambda: b"\xef\xbb\xbf \n" + SVG, "drawing.txt", "code in it"),
    "html as text": (lambda: b"Hello\n<script>alert(1)</script>", "hello.txt", "code in it"),
    "html": (lambda: b"<!DOCTYPE html><p>x", "a.pdf", "code in it"),
    "shell script": (lambda: b"#!/bin/sh\nrm -rf /\n", "readme.txt", "program"),
    "windows program": (lambda: b"MZ\x90\x00" + bytes(200), "invoice.pdf", "program"),
    "linux program": (lambda: b"\x7fELF" + bytes(200), "invoice.pdf", "program"),
    "utf-16 text": (lambda: "Héllo".encode("utf-16"), "a.txt", "UTF-8"),
    "nul in text": (lambda: b"a\x00b", "a.txt", "UTF-8"),
    "terminal escapes": (lambda: b"\x1b]0;owned\x07", "a.txt", "UTF-8"),
    "noise": (lambda: bytes(range(200, 256)) * 90, "a.pdf", "UTF-8"),
    "pdf that starts a program": (lambda: pdf(launch), "a.pdf", "programs"),
    "pdf with a script": (lambda: pdf(script), "a.pdf", "programs"),
    "pdf with a script in an object stream": (
        lambda: pdf(script, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "a.pdf",
        "programs",
    ),
    "pdf with a file in it": (lambda: pdf(attached), "a.pdf", "programs"),
    "pdf with a password": (
        lambda: pdf(encryption=pikepdf.Encryption(owner="o", user="u")),
        "a.pdf",
        "password",
    ),
    "pdf and zip": (lambda: pdf()[:-6] + docx() + b"\n%%EOF\n", "a.pdf", "more than it shows"),
    "pdf and more": (lambda: pdf() + b"<script>", "a.pdf", "more than it shows"),
    "pdf and html": (lambda: pdf().replace(b"\n", b"\n%<html><script>\n", 1), "a.pdf", "more than it shows"),
    "cut pdf": (lambda: pdf()[:200], "a.pdf", "damaged"),
    "only a pdf header": (lambda: b"%PDF-1.7\n%%EOF", "a.pdf", "damaged"),
    "pdf of a million brackets": (many_brackets, "a.pdf", "damaged|unpacks"),
    "pdf whose pages go in a circle": (loop_of_pages, "a.pdf", "damaged"),
    "a zip": (lambda: docx(main="x").replace(TYPES.encode(), b"[Content_Types].xmx"), "a.docx", "packed"),
    "a zip that looks like a document": (lambda: docx(main="application/zip"), "a.docx", "packed"),
    "zip bomb": (lambda: docx({"word/media/big.bin": bytes(200_000_000)}), "a.docx", "unpacks to more"),
    "zip that lies": (lying_zip, "a.docx", "damaged|unpacks"),
    "zip with many members": (
        lambda: docx({f"m/{n}": b"" for n in range(2500)}),
        "a.docx",
        "unpacks to more",
    ),
    "zip that climbs out": (lambda: docx({"../../etc/cron.d/x": b"x"}), "a.docx", "more than it shows"),
    "zip with an absolute name": (lambda: docx({"/etc/passwd": b"x"}), "a.docx", "more than it shows"),
    "zip after a program": (lambda: b"MZ" + docx(), "a.docx", "program"),
    "zip after another": (lambda: docx() + docx(), "a.docx", "more than it shows"),
    "macros": (lambda: docx({"word/vbaProject.bin": b"x"}), "a.docx", "programs"),
    "macro type": (
        lambda: docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "a",
        "programs",
    ),
    "template from elsewhere": (lambda: docx(external("attachedTemplate")), "a.docx", "programs"),
    "a billion laughs": (lambda: docx({"word/styles.xml": ENTITIES}), "a.docx", "programs"),
    "broken xml": (lambda: docx({"word/styles.xml": b"<a><b></a>"}), "a.docx", "damaged"),
    "old office": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc", "PDF or .docx"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\x00", "a.rar", "one by one"),
    "film": (lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(50), "a.mp4", "sound or video"),
    "iphone photograph": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(50), "a.heic", "HEIC"),
}
