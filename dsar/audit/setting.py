"""Sentences of what was set: a policy loaded, a setting changed, a role given or taken away."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dsar.labels import ROLES

Data = Mapping[str, Any]
Names = Mapping[str, str]


def policy_loaded(data: Data, names: Names) -> str:
    """Say how much a policy changed, and by which file: the first digits of its SHA-256."""
    count, file = int(data.get("changes") or 0), str(data.get("sha256", ""))[:12]
    if data.get("created"):
        return _("The controller was set up from a policy (file %(file)s).") % {"file": file}
    return ngettext(
        "A policy was loaded: %(count)d change (file %(file)s).",
        "A policy was loaded: %(count)d changes (file %(file)s).",
        count,
    ) % {"count": count, "file": file}


def setting_changed(data: Data, names: Names) -> str:
    """Say which setting changed, by its key in the policy file; values where they are codes."""
    words = {"key": data.get("key", ""), "before": _said(data.get("from")), "after": _said(data.get("to"))}
    if data.get("key") == "staff.role":
        return _role(data, names)
    if data.get("what") == "added":
        return _("Something was added to the settings: %(key)s.") % words
    if data.get("what") == "removed":
        return _("Something was taken out of the settings: %(key)s.") % words
    if "to" in data:
        return _("A setting was changed: %(key)s, from %(before)s to %(after)s.") % words
    return _("A setting was changed: %(key)s.") % words


def _role(data: Data, names: Names) -> str:
    role = str(data.get("role", ""))
    words = {
        "role": ROLES.get(role, role),
        "name": names.get(str(data.get("user")), "") or _("a member of staff"),
    }
    if data.get("what") == "removed":
        return _("A role was taken away: %(role)s, from %(name)s.") % words
    return _("A role was given: %(role)s, to %(name)s.") % words


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each) for each in value) or _("nothing")
    return _("nothing") if value in (None, "") else str(value)
