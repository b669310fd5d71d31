"""SQLite's errors in words of ours."""

from __future__ import annotations

import re
import sqlite3
from contextlib import AbstractContextManager

from exports.sources.base import SourceError
from exports.sources.sql.faults import plain_words

# by the name of SQLite's result code, the longest beginning counts (sqlite.org/rescode.html)
_BY_CODE: dict[str, tuple[str, bool]] = {
    "SQLITE_BUSY": ("Another program is writing to the file.", True),
    "SQLITE_LOCKED": ("Another program is writing to the file.", True),
    "SQLITE_SCHEMA": ("The tables of the file were changed during the search.", True),
    "SQLITE_INTERRUPT": ("The search was ended because it took too long.", True),
    "SQLITE_NOTADB": ("The file is no SQLite database, or it is encrypted.", False),
    "SQLITE_CORRUPT": ("The file is damaged.", False),
    "SQLITE_CANTOPEN": ("The file cannot be opened.", False),
    "SQLITE_READONLY": (
        "The file was left in the middle of a change; it is not repaired here.",
        False,
    ),
    "SQLITE_PERM": ("The file may not be read.", False),
    "SQLITE_AUTH": ("The file may not be read.", False),
    "SQLITE_IOERR": ("The file cannot be read: the machine reports a fault.", True),
    "SQLITE_FULL": ("There is no room on this machine to sort what was found.", True),
    "SQLITE_NOMEM": ("There is no room in memory for a value of the file.", True),
    "SQLITE_TOOBIG": ("The file holds a value that is too large to be handed over.", False),
}
_NOT_UTF8 = re.compile(r"Could not decode to UTF-8 column '(.{1,120}?)' with text")


def in_plain_words() -> AbstractContextManager[dict[str, str]]:
    """Turns any error of SQLite or its driver into a SourceError; see `faults`."""
    return plain_words((sqlite3.Error,), _fault)


def _fault(error: Exception) -> SourceError:
    code = getattr(error, "sqlite_errorname", None) or ""
    for known, (sentence, retry) in _BY_CODE.items():
        if code.startswith(known):
            return SourceError(sentence, retry)
    if _NOT_UTF8.match(str(error)):
        return SourceError("The source holds text that is not UTF-8.", False)
    if "no such" in str(error) or "unsafe use" in str(error):
        return SourceError("The data map does not fit the file, or a view of it does not work.", False)
    known_code = f" ({code})" if code else ""
    return SourceError(f"The source answered with an error that is not known here{known_code}.", False)
