"""Steps that move a case's clock: a question, its answer, an extension, a message that came back."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dsar.enums import Channel
from dsar.forms.clock_steps import STOPS, AnswerForm, ExtendForm, OutsideForm, QuestionForm
from dsar.models import Delivery
from dsar.permissions import check_work_case
from dsar.services import clarification, clock, extension, notices
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case

CLOCK = "dsar:case_clock"


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case, back=CLOCK)
def clarify(desk: CaseDesk) -> HttpResponse:
    """Ask the requester something, by e-mail."""
    may_stop = clarification.may_stop(desk.case)
    form = QuestionForm(desk.request.POST or None, may_stop=may_stop)
    if form.is_valid():
        try:
            clarification.ask(
                desk.case,
                question=form.cleaned_data["question"],
                reason=form.cleaned_data["reason"],
                stops_clock=form.cleaned_data["kind"] == STOPS,
                key=form.cleaned_data["key"],
                actor=desk.user,
                now=desk.now,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return desk.said(
                _("The question is on its way. A clock that it stops stands still once it is sent."), CLOCK
            )
    again = clarification.second_pause(desk.case)
    return _show(desk, "clock_clarify.html", form, may_stop=may_stop, again=again)


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case, back=CLOCK)
def answer(desk: CaseDesk) -> HttpResponse:
    """Record the day of an answer."""
    open_ = [each for each in clarification.questions(desk.case) if each.open]
    if not open_:
        raise Refused(_("No question that stops the clock is waiting for an answer."))
    form = AnswerForm(desk.request.POST or None, questions=open_)
    if form.is_valid():
        try:
            clarification.answered(
                desk.case,
                UUID(form.cleaned_data["delivery"]),
                on=form.cleaned_data["on"],
                channel=Channel(form.cleaned_data["channel"]),
                actor=desk.user,
                now=desk.now,
            )
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            return desk.said(_("The answer is recorded and the clock runs again."), CLOCK)
    return _show(desk, "clock_answer.html", form, questions=open_)


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case, back=CLOCK)
def extend(desk: CaseDesk) -> HttpResponse:
    """Give notice of an extension, by e-mail."""
    form = ExtendForm(desk.request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        try:
            extension.extend(
                desk.case,
                months=told["months"],
                factor=told["factor"],
                facts=told["facts"],
                actor=desk.user,
                now=desk.now,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return desk.said(_("The notice is on its way. The limit moves when it has been sent."), CLOCK)
    return _show(desk, "clock_extend.html", form, result=clock.explain(desk.case, today=desk.today))


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case, back=CLOCK)
def extend_outside(desk: CaseDesk) -> HttpResponse:
    """Record a notice that was given by another way, in time."""
    form = OutsideForm(desk.request.POST or None)
    if form.is_valid():
        try:
            extension.record_outside(desk.case, **form.cleaned_data, actor=desk.user, now=desk.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return desk.said(_("The notice is recorded and the limit moved."), CLOCK)
    result = clock.explain(desk.case, today=desk.today)
    return _show(desk, "clock_extend.html", form, result=result, outside=True)


@require_POST
@on_case("work_case", check_work_case, back=CLOCK)
def came_back(desk: CaseDesk) -> HttpResponse:
    """Record that a question or a notice came back undelivered."""
    wanted = desk.request.POST.get("delivery", "")
    movers = Delivery.objects.filter(case=desk.case, kind__in=notices.MOVERS)
    delivery = next((each for each in movers if str(each.id) == wanted), None)
    if delivery is None:
        raise Refused(_("That message is not one of this case."))
    notices.came_back(delivery, actor=desk.user, now=desk.now)
    return desk.said(_("It is recorded that the message came back. It moves no date."), CLOCK)


def _show(desk: CaseDesk, template: str, form: object, **context: object) -> HttpResponse:
    bad = desk.request.method == "POST"
    return desk.show(f"dsar/desk/{template}", tab="clock", status=400 if bad else 200, form=form, **context)
