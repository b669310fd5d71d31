"""The blind index: which words find a submission, without keeping the words."""

from uuid import UUID

from dsar.crypto.blind import fold, name_tokens, token
from dsar.crypto.sealed import Key
from dsar.enums import KeyScope
from dsar.models import Controller, DataKey, SearchToken, Submission
from dsar.services.references import tidy_reference


def _key(controller_id: UUID) -> Key:
    return DataKey.objects.index_key(KeyScope.CONTROLLER, controller_id)


def index(submission: Submission, *, name: str, email: str) -> None:
    """Add a submission's reference, address and name to the index of its controller."""
    key = _key(submission.controller_id)
    found = {token(key, "reference", submission.reference), token(key, "email", fold(email))}
    found |= {token(key, "name", word) for word in name_tokens(name)}
    SearchToken.objects.bulk_create(
        [
            SearchToken(controller=submission.controller, submission=submission, token=each)
            for each in sorted(found)
        ],
        ignore_conflicts=True,
    )


def find(controller: Controller, typed: str) -> set[UUID]:
    """Return the submissions of a controller that what was typed finds.

    A reference or an address finds by itself; of several words of a name, all must fit, each by its
    whole or by its first three letters.
    """
    key = _key(controller.id)
    if reference := tidy_reference(typed):
        found = _holding(controller, token(key, "reference", reference))
        if found:
            return found
    if "@" in typed:
        return _holding(controller, token(key, "email", fold(typed)))
    words = [word for word in fold(typed).split() if len(word) >= 3]
    sets = [_holding(controller, token(key, "name", word)) for word in words]
    return set.intersection(*sets) if sets else set()


def _holding(controller: Controller, wanted: bytes) -> set[UUID]:
    rows = SearchToken.objects.filter(controller=controller, token=wanted)
    return set(rows.values_list("submission_id", flat=True)[:2000])
