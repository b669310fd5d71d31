"""The steps about whoever acts for somebody else: noted, asked, a child looked at, accepted, refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dsar.forms.intake.page import QuestionForm
from dsar.permissions import check_work_case
from dsar.services.errors import Refused
from dsar.spokes import Representing
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from identity.enums import AuthorityProof, Competence
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


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the tab: its form, what it does with what was filled in, and what is said then."""

    prefix: str
    form: type[QuestionForm]
    take: Callable[[CaseDesk, Mapping[str, Any]], object]
    said: str | Promise


def _name(desk: CaseDesk, told: Mapping[str, Any]) -> None:
    representatives.name(desk.case.submission, Representing(**told), desk.user, desk.now)


def _ask(desk: CaseDesk, told: Mapping[str, Any]) -> None:
    representatives.ask(desk.case, why=told["why"], actor=desk.user, now=desk.now)


def _accept(desk: CaseDesk, told: Mapping[str, Any]) -> None:
    given = {**told, "proof": AuthorityProof(told["proof"])}
    representatives.accept(desk.case.submission, **given, actor=desk.user, now=desk.now)


def _refuse(desk: CaseDesk, told: Mapping[str, Any]) -> None:
    representatives.refuse(desk.case.submission, **told, actor=desk.user, now=desk.now)


def _child(desk: CaseDesk, told: Mapping[str, Any]) -> None:
    given = {**told, "competence": Competence(told["competence"])}
    authority_choices.decide_competence(desk.case.submission, **given, actor=desk.user, now=desk.now)


def _direct(desk: CaseDesk, told: Mapping[str, Any]) -> None:
    given = {"to_person": told["to"] == "person", "why": told["why"]}
    authority_choices.direct(desk.case.submission, **given, actor=desk.user, now=desk.now)


STEPS: Mapping[str, Step] = {
    "name": Step(
        "name",
        NameForm,
        _name,
        gettext_lazy(
            "It is noted who acts for this person. Nothing leaves until their authority is accepted."
        ),
    ),
    "ask": Step(
        "ask-authority",
        AskAuthorityForm,
        _ask,
        gettext_lazy("Proof of authority was asked for. The representative is told."),
    ),
    "accept": Step(
        "accept-authority",
        AcceptAuthorityForm,
        _accept,
        gettext_lazy("It is accepted that they may act. The day on which the proof arrived counts."),
    ),
    "refuse": Step(
        "refuse-authority",
        RefuseAuthorityForm,
        _refuse,
        gettext_lazy("It is not accepted. The representative is told why, and what would do."),
    ),
    "child": Step(
        "child",
        ChildForm,
        _child,
        gettext_lazy("Your decision about the child is kept with what you considered."),
    ),
    "direct": Step("direct", DirectForm, _direct, gettext_lazy("It is kept who gets the answer.")),
}


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def step(desk: CaseDesk, name: str) -> HttpResponse:
    """Take one step with a form that is in order; its faults and a refusal are shown beside it."""
    chosen = STEPS[name]
    form = chosen.form(desk.request.POST, prefix=chosen.prefix)
    if form.is_valid():
        try:
            chosen.take(desk, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return desk.said(str(chosen.said), TAB)
    return show_tab(desk, form)
