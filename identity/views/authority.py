"""The steps about whoever acts for somebody else: noted, asked, a child looked at, accepted, refused."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dsar.forms.intake.page import QuestionForm
from dsar.permissions import check_work_case
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from identity.enums import Competence
from identity.forms.authority import (
    AcceptAuthorityForm,
    AskAuthorityForm,
    ChildForm,
    DirectForm,
    NameForm,
    RefuseAuthorityForm,
)
from identity.services import authority_choices, representatives
from identity.views.tab import TAB, show_tab

F = TypeVar("F", bound=QuestionForm)


def _step(desk: CaseDesk, form: F, do: Callable[[F], object], said: str) -> HttpResponse:
    """Take a step with a form that is in order; its faults and a refusal are shown beside it."""
    if form.is_valid():
        try:
            do(form)
            return desk.said(said, TAB)
        except Refused as refused:
            form.add_error(None, str(refused))
    return show_tab(desk, form)


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def name(desk: CaseDesk) -> HttpResponse:
    """Note that somebody acts for the person."""
    return _step(
        desk,
        NameForm(desk.request.POST, prefix="name"),
        lambda form: representatives.name(desk.case.submission, form.who, desk.user, desk.now),
        _("It is noted who acts for this person. Nothing leaves until their authority is accepted."),
    )


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def ask(desk: CaseDesk) -> HttpResponse:
    """Ask the representative for proof of authority."""
    return _step(
        desk,
        AskAuthorityForm(desk.request.POST, prefix="ask-authority"),
        lambda form: representatives.ask(
            desk.case, why=form.cleaned_data["why"], actor=desk.user, now=desk.now
        ),
        _("Proof of authority was asked for. The representative is told."),
    )


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def accept(desk: CaseDesk) -> HttpResponse:
    """Accept that the representative may act."""
    return _step(
        desk,
        AcceptAuthorityForm(desk.request.POST, prefix="accept-authority"),
        lambda form: representatives.accept(
            desk.case.submission,
            proof=form.kind,
            shown=form.cleaned_data["shown"],
            arrived_on=form.cleaned_data["arrived_on"],
            expires_on=form.cleaned_data["expires_on"],
            actor=desk.user,
            now=desk.now,
        ),
        _("It is accepted that they may act. The day on which the proof arrived counts."),
    )


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def refuse(desk: CaseDesk) -> HttpResponse:
    """Refuse what was sent as authority, with a reason."""
    return _step(
        desk,
        RefuseAuthorityForm(desk.request.POST, prefix="refuse-authority"),
        lambda form: representatives.refuse(
            desk.case.submission, **form.cleaned_data, actor=desk.user, now=desk.now
        ),
        _("It is not accepted. The representative is told why, and what would do."),
    )


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def child(desk: CaseDesk) -> HttpResponse:
    """Decide whether a child understands well enough to decide for themselves."""
    return _step(
        desk,
        ChildForm(desk.request.POST, prefix="child"),
        lambda form: authority_choices.decide_competence(
            desk.case.submission,
            competence=Competence(form.cleaned_data["competence"]),
            considered=form.cleaned_data["considered"],
            actor=desk.user,
            now=desk.now,
        ),
        _("Your decision about the child is kept with what you considered."),
    )


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def direct(desk: CaseDesk) -> HttpResponse:
    """Choose who gets the answer."""
    return _step(
        desk,
        DirectForm(desk.request.POST, prefix="direct"),
        lambda form: authority_choices.direct(
            desk.case.submission,
            to_person=form.cleaned_data["to"] == "person",
            why=form.cleaned_data["why"],
            actor=desk.user,
            now=desk.now,
        ),
        _("It is kept who gets the answer."),
    )
