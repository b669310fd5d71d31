"""The case: overview, clock, log; and who owns it."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsar.enums import Status
from dsar.labels import CHANNELS
from dsar.letters.clock_shown import shown
from dsar.models import User
from dsar.permissions import check_see_case, check_work_case
from dsar.selectors import case_page, complaints, links, log, promises, staff
from dsar.selectors.names import opened
from dsar.services import cases, clarification, clock, extension
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from dsar.views.desk.steps import open_steps


@require_safe
@on_case("see_case", check_see_case)
def overview(desk: CaseDesk) -> HttpResponse:
    """Show what was asked, by whom, and where things stand."""
    submission = desk.case.submission
    others = submission.cases.exclude(pk=desk.case.pk).order_by("number")
    return desk.show(
        "dsar/desk/overview.html",
        tab="overview",
        words=opened(submission, "words"),
        adjustments=opened(submission, "adjustments"),
        details={name: opened(submission.person, name) for name in ("email", "phone", "address")},
        others=others,
        steps=open_steps(desk.case, desk.today) if desk.may_work else [],
        channel_words=CHANNELS[submission.channel],
        files=case_page.sent_with(desk.case),
        notes=case_page.notes_of(desk.case),
        related=links.related(submission),
        in_twelve_months=links.in_twelve_months(submission),
        complaints=complaints.about(desk.case),
        happened=log.folded(log.of_case(desk.case, views=False), 6),
    )


@require_POST
@on_case("work_case", check_work_case)
def assign(desk: CaseDesk) -> HttpResponse:
    """Give the case to a member of staff, or to nobody."""
    chosen = desk.request.POST.get("owner", "")
    owner = _owner(desk, chosen)
    cases.assign(desk.case, owner=owner, actor=desk.user, now=desk.now)
    if owner is None:
        return desk.said(_("The case has no owner now."))
    return desk.said(_("The case belongs to %(name)s now.") % {"name": owner.name})


def _owner(desk: CaseDesk, chosen: str) -> User | None:
    if not chosen:
        return None
    owners = staff.owners_of(desk.case.controller)
    owner = next((each for each in owners if str(each.id) == chosen), None)
    if owner is None:
        raise Refused(_("Choose a caseworker or a DPO of this controller."))
    return owner


@require_safe
@on_case("see_case", check_see_case)
def clock_tab(desk: CaseDesk) -> HttpResponse:
    """Show why the date is what it is, line by line, with its calendar."""
    result = clock.explain(desk.case, today=desk.today)
    asked = clarification.questions(desk.case)
    return desk.show(
        "dsar/desk/clock.html",
        tab="clock",
        questions=asked,
        clock_waits=any(each.open for each in asked),
        extended=extension.given(desk.case),
        extension_waits=extension.waiting(desk.case),
        promised_on=promises.promised_on(desk.case),
        over=desk.case.status in (Status.RELEASED, Status.CLOSED),
        **shown(result, clock.calendar_for(desk.case), desk.today),
    )


@require_safe
@on_case("see_case", check_see_case)
def log_tab(desk: CaseDesk) -> HttpResponse:
    """Show what happened, and whether the chain that holds it is whole."""
    views = desk.request.GET.get("views") == "1"
    return desk.show(
        "dsar/desk/log.html",
        tab="log",
        entries=log.of_case(desk.case, views=views),
        views=views,
        number_of_views=log.number_of_views(desk.case),
        faults=log.faults_of(desk.case),
    )
