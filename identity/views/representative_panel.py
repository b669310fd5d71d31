"""The part of the Identity tab about whoever acts for the person, with what can be done about it."""

from typing import Any

from dsar.forms.intake.page import QuestionForm
from dsar.permissions import can_see_evidence
from dsar.selectors.names import opened
from dsar.views.desk.case_desk import CaseDesk
from identity.enums import AuthorityState, RepresentativeKind
from identity.forms.authority import (
    AcceptAuthorityForm,
    AskAuthorityForm,
    ChildForm,
    DirectForm,
    NameForm,
    RefuseAuthorityForm,
)
from identity.labels import AUTHORITY_PROOFS, COMPETENCES, KINDS, REPRESENTATIVES
from identity.models import Representative
from identity.services import authority_choices, authority_letters, passing, representatives
from identity.views.filled import form_or

_OPENED = ("name", "firm", "email", "address", "says", "why", "shown", "reason", "direct_why", "child")


def representative_panel(desk: CaseDesk, filled: QuestionForm | None) -> dict[str, Any]:
    """Return what the tab shows of who acts for the person; the form to note somebody where nobody does."""
    row = passing.representative_of(desk.case.submission)
    may = desk.may_work and desk.case.closed_at is None
    if row is None:
        return {"row": None, "name": form_or(filled, NameForm, "name") if may else None}
    found: dict[str, Any] = {
        "row": row,
        "kind": REPRESENTATIVES[row.kind],
        "proof": AUTHORITY_PROOFS.get(row.proof, ""),
        "competence": COMPETENCES.get(row.competence, ""),
        "child": row.kind == RepresentativeKind.PARENT,
        "guidance": authority_choices.guidance(desk.case.controller),
        "enough": authority_letters.wanted(row),
        "papers": [(KINDS[each.kind], each) for each in representatives.papers(row)],
        "sees_files": can_see_evidence(desk.user, desk.case),
        "said": {field: opened(row, field) for field in _OPENED},
    }
    return found | (_forms(desk, row, filled) if may else {})


def _forms(desk: CaseDesk, row: Representative, filled: QuestionForm | None) -> dict[str, Any]:
    """Return the forms of what can be done now."""
    forms: dict[str, Any] = {}
    if row.state != AuthorityState.ACCEPTED:
        today = {"arrived_on": desk.today}
        if row.asked_at is None:
            forms["ask_form"] = form_or(filled, AskAuthorityForm, "ask-authority")
        if row.kind == RepresentativeKind.PARENT:
            forms["child_form"] = form_or(filled, ChildForm, "child", initial={"competence": row.competence})
        forms["accept_form"] = form_or(filled, AcceptAuthorityForm, "accept-authority", initial=today)
        forms["refuse_form"] = form_or(filled, RefuseAuthorityForm, "refuse-authority", initial=today)
    if desk.case.released_at is None:
        to = {"to": "person" if row.direct else "representative", "why": opened(row, "direct_why")}
        forms["direct_form"] = form_or(filled, DirectForm, "direct", initial=to)
    return forms
