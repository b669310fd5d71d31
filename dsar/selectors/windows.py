"""The conditions that tiles and worklist share: each has a name in the address and one meaning."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Concat, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dsar.clock import State
from dsar.enums import Action, DeliveryState, Direction, JobState, Outcome, Right, Status
from dsar.models import Delivery, HolderTask, Job, Message
from dsar.models.deliveries import AGAIN
from dsar.selectors.scope import Scope, Zone

SOON_DAYS = 7
ANSWERED_DAYS = 30

#: The answer has not left the house: the clock matters. Opened again after an answer, no new date is owed.
UNANSWERED = ~Q(status__in=[Status.RELEASED, Status.CLOSED]) & ~Q(clock_state=State.CLOSED)
OPEN = ~Q(status=Status.CLOSED)


def _past_limit(zone: Zone, scope: Scope) -> Q:
    return UNANSWERED & Q(limit_on__lt=zone.today)


def _extension(zone: Zone, scope: Scope) -> Q:
    """Hold cases whose last day for giving notice of an extension comes within the week."""
    return (
        UNANSWERED
        & ~Q(status=Status.IN_REVIEW)
        & Q(clock_state=State.RUNNING, extension_notice_on__range=_week(zone.today))
    )


def _due_soon(zone: Zone, scope: Scope) -> Q:
    return UNANSWERED & Q(limit_on__range=_week(zone.today))


def _past_target(zone: Zone, scope: Scope) -> Q:
    return UNANSWERED & Q(target_on__lt=zone.today, limit_on__gte=zone.today)


def _paused(zone: Zone, scope: Scope) -> Q:
    return UNANSWERED & Q(clock_state=State.PAUSED)


def _failed(zone: Zone, scope: Scope) -> Q:
    """Hold cases with a message that was given up and not sent again, or with such a job."""
    renewed = Delivery.objects.filter(kind=OuterRef("kind"), about=Concat(OuterRef("about"), Value(AGAIN)))
    # Few ever fail: they are read once for all cases, by the indexes of what failed.
    failed = Delivery.objects.filter(~Exists(renewed), state=DeliveryState.FAILED, submission__isnull=False)
    work = Job.objects.filter(state=JobState.FAILED, case__isnull=False)
    return OPEN & (Q(submission__in=failed.values("submission")) | Q(pk__in=work.values("case")))


def _answered(zone: Zone, scope: Scope) -> Q:
    return Q(released_at__gte=scope.now - timedelta(days=ANSWERED_DAYS))


def _on_time(zone: Zone, scope: Scope) -> Q:
    """Hold answers that left on or before the limit, by the civil date of the controller."""
    left_on = TruncDate("released_at", tzinfo=zone.info)
    return _answered(zone, scope) & Q(limit_on__gte=left_on)


def _reviews(zone: Zone, scope: Scope) -> Q:
    """Hold restrictions in force that have to be looked at again within the week (Art. 18)."""
    lifted = HolderTask.objects.filter(case=OuterRef("pk"), action=Action.LIFT)
    last = zone.today + timedelta(days=SOON_DAYS)
    in_force = Q(outcome__in=(Outcome.DONE, Outcome.PARTLY_DONE), resolution__review_on__lte=last)
    return in_force & ~Q(Exists(lifted))


def _messages(zone: Zone, scope: Scope) -> Q:
    """Hold cases whose requester wrote something that nobody has marked as read."""
    return unread_messages()


def unread_messages() -> Q:
    """Return what holds for a case with such a message, or whose request as a whole has one; read once."""
    theirs = Message.objects.filter(direction=Direction.IN, read_at=None)
    of_all, of_one = theirs.filter(case=None), theirs.filter(case__isnull=False)
    return Q(submission__in=of_all.values("submission")) | Q(pk__in=of_one.values("case"))


def _unsorted(zone: Zone, scope: Scope) -> Q:
    """Hold what was asked in somebody's own words, until a caseworker has sorted it."""
    return OPEN & Q(right=Right.UNSORTED)


def _nobodys(zone: Zone, scope: Scope) -> Q:
    return OPEN & Q(owner=None)


Window = Callable[[Zone, Scope], Q]
WINDOWS: Mapping[str, tuple[Window, str | Promise]] = {
    "late": (_past_limit, _("past the limit")),
    "extension": (_extension, _("extension to decide")),
    "week": (_due_soon, _("due in 7 days")),
    "target": (_past_target, _("past target")),
    "paused": (_paused, _("paused")),
    "failed": (_failed, _("with a failed message or job")),
    "messages": (_messages, _("with messages to read")),
    "reviews": (_reviews, _("restrictions to look at again")),
    "unsorted": (_unsorted, _("to be sorted")),
    "nobodys": (_nobodys, _("without an owner")),
    "answered": (_answered, _("answered in the last 30 days")),
    "on_time": (_on_time, _("on time, of the last 30 days")),
}
#: Windows that look at cases which the default "open" would hide.
ABOUT_ANSWERED = frozenset({"answered", "on_time", "reviews", "messages"})


def _week(today: date) -> tuple[date, date]:
    return today, today + timedelta(days=SOON_DAYS)


def window(name: str, scope: Scope) -> Q:
    """Return the condition of a name among the cases of a scope; nothing for nobody."""
    build, _label = WINDOWS[name]
    if len(scope.zones) == 1:
        # All of those cases lie in it: to say so again for each of them, in every tile, takes its time.
        return build(scope.zones[0], scope)
    condition = Q(pk__in=[])
    for confined, zone in scope.by_zone():
        condition |= confined & build(zone, scope)
    return condition


#: Cases without a date come last, whichever way the dates run.
BY_DUE = (F("limit_on").asc(nulls_last=True), "id")
