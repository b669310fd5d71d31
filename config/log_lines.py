"""How a line of the log is written: of what class a fault is and where it happened, never what it quotes.

The words of an error may hold what a person wrote, and the address of a page the secret that opens it.
"""

import logging
import re
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

_Error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
#: A part of an address as long as only secrets are; the ids of rows are no secrets.
_SECRET = re.compile(rf"/(?!{_UUID}\b)[\w:=.-]{{24,}}(?=[/?\s]|$)")


class Lines(logging.Formatter):
    """Writes errors without their words, and addresses without their secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one line, with the error that belongs to it, if any, below."""
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(_without_words(record))
        finally:
            record.exc_text = kept

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the name is logging's
        """Write the line itself."""
        return _SECRET.sub("/…", super().formatMessage(record))

    def formatException(self, ei: _Error) -> str:  # noqa: N802  the name is logging's
        """Write where an error happened, and what it came from."""
        return "\nwhile dealing with this came\n".join(_told(ei[1]))


def _without_words(record: logging.LogRecord) -> logging.LogRecord:
    """Return the record of a failed task without the words that Celery quotes in its own sentence."""
    args: Any = record.args
    if record.name != "celery.app.trace" or not isinstance(args, dict) or "traceback" not in args:
        return record
    error = record.exc_info[1] if record.exc_info else None
    told = logging.makeLogRecord(record.__dict__)
    told.args = args | {"exc": type(error).__name__, "traceback": ""}
    return told


def _told(error: BaseException | None) -> Iterator[str]:
    """Yield an error and those before it, the first first: frames and class."""
    if error is None:
        return
    for each in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _told(each)
    yield from _told(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
    yield "".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__
