"""What was decided on a case, and what a decision still lacks."""

import json
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dsar.enums import Outcome, Right
from dsar.grounds import ground
from dsar.labels import OUTCOMES, REFUSAL_GROUNDS
from dsar.models import Case, Resolution
from dsar.states import OF_DEEDS


def of(case: Case) -> Resolution | None:
    """Return what was decided on a case, if anything was."""
    return Resolution.objects.filter(case=case).select_related("exemption", "decided_by").first()


def details_of(resolution: Resolution) -> dict[str, Any]:
    """Return the details of a decision, opened."""
    found: dict[str, Any] = json.loads(resolution.open("details") or "{}")
    return found


def is_refused(case: Case) -> bool:
    """Answer whether the whole request is refused."""
    return Resolution.objects.filter(case=case, outcome=Outcome.REFUSED).exists()


def why_not_decided(case: Case) -> str:
    """Return what a decision on a case lacks, or nothing."""
    resolution = of(case)
    if resolution is None:
        return _("Decide first what is done, and why.")
    if case.right_kind in OF_DEEDS and resolution.outcome != Outcome.DONE and not resolution.reasons:
        return _("Give the reasons for what is not done. They go into the letter.")
    return ""


def told(resolution: Resolution) -> dict[str, Any]:
    """Return a decision in words, for a page."""
    chosen = ground(Right(resolution.case.right), resolution.ground)
    refused = resolution.refusal_ground
    exemption: str | Promise = resolution.exemption.title if resolution.exemption else ""
    return {
        "outcome": OUTCOMES[resolution.outcome],
        "ground": f"{chosen.title} ({chosen.citation})" if chosen else "",
        "refusal_ground": REFUSAL_GROUNDS[refused] if refused else "",
        "exemption": exemption,
        "reasons": resolution.open("reasons"),
    }
