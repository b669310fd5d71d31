"""Questions that only the person can answer, drawn live from the sources; nothing of it is kept here.

They rest on what a data map says of its columns: town and postcode of an address, the month of a purchase.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import override

from dsar.models import Controller, Submission
from dsar.spokes import KnownFact
from exports.models import SourceConnection
from exports.services.connections import current_map, opened
from exports.sources.base import Batch, Column, ColumnType, Identity, IdentityKind

_TOWN, _POSTCODE = "user.contact.address.city", "user.contact.address.postal_code"
_PURCHASE = "user.behavior.purchase_history"
#: Batches that are looked through for one source: enough for questions, and no search.
_MOST = 200


def draw_facts(submission: Submission) -> list[KnownFact]:
    """Return what the sources can ask of the person as whom somebody writes; raises SourceError."""
    email = submission.person.open("email")
    if not email:
        return []
    known: dict[str, set[str]] = defaultdict(set)
    for batch in _batches(submission.controller, email):
        for number, column in enumerate(batch.record_set.columns):
            _take(known, column, [str(row[number]) for row in batch.rows if row[number] not in (None, "")])
    with override(submission.language):
        return list(_questions(known))


def _batches(controller: Controller, email: str) -> Iterator[Batch]:
    for row in SourceConnection.objects.filter(controller=controller, active=True):
        source = opened(row, current_map(row)).source
        with closing(source.walk([Identity(IdentityKind.EMAIL, email)])) as walked:
            yield from islice(walked, _MOST)


def _take(known: dict[str, set[str]], column: Column, values: list[str]) -> None:
    """Note the values of a column that a question can be made of."""
    for category in (_TOWN, _POSTCODE):
        if category in column.categories:
            known[category].update(values)
    if _PURCHASE in column.categories and column.type in (ColumnType.DATE, ColumnType.DATETIME):
        known[_PURCHASE].update(value[:7] for value in values)


def _questions(known: dict[str, set[str]]) -> Iterator[KnownFact]:
    if known[_TOWN]:
        yield KnownFact(_("Which town is in the address that we have for you?"), _sorted(known[_TOWN]))
    if known[_POSTCODE]:
        question = _("What is the postcode of the address that we have for you?")
        yield KnownFact(question, _sorted(known[_POSTCODE]))
    if known[_PURCHASE]:
        question = _("In which month and year did you last order something from us? For example: 03/2025")
        yield KnownFact(question, (max(known[_PURCHASE]),))


def _sorted(values: set[str]) -> tuple[str, ...]:
    return tuple(sorted(values))
