"""What the decision on each right holds beside outcome, ground and reasons; the letter is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dsar.enums import Outcome, Right

_DONE = frozenset({Outcome.DONE, Outcome.PARTLY_DONE})
_DENIED = frozenset({Outcome.REFUSED, Outcome.PARTLY_DONE})
_ALL = _DONE | _DENIED
_NEVER: frozenset[Outcome] = frozenset()


@dataclass(frozen=True, slots=True)
class Detail:
    """One field: its key, its label, its hint; ``needed`` are the outcomes for which it must be filled in."""

    key: str
    label: Any
    hint: Any = ""
    needed: frozenset[Outcome] = _NEVER
    day: bool = False


DETAILS: Mapping[Right, tuple[Detail, ...]] = {
    Right.RECTIFICATION: (
        Detail("wrong", _("What was wrong"), needed=_DONE),
        Detail("correct", _("What it says now"), needed=_DONE),
        Detail(
            "statement",
            _("The person’s statement, where data is not changed"),
            _("It is added to the data, so that whoever reads one reads the other."),
        ),
    ),
    Right.ERASURE: (
        Detail(
            "backups",
            _("When the data leaves the backups"),
            _("For example: backups are overwritten after 35 days."),
            _DONE,
        ),
    ),
    Right.RESTRICTION: (
        Detail(
            "still_allowed",
            _("What may still be done with the data"),
            _("Storing it, and what Art. 18(2) names: consent, legal claims, rights of others."),
            _DONE,
        ),
        Detail("review_on", _("When the restriction is looked at again"), needed=_DONE, day=True),
    ),
    Right.OBJECTION: (
        Detail(
            "balance",
            _("How the grounds were weighed against this person’s situation"),
            _("The person reads it when the objection is not upheld."),
            _ALL,
        ),
        Detail("goes_on", _("What goes on, and on what basis")),
    ),
    Right.AUTOMATED: (
        Detail("decision", _("The decision that was looked at again"), needed=_ALL),
        Detail("logic", _("How it was made, in words the person understands"), needed=_DONE),
        Detail("result", _("What a person decided now"), needed=_DONE),
        Detail("contest", _("How the person can contest it"), needed=_DONE),
    ),
}
