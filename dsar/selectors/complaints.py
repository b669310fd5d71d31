"""Complaints as the desk lists them: by what is owed next, open ones first."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case as Switch
from django.db.models import DateField, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Least
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dsar.enums import ComplaintState
from dsar.labels import COMPLAINT_OUTCOMES, COMPLAINT_STATES
from dsar.models import Case, Complaint
from dsar.models.sealing import warm
from dsar.selectors.names import opened
from dsar.selectors.scope import Scope

STATES = ("open", "all", *[state.value for state in ComplaintState])
OWED: dict[str, str | Promise] = {
    "ack": _("acknowledge"),
    "progress": _("word of progress"),
    "outcome": _("outcome"),
}
LATE = "late"
OPEN = ~Q(state=ComplaintState.CLOSED)


@dataclass(frozen=True, slots=True)
class Filters:
    """One view of the complaints; empty means unfiltered, ``state`` empty means open ones."""

    state: str = ""
    owed: str = ""
    owner: str = ""
    controller: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Filters":
        """Return the filters of an address; what is not in the lists counts as not given."""
        kept = {each.name: given.get(each.name, "").replace("\0", "").strip() for each in fields(cls)}
        allowed = {"state": STATES, "owed": (*OWED, LATE)}
        for name, values in allowed.items():
            if kept[name] not in values:
                kept[name] = ""
        if kept["owner"] not in ("mine", "nobody"):
            kept["owner"] = ""
        return cls(**kept)

    def query(self, **changes: str) -> str:
        """Return the address part of these filters with changes."""
        other = replace(self, **changes)
        given = {each.name: getattr(other, each.name) for each in fields(other)}
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True, slots=True)
class Line:
    """A complaint as the list shows it: the name opened for it, where it stands, what is owed by when."""

    complaint: Complaint
    name: str
    standing: str
    owed: str
    owed_on: date | None


def find(complaint_id: UUID) -> Complaint:
    """Return a complaint with all that its page shows; raises Http404."""
    rows = Complaint.objects.select_related(
        "controller", "submission", "case__submission", "owner", "closed_by", "letter"
    )
    complaint = rows.filter(pk=complaint_id).first()
    if complaint is None:
        raise Http404
    return complaint


def about(case: Case) -> list[Complaint]:
    """Return the complaints about a case or about its whole request, newest first."""
    rows = Complaint.objects.filter(submission=case.submission_id).filter(Q(case=case) | Q(case=None))
    return list(rows.order_by("-received_at"))


def rows(scope: Scope, filters: Filters) -> QuerySet[Complaint]:
    """Return the complaints of a view, first those whose next word is owed first."""
    found = Complaint.objects.filter(controller__in=[each.id for each in scope.controllers])
    dated = found.filter(_state(filters.state or "open")).annotate(owed_on=_owed_on())
    if filters.owed:
        dated = dated.filter(_late(scope) if filters.owed == LATE else _owed(filters.owed))
    if filters.owner:
        dated = dated.filter(owner=scope.user if filters.owner == "mine" else None)
    if filters.controller:
        dated = dated.filter(controller__slug=filters.controller)
    first = F("owed_on").asc(nulls_last=True), F("closed_at").desc(nulls_last=True), "id"
    return dated.select_related("controller", "owner", "submission").order_by(*first)


def lines(found: list[Complaint]) -> list[Line]:
    """Return complaints as lines, their keys read at once."""
    warm(found)
    return [
        Line(each, opened(each, "name"), standing(each), str(OWED.get(what, "")), on)
        for each, (what, on) in ((each, next_owed(each)) for each in found)
    ]


def standing(complaint: Complaint) -> str:
    """Return where a complaint stands, or how it ended, in words."""
    if complaint.state == ComplaintState.CLOSED:
        return str(COMPLAINT_OUTCOMES[complaint.outcome])
    return str(COMPLAINT_STATES[complaint.state])


def next_owed(complaint: Complaint) -> tuple[str, date | None]:
    """Return what the person is owed next, and by when; nothing for a closed complaint."""
    if complaint.state == ComplaintState.CLOSED:
        return "", None
    owed = {"progress": complaint.progress_by_on, "outcome": complaint.outcome_by_on}
    if complaint.state == ComplaintState.RECEIVED:
        owed = {"ack": complaint.ack_by_on or complaint.ack_target_on, **owed}
    dated = [(on, what) for what, on in owed.items() if on is not None]
    return min(((what, on) for on, what in dated), key=lambda pair: pair[1], default=("", None))


def late(scope: Scope) -> int:
    """Return how many open complaints are owed a word since before today."""
    return rows(scope, Filters(owed=LATE)).order_by().count()


def to_acknowledge(scope: Scope) -> int:
    """Return how many complaints wait for their acknowledgement."""
    own = Complaint.objects.filter(controller__in=[each.id for each in scope.controllers])
    return own.filter(state=ComplaintState.RECEIVED).count()


def _owed_on() -> Combinable:
    """Return the day that ``next_owed`` gives, as the database works it out."""
    far = Value(date.max, output_field=DateField())
    ack = Switch(
        When(state=ComplaintState.RECEIVED, then=Coalesce("ack_by_on", "ack_target_on", far)), default=far
    )
    nearest = Least(ack, Coalesce("progress_by_on", far), Coalesce("outcome_by_on", far))
    return Switch(When(OPEN, then=nearest), default=None, output_field=DateField())


def _owed(what: str) -> Q:
    """Return what a complaint with ``owed_on`` must meet so that this is what it is owed next."""
    ack = Q(state=ComplaintState.RECEIVED, owed_on=Coalesce("ack_by_on", "ack_target_on"))
    progress = ~ack & Q(owed_on=F("progress_by_on"))
    return OPEN & {"ack": ack, "progress": progress, "outcome": ~ack & ~progress}[what]


def _late(scope: Scope) -> Q:
    found = Q(pk__in=[])
    for within, zone in scope.by_zone():
        found |= within & OPEN & Q(owed_on__lt=zone.today)
    return found


def _state(name: str) -> Q:
    if name == "all":
        return Q()
    return OPEN if name == "open" else Q(state=name)
