"""MariaDB's and MySQL's errors in words of ours."""

from __future__ import annotations

from contextlib import AbstractContextManager

import pymysql

from exports.sources.base import SourceError
from exports.sources.sql.faults import plain_words

_TOO_LONG = ("The source ended the search because it took too long.", True)
_LOST = ("The connection to the source was lost.", True)
_REFUSED = ("The source refused the user name or the password.", False)
_NO_DATABASE = ("The source has no database of that name, or this user may not use it.", False)
_NOT_ALLOWED = ("This user may not read a table or column that the data map names.", False)
# by error number (MariaDB Knowledge Base, Error Codes)
_BY_NUMBER: dict[int, tuple[str, bool]] = {
    1040: ("The source has no room for another connection.", True),
    1044: _NO_DATABASE,
    1045: _REFUSED,
    1049: _NO_DATABASE,
    1053: ("The source is shutting down.", True),
    1054: ("A column that the data map names is no longer there.", False),
    1130: ("The source does not accept connections from this machine.", False),
    1142: _NOT_ALLOWED,
    1143: _NOT_ALLOWED,
    1146: ("A table that the data map names is no longer there.", False),
    1153: ("The source holds a value that is larger than it can send (max_allowed_packet).", False),
    1203: ("The source has no room for another connection.", True),
    1205: ("Another program holds a lock on a table of the source.", True),
    1213: ("The source was busy with a change and gave up.", True),
    1226: ("This user has used up what the source allows it for now.", True),
    1301: ("The source holds a value that is larger than it can send (max_allowed_packet).", False),
    1317: _TOO_LONG,
    1356: ("A view of the source does not work any more.", False),
    1412: ("A table of the source was changed during the search.", True),
    1698: _REFUSED,
    1792: ("A view of the source wants to change data; it is opened only for reading.", False),
    1927: _LOST,
    1969: _TOO_LONG,
    2003: ("The source cannot be reached.", True),
    2006: _LOST,
    2013: _LOST,
    2026: ("No encrypted connection to the source could be made.", False),
    3024: _TOO_LONG,
}


def in_plain_words() -> AbstractContextManager[dict[str, str]]:
    """Turns any error of the database or its driver into a SourceError; see `faults`."""
    return plain_words((pymysql.Error,), _fault)


def _fault(error: Exception) -> SourceError:
    number = error.args[0] if error.args else None
    if "timed out" in str(error):
        return SourceError("The source did not answer in time.", True)
    if isinstance(error, pymysql.InterfaceError):
        return SourceError(*_LOST)
    if isinstance(number, int) and number in _BY_NUMBER:
        return SourceError(*_BY_NUMBER[number])
    known = f" ({number})" if isinstance(number, int) and number else ""
    return SourceError(f"The source answered with an error that is not known here{known}.", False)
