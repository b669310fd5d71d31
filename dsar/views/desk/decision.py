"""Deciding a case of deeds: begin, decide with a plan for each system, have it carried out, open it again."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dsar.enums import Right, Status
from dsar.forms.rights import DecisionForm, PlanForm
from dsar.models import Resolution
from dsar.permissions import check_see_case, check_work_case
from dsar.selectors import decisions
from dsar.selectors import tasks as planned
from dsar.selectors.names import opened
from dsar.services import acting, resolutions, tasks
from dsar.services.errors import Refused
from dsar.states import OF_DEEDS
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case

WORK = "dsar:case_work"


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("see_case", check_see_case, back=WORK)
def work(desk: CaseDesk) -> HttpResponse:
    """Show what is decided and being done; while it is being decided, the form to decide it."""
    if desk.case.status == Status.DECIDING and desk.may_work and desk.case.right in OF_DEEDS:
        return _decide(desk)
    if desk.request.method == "POST":
        check_work_case(desk.user, desk.case)
        raise Refused(_("This case is not being decided now. Look at its next step."))
    found = decisions.of(desk.case)
    return desk.show(
        "dsar/desk/work.html",
        tab="work",
        resolution=found,
        told=decisions.told(found) if found else None,
        plan=planned.of(desk.case),
        may_reconsider=_may_reconsider(desk),
    )


def _may_reconsider(desk: CaseDesk) -> bool:
    open_ = desk.case.status in (Status.ACTING, Status.PREPARING)
    return desk.may_work and open_ and desk.case.right in OF_DEEDS and not desk.case.refusal_ground


def _decide(desk: CaseDesk) -> HttpResponse:
    case, posted = desk.case, desk.request.POST if desk.request.method == "POST" else None
    kept = decisions.of(case)
    form = DecisionForm(posted, right=Right(case.right), initial=_initial(kept))
    plan = PlanForm(posted, case=case, systems=acting.systems_for(case))
    if posted is not None and form.is_valid() & plan.is_valid():
        try:
            return _take(desk, form, plan)
        except Refused as refused:
            form.add_error(None, str(refused))
    return desk.show(
        "dsar/desk/decide.html",
        tab="work",
        status=200 if posted is None else 400,
        form=form,
        plan=plan,
        words=opened(case.submission, "words"),
        rows=list(plan.rows()),
        meanwhile=case.tasks.filter(meanwhile=True).exclude(state="cancelled"),
        may_restrict=case.right == Right.RECTIFICATION,
    )


def _initial(kept: Resolution | None) -> dict[str, object]:
    if kept is None:
        return {}
    found = {"outcome": kept.outcome, "ground": kept.ground, "refusal_ground": kept.refusal_ground}
    return found | {"reasons": kept.open("reasons")} | decisions.details_of(kept)


def _take(desk: CaseDesk, form: DecisionForm, plan: PlanForm) -> HttpResponse:
    """Keep the decision and its plan; with the second button, have it carried out."""
    decision = form.decision()
    if decision.refusal_ground is not None:
        tasks.plan(desk.case, [], actor=desk.user, now=desk.now)
        resolutions.refuse(desk.case, decision, actor=desk.user, now=desk.now)
        return desk.said(_("It is decided to refuse. Look at the letter next."), WORK)
    resolutions.decide(desk.case, decision, actor=desk.user, now=desk.now)
    tasks.plan(desk.case, plan.lines(), actor=desk.user, now=desk.now)
    if "carry_out" not in desk.request.POST:
        return desk.said(_("The decision is kept. It is carried out when you say so."), WORK)
    if left := plan.undecided():
        names = ", ".join(each.name for each in left)
        raise Refused(_("Say for each system what is done in it: %(names)s.") % {"names": names})
    case = acting.carry_out(desk.case, actor=desk.user, now=desk.now)
    if case.status == Status.ACTING:
        return desk.said(_("The tasks are given out. The answer waits until each is confirmed."), WORK)
    return desk.said(_("Nothing is to be done in the systems. The answer can be prepared."), WORK)


@require_POST
@on_case("work_case", check_work_case, back=WORK)
def begin(desk: CaseDesk) -> HttpResponse:
    """Begin work on a case."""
    acting.begin(desk.case, actor=desk.user, now=desk.now)
    return desk.said(_("Work has begun. Decide what is done."), WORK)


@require_POST
@on_case("work_case", check_work_case, back=WORK)
def reconsider(desk: CaseDesk) -> HttpResponse:
    """Open the decision again."""
    acting.reconsider(desk.case, actor=desk.user, now=desk.now)
    return desk.said(_("The decision is open again. What was confirmed stays confirmed."), WORK)


@require_POST
@on_case("work_case", check_work_case, back=WORK)
def restrict(desk: CaseDesk) -> HttpResponse:
    """Have the data restricted while accuracy is looked into."""
    acting.restrict_meanwhile(desk.case, actor=desk.user, now=desk.now)
    return desk.said(_("The holders are asked to restrict the data meanwhile."), WORK)
