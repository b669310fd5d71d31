"""Plain text: UTF-8, without control characters, and no web page in disguise."""

from __future__ import annotations

import re

from dsar.services.parsing.faults import Fault, Faulty
from dsar.services.parsing.kinds import MARKUP

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def check(data: bytes) -> None:
    """Raise Faulty unless it is text that any editor shows as it is."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Faulty(Fault.NOT_TEXT) from None
    if _CONTROL.search(text):
        raise Faulty(Fault.NOT_TEXT)
    if MARKUP.search(data[:4096]):
        raise Faulty(Fault.MARKUP)
