"""The filters of the worklist as they stand in its address: closed lists, everything else is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q

from dsar.enums import Right, Status
from dsar.selectors.scope import Scope
from dsar.selectors.windows import ABOUT_ANSWERED, OPEN, WINDOWS, window

STATES = ("open", "all", *[status.value for status in Status])
SORTS = ("due", "-due", "received", "-received")
OWNERS = ("mine", "nobody")


@dataclass(frozen=True, slots=True)
class Filters:
    """One view of the worklist; empty means unfiltered, ``state`` empty means open cases."""

    q: str = ""
    state: str = ""
    due: str = ""
    on: str = ""
    owner: str = ""
    right: str = ""
    controller: str = ""
    sort: str = ""
    after: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Filters":
        """Return the filters of an address; what is not in the lists counts as not given."""
        kept = {each.name: given.get(each.name, "").replace("\0", "").strip() for each in fields(cls)}
        allowed: dict[str, Any] = {"state": STATES, "due": WINDOWS, "right": list(Right), "sort": SORTS}
        for name, values in allowed.items():
            if kept[name] not in values:
                kept[name] = ""
        if kept["owner"] not in OWNERS and not _is_id(kept["owner"]):
            kept["owner"] = ""
        if not _is_day(kept["on"]):
            kept["on"] = ""
        kept["q"] = kept["q"][:200]
        return cls(**kept)

    def query(self, **changes: str) -> str:
        """Return the address part of these filters with changes; a change starts at the first page."""
        other = replace(self, after="", **changes) if "after" not in changes else replace(self, **changes)
        given = {each.name: getattr(other, each.name) for each in fields(other)}
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def shown_state(self) -> str:
        """Return the state that counts: a search and the answered ones look at all, the rest at open."""
        if self.state:
            return self.state
        return "all" if self.q or self.due in ABOUT_ANSWERED else "open"

    def condition(self, scope: Scope) -> Q:
        """Return what a case must meet; the words searched for are met elsewhere."""
        found = _state(self.shown_state)
        if self.due:
            found &= window(self.due, scope)
        if self.on:
            found &= Q(limit_on=date.fromisoformat(self.on)) & OPEN & ~Q(status=Status.RELEASED)
        if self.owner == "mine":
            found &= scope.mine()
        elif self.owner:
            found &= Q(owner=None) if self.owner == "nobody" else Q(owner_id=self.owner)
        if self.right:
            found &= Q(right=self.right)
        if self.controller:
            found &= Q(controller__slug=self.controller)
        return found


def _state(name: str) -> Q:
    if name == "all":
        return Q()
    return OPEN if name == "open" else Q(status=name)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
