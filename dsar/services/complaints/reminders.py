"""Reminders of complaints: of the acknowledgement, the next word and the outcome, each rung once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from dsar.audit.recording import civil_date
from dsar.enums import ComplaintState, DeliveryKind, Role
from dsar.models import Complaint, Controller, Membership
from dsar.services import deliveries, mail_context

LIMIT, TARGET = "limit", "target"
#: Days before each date on which owner and DPOs are reminded; after it, once that it is late.
RUNGS: dict[str, tuple[int, ...]] = {
    "complaint_ack": (7, 3, 1, 0),
    "complaint_progress": (1, 0),
    "complaint_outcome": (7, 3, 1, 0),
}


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder that is due: of what a complaint is owed, by when, on which rung (``late`` after it)."""

    complaint: Complaint
    what: str
    on: date
    rung: str
    days_left: int

    @property
    def about(self) -> str:
        """Return what makes this reminder unique."""
        return f"{self.complaint.id}:{self.what}:{self.on:%Y%m%d}:{self.rung}"

    @property
    def kind(self) -> str:
        """Return whether the law sets the day or we do."""
        statutory = self.what == "complaint_ack" and self.complaint.ack_by_on is not None
        return LIMIT if statutory else TARGET


def rung_of(what: str, days_left: int) -> str:
    """Return the rung so many days are on, ``late``, or nothing while it is early."""
    if days_left < 0:
        return "late"
    reached = [rung for rung in RUNGS[what] if days_left <= rung]
    return str(min(reached)) if reached else ""


def due_of(complaint: Complaint, today: date) -> Iterator[Due]:
    """Yield the reminders of a complaint that are due today."""
    dates = {
        "complaint_progress": complaint.progress_by_on,
        "complaint_outcome": complaint.outcome_by_on,
    }
    if complaint.state == ComplaintState.RECEIVED:
        dates["complaint_ack"] = complaint.ack_by_on or complaint.ack_target_on
    for what, on in dates.items():
        if on is not None and (rung := rung_of(what, (on - today).days)):
            yield Due(complaint, what, on, rung, (on - today).days)


def remind(now: datetime) -> int:
    """Put every reminder of a complaint that is due into the outbox, once; return how many were new."""
    made = 0
    for controller in Controller.objects.all():
        today = civil_date(controller, now)
        dpos = Membership.objects.filter(controller=controller, role=Role.DPO, user__is_active=True)
        addresses = list(dpos.order_by("user__email").values_list("user__email", flat=True))
        found = Complaint.objects.filter(controller=controller).exclude(state=ComplaintState.CLOSED)
        for complaint in found.select_related("controller", "submission", "case", "owner").iterator(500):
            made += sum(_post(due, addresses, now) for due in due_of(complaint, today))
    return made


def _post(due: Due, dpos: list[str], now: datetime) -> int:
    complaint = due.complaint
    to = list(dict.fromkeys([*([complaint.owner.email] if complaint.owner else []), *dpos]))
    if not to:
        return 0
    posted = deliveries.post(
        DeliveryKind.REMINDER,
        about=due.about,
        to=", ".join(to),
        controller=complaint.controller,
        submission=complaint.submission,
        case=complaint.case,
        context=mail_context.of_controller(complaint.controller)
        | {
            "reference": complaint.reference,
            "complaint": due.what.removeprefix("complaint_"),
            "rung": due.kind,
            "due_on": due.on,
            "days_left": due.days_left,
            "link": f"{settings.BASE_URL}/desk/complaints/{complaint.id}/",
        },
        now=now,
    )
    return 1 if posted else 0
