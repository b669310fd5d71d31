"""Half-written submissions: kept on the server, sealed, for a day; the browser holds a random token only."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dsar.enums import Channel, KeyScope
from dsar.models import Controller, DataKey, Draft, Submission
from dsar.models.found import Finding
from dsar.models.once import change
from dsar.services import files, submissions
from dsar.services.errors import Refused
from dsar.services.submissions import Asked

KEPT: Final = timedelta(days=1)
TOKEN_BYTES: Final = 32

_WITH_KEY: Final = """LEFT JOIN dsar_datakey ON dsar_datakey.scope = 'submission'
    AND dsar_datakey.scope_id = dsar_draft.id AND dsar_datakey.purpose = 'seal'
    AND dsar_datakey.destroyed_at IS NULL"""
_OF_TOKEN: Final = Finding(
    Draft,
    Controller,
    DataKey,
    follows=f"""FROM dsar_draft
        JOIN dsar_controller ON dsar_controller.id = dsar_draft.controller_id {_WITH_KEY}
        WHERE dsar_controller.slug = %s AND dsar_draft.token_hash = %s AND dsar_draft.expires_at > %s""",
)
_LOCKING: Final = Finding(
    Draft, DataKey, follows=f"FROM dsar_draft {_WITH_KEY} WHERE dsar_draft.id = %s FOR UPDATE OF dsar_draft"
)


class Changed(Refused):
    """The answers are not those that the person last looked at."""


@dataclass
class Written:
    """What a draft holds: the answers by page, how often they changed, and when it was posted (ISO, UTC)
    if it waits for its mailbox to be confirmed.
    """

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    revision: int = 0
    posted_at: str = ""


def begin(controller: Controller, now: datetime) -> tuple[Draft, str]:
    """Make an empty draft; answers it and its token, of which only the SHA-256 is kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    draft = Draft(controller=controller, token_hash=_hash(token), created_at=now, expires_at=now + KEPT)
    with transaction.atomic():
        _write(draft, Written())
        draft.save(force_insert=True)
    return draft, token


def find(slug: str, token: str, now: datetime) -> Draft | None:
    """Return the live draft of a token with its controller, or None when it is unknown, of another
    controller than that of the slug, or too old.
    """
    if not token:
        return None
    found = _OF_TOKEN.first([slug, _hash(token), now])
    if found is None:
        return None
    draft, controller, key = found
    draft.controller = controller
    if key is not None:
        DataKey.objects.remember(key)
    return cast("Draft", draft)


def read(draft: Draft) -> Written:
    """Open what the draft holds."""
    return Written(**json.loads(draft.open("answers")))


def sent(draft: Draft) -> Submission | None:
    """Return the submission that the draft became, if it was sent."""
    return Submission.objects.filter(pk=draft.pk).first()


def is_over(draft: Draft) -> bool:
    """Say whether nothing can be written any more: it was sent, or waits for its mailbox to be confirmed.

    Answers leave a draft in the transaction that makes the submission: while there are any, none was made.
    """
    written = read(draft)
    return bool(written.posted_at) or (not written.answers and sent(draft) is not None)


def keep(draft: Draft, page: str, answer: dict[str, Any], now: datetime) -> Written:
    """Put one page's answers into the draft and return all, the others as another tab may have left them."""
    with transaction.atomic():
        locked = lock(draft)
        written = read(locked)
        if written.answers.get(page) != answer:
            written.answers[page] = answer
            written.revision += 1
        locked.expires_at = now + KEPT
        write(locked, written)
    return written


def send(draft: Draft, asked: Asked, *, revision: int, now: datetime) -> Submission:
    """Turn a draft into a submission, once; a second sending, or one at the same time, gets the first's.

    The files go with it and the answers leave the draft, which stays until it expires, so that every tab
    finds the way to what was sent. Changed when the answers are not those of ``revision``.
    """
    with transaction.atomic(), DataKey.objects.holding():
        locked = _locked(draft)
        written = read(locked)
        if not written.answers and (existing := sent(locked)):
            return existing
        _check_revision(written, revision)
        locked.controller = draft.controller
        return become(locked, asked, received_at=now, now=now)


def check_revision(locked: Draft, revision: int) -> None:
    """Raise Changed when the answers are not those that the person looked at."""
    _check_revision(read(locked), revision)


def _check_revision(written: Written, revision: int) -> None:
    if written.revision != revision:
        raise Changed(_("Your answers changed since you looked at this page. Please check them again."))


def become(locked: Draft, asked: Asked, *, received_at: datetime, now: datetime) -> Submission:
    """Make the submission of a locked draft, hand it the files, and let the draft forget the answers."""
    with DataKey.objects.holding():
        submission = submissions.receive(
            asked,
            submission_id=locked.pk,
            controller=locked.controller,
            channel=Channel.WEB_FORM,
            received_at=received_at,
            now=now,
            language=get_language() or locked.controller.language,
            savepoint=False,
        )
        files.adopt(locked, submission)
        write(locked, Written())
    return submission


def _locked(draft: Draft) -> Draft:
    """Lock a draft, and hold its key for what is sealed within this transaction; Refused when it is gone.

    Whoever destroys the key of a draft holds the same lock and deletes the draft: while this one is held,
    the key that was read beside the draft stays.
    """
    found = _LOCKING.first([draft.pk])
    if found is None:
        raise Refused(_("This request was sent, or deleted, in another window. Nothing was changed."))
    locked, key = found
    if key is not None:
        DataKey.objects.hold(key)
    return cast("Draft", locked)


def lock(draft: Draft) -> Draft:
    """Lock a draft that may still be written; Refused when it is gone or was sent from another tab."""
    locked = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if locked is None or is_over(locked):
        raise Refused(_("This request was sent, or deleted, in another window. Nothing was changed."))
    return locked


def touch(locked: Draft, now: datetime) -> None:
    """Note in a locked draft that something of it changed, such as its files; its day begins anew."""
    written = read(locked)
    written.revision += 1
    locked.expires_at = now + KEPT
    write(locked, written)


def drop(draft: Draft, now: datetime) -> None:
    """Delete a draft; if it was never sent, its files and its key go too, and with them all it held."""
    with transaction.atomic():
        if locked := Draft.objects.select_for_update().filter(pk=draft.pk).first():
            _delete(locked, now)


def expire(now: datetime) -> int:
    """Delete the drafts whose day is over; answers how many."""
    count = 0
    for pk in list(Draft.objects.filter(expires_at__lte=now).values_list("pk", flat=True)):
        with transaction.atomic():
            over = Draft.objects.select_for_update().filter(pk=pk, expires_at__lte=now).first()
            if over is not None:
                _delete(over, now)
                count += 1
    return count


def _delete(locked: Draft, now: datetime) -> None:
    if sent(locked) is None:
        stored = list(locked.files.all())
        locked.files.all().delete()
        DataKey.objects.destroy(KeyScope.SUBMISSION, locked.pk, now)
        for each in stored:
            transaction.on_commit(partial(each.path.unlink, missing_ok=True), robust=True)
    locked.delete()


def write(locked: Draft, written: Written) -> None:
    """Save what a locked draft holds, and until when it is kept."""
    _write(locked, written)
    change(locked, "answers", "expires_at")


def _write(draft: Draft, written: Written) -> None:
    draft.seal("answers", json.dumps(vars(written), cls=DjangoJSONEncoder))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
