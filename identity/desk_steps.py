"""What this room puts on the case page: its tab, its line of the checklist, its next step."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.enums import EventType, Status
from dsar.models import Case
from dsar.spokes import Missing, NextStep, Panel
from dsar.states import OF_EFFECT
from identity.enums import AuthorityState, CheckState, EvidenceState, LookUp
from identity.models import Check, Evidence
from identity.services import passing

_OPEN = (Status.RECEIVED, Status.AWAITING_IDENTITY)
_UNDER_WAY = (
    Status.READY,
    Status.SEARCHING,
    Status.DECIDING,
    Status.ACTING,
    Status.PREPARING,
    Status.IN_REVIEW,
)
_TAB = "identity:case"


def _mark(case: Case) -> str:
    """Return a tick when it is settled, else how many documents wait."""
    if case.identity_settled_at is not None:
        return "✓"
    return str(_waiting(case).count() or "")


def _waiting(case: Case) -> QuerySet[Evidence]:
    rows = Evidence.objects.filter(submission=case.submission_id, state=EvidenceState.WAITING)
    return rows.order_by("arrived_at")


PANEL = Panel("identity", gettext_lazy("Identity"), _TAB, _mark, 10)


def missing(case: Case) -> Iterator[Missing]:
    """Yield this room's lines of the checklist: who the person is, and who may act for them."""
    acting = passing.representative_of(case.submission)
    if acting is None:
        yield Missing(_("Settled who is asking"), case.identity_settled_at is not None, order=10)
        return
    known = Check.objects.filter(submission=case.submission_id, state=CheckState.SETTLED).exists()
    yield Missing(_("Settled who the person is"), known, order=10)
    accepted = acting.state == AuthorityState.ACCEPTED
    yield Missing(_("Accepted that the representative may act"), accepted, order=11)


def next_step(case: Case, now: datetime) -> NextStep | None:
    """Return what is next as far as it is open who is asking."""
    if case.status not in _OPEN:
        return _opened_again(case)
    if (document := _waiting(case).first()) is not None:
        day = date_format(document.arrived_on, "j F Y")
        text = _("A document arrived on %(day)s. Look at it, and accept or refuse it.") % {"day": day}
        return NextStep(text, _("Look at the document"), _TAB, order=10)
    if (sentence := _authority(case)) != "":
        return NextStep(sentence, _("Decide authority"), _TAB, order=10)
    if case.status == Status.AWAITING_IDENTITY:
        return NextStep(_awaited(case), _("See what was asked"), _TAB, order=10)
    return NextStep(_received(case), _("Decide identity"), _TAB, order=10)


def _opened_again(case: Case) -> NextStep | None:
    """Return that it is open again who is asking, in a case that was under way."""
    if case.status not in _UNDER_WAY or case.identity_settled_at is not None or case.right in OF_EFFECT:
        return None
    if not case.events.filter(type=EventType.IDENTITY_REOPENED).exists():
        return None
    text = _("It is open again who is asking, or who may act for them. Nothing leaves until then.")
    return NextStep(text, _("Settle it again"), _TAB, order=5)


def _authority(case: Case) -> str:
    """Return what is next about somebody who acts for the person, or nothing."""
    acting = passing.representative_of(case.submission)
    if acting is None or acting.state == AuthorityState.ACCEPTED:
        return ""
    if acting.state == AuthorityState.ASKED:
        return _("Authority was asked for. Decide when it arrives, or when the person tells us.")
    if acting.state == AuthorityState.REFUSED:
        return _("The authority that was sent is not enough; they were told what would do.")
    return _("Somebody writes for this person. Decide whether they may; ask for authority if you need it.")


def _awaited(case: Case) -> str:
    """Return what asking for proof does to the time."""
    if case.limit_on is None:
        return _("Proof was asked for. The time waits until it arrives; you need do nothing until then.")
    return _("Proof was asked for. The time runs meanwhile, for no doubt delays it.")


def _received(case: Case) -> str:
    """Return what is known of somebody who was not asked for proof."""
    check = Check.objects.filter(submission=case.submission_id).first()
    result = check.lookup_result if check else ""
    if case.submission.person.email is None:
        return _(
            "This person has no e-mail address, so no mailbox can be proven. Compare what they wrote with "
            "what you hold, and ask for proof by post only where there is a doubt."
        )
    if case.submission.contact_proven_at is None:
        return _(
            "The mailbox is not proven yet: that happens when the person opens the link in our mail. "
            "Ask for proof only where there is a doubt."
        )
    if result == LookUp.FAILED:
        return _("The sources could not be asked whether they know the address. Look it up again.")
    if result == "":
        return _("The mailbox is proven. The sources are being asked whether they know it.")
    return _("The mailbox is proven, but the sources do not settle it. Ask for proof, with the reason.")
