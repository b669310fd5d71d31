"""Errors of databases in words of ours: a database's own may quote values, hosts and statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from exports.sources.base import SourceError


@contextmanager
def plain_words(
    kinds: tuple[type[Exception], ...], translate: Callable[[Exception], SourceError]
) -> Iterator[dict[str, str]]:
    """Turns any error of the database or its driver into a SourceError without its text.

    Gives a place to note the `table` that is being read: the sentence then names it.
    """
    place: dict[str, str] = {}
    known: tuple[type[Exception], ...] = (SQLAlchemyError, UnicodeDecodeError, *kinds)
    try:
        yield place
    except known as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        fault = _translated(original, translate)
    else:
        return
    table = place.get("table")
    raise SourceError(f"Table “{table}”: {fault.sentence}", fault.retry) if table else fault


def _translated(original: BaseException | None, translate: Callable[[Exception], SourceError]) -> SourceError:
    if isinstance(original, UnicodeDecodeError):
        return SourceError("The source holds text that is not UTF-8.", False)
    if isinstance(original, Exception):
        return translate(original)
    return SourceError("The source answered with an error that is not known here.", False)
