"""Questions that only the person can answer: drawn at the desk, answered there by phone or on their page."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dsar.models import Submission
from dsar.permissions import check_work_case
from dsar.services.errors import Refused
from dsar.spokes import RequesterPanel
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from identity.forms.facts import AnswersForm
from identity.models import Questions
from identity.services import passing, questions
from identity.views.page import signed_in
from identity.views.tab import TAB, show_tab


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def draw(desk: CaseDesk) -> HttpResponse:
    """Draw questions from the sources."""
    questions.draw(desk.case, actor=desk.user, now=desk.now)
    return desk.said(
        _("The questions stand on the requester’s page. They can answer them there, or tell you by phone."),
        TAB,
    )


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def told(desk: CaseDesk) -> HttpResponse:
    """Take the answers that the person gives by phone; whether they fit is said, nothing else."""
    drawn = questions.open_set(desk.case.submission)
    if drawn is None:
        raise Refused(_("There are no questions to be answered."))
    form = AnswersForm(questions.texts(drawn), desk.request.POST)
    if not form.is_valid():
        return show_tab(desk, form)
    if questions.answer(desk.case.submission, form.given, actor=desk.user, now=desk.now):
        return desk.said(_("The answers fit: it is settled who is asking."), TAB)
    raise Refused(_not_right(desk.case.submission))


@sensitive_post_parameters()
@require_POST
@signed_in
def typed(request: HttpRequest, submission: Submission, now: datetime) -> HttpResponse:
    """Take the answers that the requester types on their page."""
    drawn = _of_the_person(submission)
    if drawn is None:
        messages.info(request, _("There are no questions for you any more."))
        return redirect("identity:page")
    form = AnswersForm(questions.texts(drawn), request.POST)
    if not form.is_valid():
        messages.error(request, _("Answer every question. This did not count as a try."))
    elif questions.answer(submission, form.given, actor=None, now=now):
        messages.success(request, _("Thank you. Your answers fit, and we know that it is you."))
    else:
        messages.error(request, _not_right(submission))
    return redirect("identity:page")


def _of_the_person(submission: Submission) -> Questions | None:
    """Return the questions that wait, unless the page is that of somebody who acts for the person."""
    return None if passing.representative_of(submission) else questions.open_set(submission)


def _not_right(submission: Submission) -> str:
    if questions.open_set(submission) is None:
        return _("The answers do not fit. There is no further try; another proof is needed.")
    return _("At least one answer does not fit. We do not say which. Please try again.")


def panel(submission: Submission, now: datetime) -> RequesterPanel | None:
    """Return the questions for the person's own page, while some wait; a representative is not asked them."""
    drawn = _of_the_person(submission)
    if drawn is None:
        return None
    context = {"form": AnswersForm(questions.texts(drawn)), "left": questions.TRIES - drawn.tries}
    return RequesterPanel("identity/facts_asked.html", context, order=5)
