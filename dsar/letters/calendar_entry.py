"""A case's dates as a calendar file (RFC 5545): no name is in it, since calendars are shared."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

FOLD = 75  # octets of a line before it is folded (RFC 5545, 3.1)
CRLF = "\r\n"


class Entry(NamedTuple):
    """One whole day: ``part`` tells entries of one case apart, ``before`` are the days of its alarm."""

    part: str
    on: date
    title: str
    words: str
    before: int = 0


def calendar_file(
    entries: list[Entry], *, case_id: UUID, link: str, host: str, moves: int, made_at: datetime
) -> bytes:
    """Return the file; ``moves`` (how often a date moved) lets calendars replace what they had.

    ``made_at`` is an aware instant; ``host`` makes the ids of the entries unique in the world.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Article 12//Clock//EN", "METHOD:PUBLISH"]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{case_id}-{entry.part}@{host}",
            f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"SEQUENCE:{moves}",
            f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(entry.title)}",
            f"DESCRIPTION:{_escaped(entry.words)}",
            f"URL:{link}",
            "TRANSP:TRANSPARENT",
            *_alarm(entry),
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def _alarm(entry: Entry) -> list[str]:
    if not entry.before:
        return []
    said = f"DESCRIPTION:{_escaped(entry.title)}"
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{entry.before}D", said, "END:VALARM"]


def _escaped(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> str:
    """Return the line in pieces of at most 75 octets, never cut within a character."""
    pieces, piece, octets = [], "", 0
    for sign in line:
        size = len(sign.encode())
        if octets + size > FOLD:
            pieces.append(piece)
            piece, octets = " ", 1
        piece, octets = piece + sign, octets + size
    return CRLF.join([*pieces, piece]) + CRLF
