"""What a test asks of every error of a source: a whole sentence, nothing of a person, no secret."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import pytest

from exports.sources.base import SourceError
from tests.exports.sources.postgres import SECRET
from tests.support import mariadb


def fault(ask: Callable[[], object]) -> SourceError:
    """The error that this ends with."""
    with pytest.raises(SourceError) as caught:
        ask()
    told = "".join(traceback.format_exception(caught.value))
    assert SECRET not in told
    assert mariadb.SECRET not in told
    assert "ada@example.org" not in told
    assert caught.value.sentence.endswith((".", "/database", ".db"))
    return caught.value
