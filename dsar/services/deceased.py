"""The person whose data it is has died: what they asked lapses, and whoever acts for them is told why.

The right belongs to the living and ends with them. Every case of the submission that is still open ends
together, with one letter; it says as well what others may have a right to of their own.
"""

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from dsar.audit.recording import civil_date
from dsar.enums import DeliveryKind, Outcome, Status
from dsar.models import Case, Submission, User
from dsar.services import acting, cases, notes, tasks, to_requester
from dsar.services.errors import Refused
from dsar.spokes import registry
from dsar.states import OF_EFFECT, find

_OVER = (Status.RELEASED, Status.CLOSED)


def died(case: Case, *, heard_on: date, known_by: str, actor: User, now: datetime) -> list[Case]:
    """Let every open case of a submission lapse, because its person has died; one letter tells.

    ``known_by`` is who told us and what shows it, kept as a note. Refused: without it; for a day still to
    come; while an answer is being made, or has left.
    """
    if not known_by.strip():
        raise Refused(_("Say who told us, and what shows it."))
    if heard_on > civil_date(case.controller, now):
        raise Refused(_("We cannot have heard of it on a day that is still to come."))
    with transaction.atomic():
        submission = Submission.objects.select_for_update(no_key=True).get(pk=case.submission_id)
        open_ = [each for each in cases.all_locked(submission.pk) if each.status not in _OVER]
        if not open_:
            raise Refused(_("Nothing of this request is open any more."))
        for each in open_:
            if find(each.right_kind, each.status_kind, "lapse") is None:
                raise Refused(_("An answer is just being made. Try again when it is there to be reviewed."))
        notes.add(case, known_by, key=uuid4(), actor=actor, now=now)
        changes = {"closed_at": now, "outcome": Outcome.LAPSED}
        data = {"outcome": Outcome.LAPSED, "died": True}
        lapsed = [
            cases.move(each, "lapse", actor=actor, now=now, changes=changes, data=data, occurred_on=heard_on)
            for each in open_
        ]
        for each in lapsed:
            acting.end_meanwhile(each, actor=actor, now=now)
            # Nobody wants advertising for the dead: what took effect on receipt is still carried out.
            if each.right not in OF_EFFECT:
                tasks.drop(each, actor=actor, now=now)
            for hear in registry.ended.values():
                hear(each, now)
        _tell(lapsed[0], now)
    return lapsed


def _tell(case: Case, now: datetime) -> None:
    about = f"submission:{case.submission_id}:{now:%Y%m%d%H%M%S}"
    told = {"reason": reason(case.submission)}
    to_requester.write(DeliveryKind.LAPSED, case, about=about, told=told, now=now)


def reason(submission: Submission) -> str:
    """Return what the letter says, in the language of the request: why, and the other routes there are."""
    with override(submission.language):
        why = _(
            "We were told that the person whose data this is about has died, and we are sorry for your loss. "
            "The right to ask for personal data belongs to the living; it ends with the person, and so does "
            "this request."
        )
        other = _(
            "If you settle what they left, or have a claim of your own that comes from the death, write to "
            "us: there may be other ways to get what you need."
        )
        health = _(
            "Health records can be asked for under the Access to Health Records Act 1990, in Northern "
            "Ireland under the Access to Health Records (Northern Ireland) Order 1993."
        )
    uk = submission.controller.jurisdiction.startswith("uk")
    return "\n\n".join([why, f"{other} {health}" if uk else other])
