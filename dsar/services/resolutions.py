"""What is decided on a case: the outcome, its ground, and the reasons that go into the letter."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, Outcome, RefusalGround, Right, Status
from dsar.grounds import grounds_of
from dsar.models import Case, Exemption, Resolution, User
from dsar.permissions import acting_role, can_work_case
from dsar.selectors import decisions
from dsar.services import cases
from dsar.services.errors import Refused
from dsar.states import OF_EFFECT

LONGEST = 6000
#: What a case of deeds can come to by a decision.
_DEEDS = (Outcome.DONE, Outcome.PARTLY_DONE, Outcome.REFUSED)


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decides; ``details`` hold what the letter of this right needs beside the reasons."""

    outcome: Outcome
    ground: str = ""
    reasons: str = ""
    refusal_ground: RefusalGround | None = None
    exemption: Exemption | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


def decide(case: Case, decision: Decision, *, actor: User, now: datetime) -> Resolution:
    """Keep what was decided on a case that is being decided; decided again, the last word counts.

    Refused: an outcome that this right cannot have; no ground, or one of another right; no reasons where
    something is denied.
    """
    with transaction.atomic():
        case = cases.locked(case)
        if case.status != Status.DECIDING:
            raise Refused(_("This case is not being decided now. Reload it to see its next step."))
        if decision.outcome not in _DEEDS:
            raise Refused(_("Choose what was decided."))
        _check(case, decision)
        return _keep(case, decision, actor, now)


def refuse(case: Case, decision: Decision, *, actor: User, now: datetime) -> Case:
    """Decide to refuse the whole request; the letter is prepared and reviewed like every other answer.

    Refused: opting out of marketing and withdrawing consent, which nobody may refuse; no ground; no reasons.
    """
    with transaction.atomic():
        case = cases.locked(case)
        if case.right_kind in OF_EFFECT:
            raise Refused(_("The law knows no ground to refuse this. It is in force already."))
        if decision.refusal_ground is None or decision.outcome != Outcome.REFUSED:
            raise Refused(_("Choose the ground in law on which the request is refused."))
        _check(case, decision)
        _keep(case, decision, actor, now)
        return cases.move(
            case,
            "refuse",
            actor=actor,
            now=now,
            changes={"refusal_ground": decision.refusal_ground},
            data={"ground": decision.refusal_ground},
        )


def drop_refusal(case: Case, *, actor: User, now: datetime) -> Case:
    """Take a refusal back that has not left yet; the case goes on where it can."""
    with transaction.atomic():
        case = cases.locked(case)
        if not case.refusal_ground:
            raise Refused(_("This request is not refused."))
        name = "drop_refusal" if case.identity_settled_at else "drop_refusal_early"
        case = cases.move(case, name, actor=actor, now=now, changes={"refusal_ground": ""})
        Resolution.objects.filter(case=case).delete()
    return case


def _check(case: Case, decision: Decision) -> None:
    denied = decision.outcome in (Outcome.REFUSED, Outcome.PARTLY_DONE)
    if denied and not decision.reasons.strip():
        raise Refused(_("Give the reasons, with the facts of this case. The person reads them."))
    if len(decision.reasons) > LONGEST:
        raise Refused(_("Keep the reasons under %(most)d characters.") % {"most": LONGEST})
    if decision.outcome == Outcome.REFUSED and decision.refusal_ground is None:
        raise Refused(_("Choose the ground in law on which the request is refused."))
    if decision.ground and decision.ground not in {each.code for each in grounds_of(Right(case.right))}:
        raise Refused(_("Choose a ground that belongs to this right."))
    if decision.exemption is not None and case.right not in decision.exemption.rights:
        raise Refused(_("This exemption does not apply to this right."))


def _keep(case: Case, decision: Decision, actor: User, now: datetime) -> Resolution:
    if not can_work_case(actor, case):
        raise Refused(_("Only a caseworker or a DPO can decide a case."))
    resolution = decisions.of(case) or Resolution(case=case, submission=case.submission)
    resolution.outcome, resolution.ground = decision.outcome, decision.ground
    resolution.refusal_ground = decision.refusal_ground or ""
    resolution.exemption = decision.exemption
    resolution.seal("reasons", decision.reasons.strip() or None)
    resolution.seal("details", json.dumps(dict(decision.details), cls=DjangoJSONEncoder))
    resolution.review_on = decision.details.get("review_on")
    resolution.decided_at, resolution.decided_by = now, actor
    resolution.save()
    record(
        EventType.DECIDED,
        at=now,
        case=case,
        actor=actor,
        role=acting_role(actor, case),
        data={
            "outcome": decision.outcome,
            "ground": decision.ground,
            "refusal_ground": decision.refusal_ground,
            "exemption": decision.exemption.code if decision.exemption else None,
        },
    )
    return resolution
