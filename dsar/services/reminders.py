"""Reminders as a target or a limit comes near: one row for each case, date, what it is, and rung."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef

from dsar.audit.recording import civil_date
from dsar.clock import State
from dsar.enums import Action, DeliveryKind, Outcome, Role, Status
from dsar.models import Case, Controller, HolderTask, Membership, Resolution
from dsar.selectors import promises
from dsar.services import clock, deliveries, mail_context

#: Days before the date on which its owner and the DPO are reminded; after it, once that it is late.
RUNGS = (14, 7, 3, 1, 0)
#: Days before the last day on which notice of an extension can be given; after it there is nothing to do.
NOTICE_RUNGS = (7, 1)
#: Days before a restriction is to be looked at again.
REVIEW_RUNGS = (7, 1, 0)
#: Days before the day that was promised to somebody whose answer is late.
PROMISE_RUNGS = (3, 1, 0)
#: A last day is looked at once its rolled date is this near: the first rung, and the longest roll.
_ROLLED_AT_MOST = timedelta(days=NOTICE_RUNGS[0] + 8)
_ANSWERED = (Status.RELEASED, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Due:
    """One reminder that is due: of which date of a case, on which rung (``late`` after the date)."""

    case: Case
    what: str
    on: date
    rung: str
    days_left: int

    @property
    def about(self) -> str:
        """Return what makes this reminder unique."""
        return f"{self.case.id}:{self.what}:{self.on:%Y%m%d}:{self.rung}"


def rung_of(days_left: int, rungs: tuple[int, ...] = RUNGS) -> str:
    """Return the rung so many days are on (``14`` for 14 to 8), ``late``, or nothing while it is early."""
    if days_left < 0:
        return "late"
    reached = [rung for rung in rungs if days_left <= rung]
    return str(min(reached)) if reached else ""


def due_of(case: Case, today: date) -> Iterator[Due]:
    """Yield the reminders of a case that are due today; a target that is the limit is the limit's."""
    yield from _notice_of(case, today)
    yield from _promise_of(case, today)
    dates = {"limit": case.limit_on}
    if case.target_on != case.limit_on:
        dates["target"] = case.target_on
    for what, on in dates.items():
        if on is not None and (rung := rung_of((on - today).days)):
            yield Due(case, what, on, rung, (on - today).days)


def _notice_of(case: Case, today: date) -> Iterator[Due]:
    """Yield the reminder that an extension has to be decided, by the day before it is rolled (law.md 1d)."""
    rolled = case.extension_notice_on
    if case.clock_state != State.RUNNING or rolled is None or rolled - today > _ROLLED_AT_MOST:
        return
    last = clock.explain(case, today=today).extension_notice_unrolled_by
    if last is not None and last >= today and (rung := rung_of((last - today).days, NOTICE_RUNGS)):
        yield Due(case, "notice", last, rung, (last - today).days)


def _promise_of(case: Case, today: date) -> Iterator[Due]:
    """Yield the reminder of a day that was promised when the limit had passed."""
    if case.limit_on is None or case.limit_on >= today:
        return
    on = promises.promised_on(case)
    if on is not None and (rung := rung_of((on - today).days, PROMISE_RUNGS)):
        yield Due(case, "promise", on, rung, (on - today).days)


def reviews_of(controller: Controller, today: date) -> Iterator[Due]:
    """Yield the restrictions that have to be looked at again (Art. 18), until they are lifted."""
    lifted = HolderTask.objects.filter(case=OuterRef("case"), action=Action.LIFT)
    rows = Resolution.objects.filter(
        ~Exists(lifted), case__controller=controller, case__outcome__in=(Outcome.DONE, Outcome.PARTLY_DONE)
    )
    rows = rows.filter(review_on__lte=today + timedelta(days=REVIEW_RUNGS[0]))
    for row in rows.select_related("case__submission__controller", "case__controller", "case__owner"):
        if row.review_on is not None:
            left = (row.review_on - today).days
            yield Due(row.case, "review", row.review_on, rung_of(left, REVIEW_RUNGS), left)


def remind(now: datetime) -> int:
    """Put every reminder that is due into the outbox, once; return how many were new."""
    made = 0
    for controller in Controller.objects.all():
        today = civil_date(controller, now)
        dpos = dpos_of(controller)
        cases = Case.objects.filter(controller=controller, limit_on__isnull=False)
        cases = cases.exclude(status__in=_ANSWERED).exclude(clock_state=State.CLOSED)
        for case in cases.select_related("submission__controller", "controller", "owner").iterator(500):
            for due in due_of(case, today):
                made += _post(due, dpos, now)
        made += sum(_post(due, dpos, now) for due in reviews_of(controller, today))
    return made


def dpos_of(controller: Controller) -> list[str]:
    """Return the addresses of a controller's DPOs."""
    rows = Membership.objects.filter(controller=controller, role=Role.DPO, user__is_active=True)
    return list(rows.order_by("user__email").values_list("user__email", flat=True))


def _post(due: Due, dpos: list[str], now: datetime) -> int:
    case = due.case
    to = list(dict.fromkeys([*([case.owner.email] if case.owner else []), *dpos]))
    if not to:
        return 0
    context = mail_context.of_controller(case.controller) | {
        "reference": case.reference,
        "right": case.right,
        "rung": due.what,
        "due_on": due.on,
        "days_left": due.days_left,
        "link": mail_context.desk_address(case),
    }
    posted = deliveries.post(
        DeliveryKind.REMINDER,
        about=due.about,
        to=", ".join(to),
        controller=case.controller,
        submission=case.submission,
        case=case,
        context=context,
        now=now,
    )
    return 1 if posted else 0
