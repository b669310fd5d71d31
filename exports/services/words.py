"""The words that staff add to an answer: what follows, what is new since the last one, how a transfer went.

They belong to the answer that comes next: when one is released, the next one begins without any.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.enums import EventType, Right, Status
from dsar.models import Case, User
from dsar.permissions import acting_role
from dsar.services import cases
from dsar.services.errors import Refused
from exports.enums import PackageState
from exports.models import AnswerWords, Package

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Words:
    """What follows later and by when; what is added and why it was not there; how a transfer went."""

    follows: str = ""
    follows_by_on: date | None = None
    added: list[str] = field(default_factory=list)
    why_not_before: str = ""
    transfer: str = ""


def of(case: Case) -> Words:
    """Return the words for the answer that comes next."""
    return _opened(_row(case))


def before(case: Case, version: int) -> Words:
    """Return the words that an answer left with."""
    earlier = AnswerWords.objects.filter(case=case, after__lt=version)
    return _opened(earlier.order_by("-after").first() if earlier.exists() else None)


def _opened(row: AnswerWords | None) -> Words:
    if row is None:
        return Words()
    found: dict[str, Any] = json.loads(row.open("words"))
    by_on = found.pop("follows_by_on")
    return Words(**found, follows_by_on=date.fromisoformat(by_on) if by_on else None)


def released_before(case: Case) -> Package | None:
    """Return the last answer on this case that the requester has had, if any."""
    return Package.objects.filter(case=case, state=PackageState.RELEASED).order_by("-version").first()


def _row(case: Case) -> AnswerWords | None:
    return AnswerWords.objects.filter(case=case, after=_after(case)).first()


def _after(case: Case) -> int:
    rows = Package.objects.filter(case=case, state=PackageState.RELEASED)
    return rows.aggregate(last=Max("version"))["last"] or 0


def write(case: Case, words: Words, *, actor: User, now: datetime) -> None:
    """Keep the words for the answer that comes next, in place of those before."""
    for text in (words.follows, words.why_not_before, words.transfer, *words.added):
        if len(text) > LONGEST:
            raise Refused(_("Keep a text under %(most)d characters.") % {"most": LONGEST})
    with transaction.atomic():
        row = _row(case) or AnswerWords(case=case, submission=case.submission, after=_after(case))
        row.seal("words", json.dumps(asdict(words), cls=DjangoJSONEncoder))
        row.written_at, row.written_by = now, actor
        row.save()
        record(
            EventType.DECIDED,
            at=now,
            case=case,
            actor=actor,
            role=acting_role(actor, case),
            data={"words": [name for name, said in asdict(words).items() if said]},
        )


def supplement(case: Case, *, added: list[str], why_not_before: str, actor: User, now: datetime) -> None:
    """Say what a second answer adds to the one before, and why it was not in that; nothing: answer anew."""
    with transaction.atomic():
        case = _preparing(case)
        said = [line.strip() for line in added if line.strip()]
        if released_before(case) is None:
            raise Refused(_("Nothing was answered before on this case, so there is nothing to add to."))
        if bool(said) != bool(why_not_before.strip()):
            raise Refused(_("Say what is added, and why it was not in our earlier answer."))
        write(
            case, replace(of(case), added=said, why_not_before=why_not_before.strip()), actor=actor, now=now
        )


def transferred(case: Case, *, result: str, actor: User, now: datetime) -> None:
    """Say how sending the data straight to another controller went (Art. 20(2)); the letter repeats it."""
    with transaction.atomic():
        case = _preparing(case)
        if case.right != Right.PORTABILITY:
            raise Refused(_("Only data to take elsewhere is sent straight to another organisation."))
        write(case, replace(of(case), transfer=result.strip()), actor=actor, now=now)


def follows(case: Case, *, what: str, by_on: date, actor: User, now: datetime) -> None:
    """Say what is still to come after this answer, and by which day."""
    if not what.strip():
        raise Refused(_("Say what follows, so that the person knows what is still to come."))
    if case.right != Right.ACCESS:
        raise Refused(_("Only an answer to an access request is given in parts."))
    if by_on <= civil_date(case.controller, now):
        raise Refused(_("The day by which the rest follows must be still to come."))
    write(case, replace(of(case), follows=what.strip(), follows_by_on=by_on), actor=actor, now=now)


def forget_what_follows(case: Case, *, actor: User, now: datetime) -> None:
    """Take back that this is a first part: the answer went back before it left."""
    said = of(case)
    if said.follows:
        write(case, replace(said, follows="", follows_by_on=None), actor=actor, now=now)


def _preparing(case: Case) -> Case:
    case = cases.locked(case)
    if case.status != Status.PREPARING:
        raise Refused(_("The words of an answer are written while it is prepared."))
    return case
