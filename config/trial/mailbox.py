"""The trial's outgoing mail, read from the folder that Django's file backend writes to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

_BETWEEN = b"\n" + b"-" * 79 + b"\n"
SHOWN = 200


@dataclass(frozen=True)
class Letter:
    """One message that left: when (None where its header is unreadable), to whom, about what, its text."""

    id: str
    sent_at: datetime | None
    to: str
    subject: str
    text: str


def letters(folder: Path) -> list[Letter]:
    """Answer the newest messages in ``folder``, newest first, at most 200."""
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    found = [letter for path in files[:SHOWN] for letter in reversed(list(_in_file(path)))]
    return found[:SHOWN]


def _in_file(path: Path) -> Iterator[Letter]:
    for number, raw in enumerate(path.read_bytes().split(_BETWEEN)):
        if not raw.strip():
            continue
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
        body = message.get_body(("plain", "html"))
        yield Letter(
            id=f"{path.stem}-{number}",
            sent_at=_sent_at(message),
            to=str(message["To"] or ""),
            subject=str(message["Subject"] or ""),
            text=body.get_content() if body else "",
        )


def _sent_at(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return None
