"""Sentences of the events of complaints that say more than their kind."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from dsar.labels import COMPLAINT_OUTCOMES

Data = Mapping[str, Any]
Names = Mapping[str, str]


def step(data: Data, names: Names) -> str:
    """Say whether a step was taken, the person was told, or the complaint was linked to a request."""
    if data.get("linked"):
        return _("A complaint was linked to this request.")
    if data.get("told"):
        return _("Somebody who complained was told how far we are.")
    return _("A step was taken to look into a complaint.")


def closed(data: Data, names: Names) -> str:
    """Say how a complaint ended, and that nobody without a part was there to answer it, if so."""
    outcome = COMPLAINT_OUTCOMES.get(data.get("outcome", ""), "")
    if not outcome:
        return _("A complaint was closed.")
    if data.get("independent") is False:
        return _("A complaint was closed: %(outcome)s. Who answered it had a part in it.") % {
            "outcome": outcome
        }
    return _("A complaint was closed: %(outcome)s.") % {"outcome": outcome}


def given(data: Data, name: str) -> str:
    """Say to whom a complaint was given."""
    if not data.get("to"):
        return _("A complaint has no owner any more.")
    return _("A complaint was given to %(name)s.") % {"name": name or _("a member of staff")}
