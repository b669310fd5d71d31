"""Whether a file of a stranger may be kept: by its first bytes, and a real parse in a bounded child process.

The name and the content type that came with a file are not believed, nor are its first bytes alone: one file
can be a picture and a script at once. The child has no settings, keys or database in its environment.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from django.utils.translation import gettext as _

from dsar.services.file_names import clean_name
from dsar.services.inspection_sentences import fault_sentence, other_sentence
from dsar.services.parsing.faults import Fault
from dsar.services.parsing.kinds import Kind, Other, sniff

LARGEST: Final = 25_000_000
SECONDS: Final = 20.0
# Each may take 512 MB: so many at once in one process, and the others wait their turn.
AT_ONCE: Final = 2

_turns = threading.BoundedSemaphore(AT_ONCE)

_ROOT: Final = Path(__file__).resolve().parents[2]
_START: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from dsar.services.parsing.child import main; main(sys.argv[2])"
)
_ENDINGS: Final = {
    Kind.PDF: (("pdf",), "application/pdf"),
    Kind.JPEG: (("jpg", "jpeg"), "image/jpeg"),
    Kind.PNG: (("png",), "image/png"),
    Kind.WEBP: (("webp",), "image/webp"),
    Kind.TEXT: (("txt",), "text/plain"),
    Kind.DOCX: (("docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Kind.XLSX: (("xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Kind.ODT: (("odt",), "application/vnd.oasis.opendocument.text"),
}
_PICTURES: Final = frozenset({"jpg", "jpeg", "png", "webp", "heic"})


class Readable(Protocol):
    """Anything that is read like a file."""

    def read(self, size: int, /) -> bytes:
        """Up to `size` bytes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a file is and whether it may be kept.

    When `ok`: keep it as `name` and `content_type`, and `data` in place of what was sent, unless that is None
    (a picture is written anew, without metadata). Otherwise `sentence` says what to send instead.
    """

    kind: Kind | Other
    content_type: str
    ok: bool
    sentence: str
    name: str
    data: bytes | None = field(default=None, repr=False)


def inspect(stream: Readable, name: str, *, seconds: float = SECONDS) -> Verdict:
    """Inspect a file of up to 25 MB, within `seconds` of wall time; never raises for what the file is."""
    data = stream.read(LARGEST + 1)
    name = clean_name(name)
    if not data:
        return _refused(
            Other.UNKNOWN, name, _("The file is empty. Check it on your device and choose it again.")
        )
    if len(data) > LARGEST:
        return _refused(Other.UNKNOWN, name, _("The file is larger than 25 MB. Send a smaller one."))
    seen = sniff(data)
    if isinstance(seen, Other):
        return _refused(seen, name, other_sentence(seen))
    if not _turns.acquire(timeout=seconds):
        return _refused(
            seen or Other.ARCHIVE, name, _("We are looking at many files just now. Try again in a minute.")
        )
    try:
        answer, instead = _ask_child(seen, data, seconds)
    finally:
        _turns.release()
    if "kind" not in answer:
        fault = Fault(answer.get("fault", Fault.TOO_BIG))
        return _refused(seen or Other.ARCHIVE, name, fault_sentence(fault))
    kind = Kind(answer["kind"])
    return Verdict(kind, _ENDINGS[kind][1], True, "", _named(name, kind), instead or None)


def _ask_child(kind: Kind | None, data: bytes, seconds: float) -> tuple[dict[str, str], bytes]:
    """What the child answers; nothing when it ran into a limit, crashed, or took too long."""
    command = [sys.executable, "-I", "-B", "-c", _START, str(_ROOT), kind or ""]
    try:
        done = subprocess.run(
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {}, b""
    line, _newline, instead = done.stdout.partition(b"\n")
    if done.returncode != 0 or not line.startswith(b"{"):
        return {}, b""
    return json.loads(line), instead


def _refused(kind: Kind | Other, name: str, sentence: str) -> Verdict:
    return Verdict(kind, "", False, sentence, name)


def _named(name: str, kind: Kind) -> str:
    """The name with an ending that tells the truth: what is called .exe and holds a PDF becomes .exe.pdf."""
    endings = _ENDINGS[kind][0]
    stem, _dot, ending = name.rpartition(".")
    if stem and ending.lower() in endings:
        return name
    if stem and ending.lower() in _PICTURES and kind in {Kind.JPEG, Kind.PNG}:
        name = stem
    return clean_name(f"{name}.{endings[0]}")
