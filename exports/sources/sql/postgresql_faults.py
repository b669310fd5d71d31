"""PostgreSQL's errors in words of ours: the database's own may quote values, hosts and statements."""

from __future__ import annotations

from contextlib import AbstractContextManager

import psycopg

from exports.sources.base import SourceError
from exports.sources.sql.faults import plain_words

# by SQLSTATE, the longest prefix counts (PostgreSQL documentation, appendix A)
_BY_STATE: dict[str, tuple[str, bool]] = {
    "08": ("The connection to the source was lost.", True),
    "22": ("The source holds a value that it cannot hand over in this form", False),
    "22021": ("The source holds text that is not in the encoding it claims to be in", False),
    "25P03": ("The source ended the search because it had waited too long.", True),
    "25P04": ("The source ended the search because it took too long.", True),
    "28": ("The source refused the user name or the password.", False),
    "3D": ("The source has no database of that name.", False),
    "40": ("The source was busy with a change and gave up.", True),
    "42501": ("This user may not read a table or column that the data map names", False),
    "42P01": ("A table that the data map names is no longer there", False),
    "42703": ("A column that the data map names is no longer there", False),
    "42": ("The data map does not fit the database", False),
    "53": ("The source has no room for another connection or for this search.", True),
    "54": ("The search is too large for the source", False),
    "55P03": ("Another program holds a lock on a table of the source.", True),
    "57014": ("The source ended the search because it took too long.", True),
    "57": ("The source shut down or ended our session.", True),
    "58": ("The source's server reports a fault of its own machine.", True),
    "XX": ("The source's server reports a fault of its own", False),
}
# libpq gives no SQLSTATE when no connection comes about; its English words are all there is
_WHILE_CONNECTING: tuple[tuple[str, str, bool], ...] = (
    ("password authentication failed", "The source refused the user name or the password.", False),
    ("no password supplied", "The source wants a password, and its address has none.", False),
    ("authentication failed", "The source refused the user name.", False),
    ("no pg_hba.conf entry", "The source does not accept this user from this machine.", False),
    ("role", "The source refused the user name or the password.", False),
    ("database", "The source has no database of that name, or this user may not use it.", False),
    ("ssl", "No encrypted connection to the source could be made.", False),
    ("timeout expired", "The source did not answer in time.", True),
)


def in_plain_words() -> AbstractContextManager[dict[str, str]]:
    """Turns any error of PostgreSQL or its driver into a SourceError; see `faults`."""
    return plain_words((psycopg.Error,), _fault)


def _fault(original: Exception) -> SourceError:
    state = getattr(original, "sqlstate", None) or ""
    for length in (5, 4, 3, 2):
        if len(state) >= length and state[:length] in _BY_STATE:
            sentence, retry = _BY_STATE[state[:length]]
            return SourceError(sentence if sentence.endswith(".") else f"{sentence} ({state}).", retry)
    if isinstance(original, psycopg.OperationalError | psycopg.InterfaceError):
        return _without_state(original)
    known_state = f" ({state})" if state else ""
    return SourceError(f"The source answered with an error that is not known here{known_state}.", False)


def _without_state(error: psycopg.Error) -> SourceError:
    said = str(error).lower()
    if "fatal:" in said or "failed" in said or "timeout" in said or "ssl" in said:
        for words, sentence, retry in _WHILE_CONNECTING:
            if words in said and ("fatal:" in said or words in {"ssl", "timeout expired"}):
                return SourceError(sentence, retry)
    return SourceError("The source cannot be reached, or the connection to it was lost.", True)
