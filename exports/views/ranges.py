"""Byte ranges of an HTTP answer (RFC 9110, 14): one range, or the whole when none can be told."""

import re
from dataclasses import dataclass

_ONE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """What is sent of ``size`` bytes: from ``start`` to before ``stop``; ``part`` when that was asked for."""

    start: int
    stop: int
    size: int
    part: bool

    @property
    def header(self) -> str:
        """Return the value of Content-Range."""
        return f"bytes {self.start}-{self.stop - 1}/{self.size}"


def span_of(asked: str, condition: str, etag: str, size: int) -> Span | None:
    """Return what to send for a Range and an If-Range header; None when no byte of it is there (416).

    A header that is not one range of bytes is as none, and so is a range whose condition names another
    version (dates too: only the entity tag says which bytes these are).
    """
    whole = Span(0, size, size, part=False)
    found = _ONE.fullmatch(asked.replace(" ", "")) if asked else None
    if found is None or found.group(0) == "bytes=-" or (condition and condition != etag):
        return whole
    first, last = found.groups()
    if not first:
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < int(first):
            return whole
    return Span(start, stop, size, part=True) if start < stop else None
