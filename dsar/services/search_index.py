"""The blind index: which words find a submission, without keeping the words."""

from uuid import UUID

from django.db import connection

from dsar.crypto.blind import fold, name_tokens, token
from dsar.crypto.sealed import Key
from dsar.enums import KeyScope
from dsar.models import Controller, DataKey, SearchToken, Submission
from dsar.services.references import tidy_reference

MOST_LINKED = 200
#: The digits of a telephone number that tell it apart, with or without the code of the country.
PHONE_DIGITS = 9


def _key(controller_id: UUID) -> Key:
    return DataKey.objects.index_key(KeyScope.CONTROLLER, controller_id)


def rows_for(
    submission: Submission, *, name: str, email: str, phone: str = "", address: str = ""
) -> list[SearchToken]:
    """Return the rows by which a submission is found: its reference, the name, and what tells whose it is."""
    key = _key(submission.controller_id)
    found = {token(key, "reference", submission.reference), *_whose(key, name, email, phone, address)}
    found |= {token(key, "name", word) for word in name_tokens(name)}
    of = {"controller_id": submission.controller_id, "submission_id": submission.id}
    return [SearchToken(token=each, **of) for each in sorted(found)]


def reindex(submission: Submission, *, name: str, email: str, phone: str, address: str) -> None:
    """Index a submission anew, after its person's details were corrected."""
    SearchToken.objects.filter(submission=submission).delete()
    rows = rows_for(submission, name=name, email=email, phone=phone, address=address)
    SearchToken.objects.bulk_create(rows, ignore_conflicts=True)


def same_person(submission: Submission, *, name: str, email: str, phone: str, address: str) -> set[UUID]:
    """Return the other submissions of the controller that are, as far as their details tell, of one person.

    The same mailbox tells it, and the same name with the same postal address or telephone number.
    """
    wanted = _whose(_key(submission.controller_id), name, email, phone, address)
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT submission_id FROM dsar_searchtoken
               WHERE controller_id = %s AND token = ANY(%s) AND submission_id <> %s LIMIT %s""",
            [submission.controller_id, list(wanted), submission.pk, MOST_LINKED],
        )
        return {submission_id for (submission_id,) in cursor.fetchall()}


def _whose(key: Key, name: str, email: str, phone: str, address: str) -> set[bytes]:
    """Return the words of the index by which one person's submissions find each other."""
    found = {token(key, "email", fold(email))} if email else set()
    who, place = _bare(name), _bare(address)
    number = "".join(sign for sign in phone if sign.isdigit())[-PHONE_DIGITS:]
    if who and place:
        found.add(token(key, "name-address", f"{who}/{place}"))
    if who and len(number) == PHONE_DIGITS:
        found.add(token(key, "name-phone", f"{who}/{number}"))
    return found


def _bare(text: str) -> str:
    """Return the letters and digits of a text alone, as it is compared."""
    return "".join(sign for sign in fold(text) if sign.isalnum())


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
