"""The Identity tab: what is known of who is asking, what was asked, which documents arrived, the decision."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsar.enums import FileState
from dsar.forms.intake.page import QuestionForm
from dsar.permissions import can_see_evidence, check_see_case, check_see_evidence, check_work_case
from dsar.selectors.names import opened
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from dsar.views.sending import attachment
from identity.enums import CheckState, Doubt, EvidenceState, LookUp
from identity.forms import AcceptForm, ArrivedForm, AskForm, RefuseForm
from identity.labels import DOUBTS, KINDS, LOOK_UPS, METHODS
from identity.methods import document, known_mailbox
from identity.models import Evidence
from identity.services import checks
from identity.views.proof import take_in

TAB = "identity:case"
#: Days after receipt in which a doubt is asked about; later it is harder to explain that the time waited.
PROMPT_DAYS = 5
_LIKELY: dict[str, Doubt] = {
    LookUp.UNKNOWN: Doubt.ADDRESS_UNKNOWN,
    LookUp.NAME_DIFFERS: Doubt.NAME_DIFFERS,
    LookUp.SEVERAL_PEOPLE: Doubt.SEVERAL_PEOPLE,
}


@require_safe
@on_case("see_case", check_see_case)
def tab(desk: CaseDesk) -> HttpResponse:
    """Show the tab."""
    return _show(desk)


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def ask(desk: CaseDesk) -> HttpResponse:
    """Ask the person for proof, with the doubt and its reason."""
    form = AskForm(desk.request.POST, prefix="ask")
    if not form.is_valid():
        return _show(desk, form)
    why = form.cleaned_data["why"]
    checks.ask(desk.case, doubt=form.doubt_kind, why=why, actor=desk.user, now=desk.now)
    if desk.case.submission.person.email is None:
        return desk.said(_("Proof was asked for. The letter waits to be posted."), "dsar:case_messages")
    return desk.said(_("Proof was asked for. The person is told by e-mail."), TAB)


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def look_up(desk: CaseDesk) -> HttpResponse:
    """Ask the sources once more after a failure."""
    known_mailbox.again(desk.case.submission)
    return desk.said(_("The sources are being asked again. Reload the page in a moment."), TAB)


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def add(desk: CaseDesk) -> HttpResponse:
    """Take in a document that arrived by post or was shown in person, with its true day."""
    form = ArrivedForm(desk.request.POST, files=desk.request.FILES, prefix="add")
    if form.is_valid():
        try:
            take_in(form, desk.case.submission, now=desk.now, actor=desk.user)
        except Refused as refused:
            form.add_error(None, str(refused))
    if form.errors:
        return _show(desk, form)
    return desk.said(_("The document is kept. Look at it and decide."), TAB)


@require_safe
@on_case("see_evidence", check_see_evidence, back=TAB)
def view(desk: CaseDesk, evidence_id: UUID) -> HttpResponseBase:
    """Hand a document over as a download; who looked is logged."""
    evidence = _evidence(desk, evidence_id)
    if evidence.file.state != FileState.READY:
        raise Refused(_("The file was deleted. What was decided about it stays."))
    answer = attachment(evidence.file, evidence.file.open("name"))
    document.viewed(evidence, actor=desk.user, now=desk.now)
    return answer


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def accept(desk: CaseDesk, evidence_id: UUID) -> HttpResponse:
    """Accept a document: it is settled who is asking."""
    evidence = _evidence(desk, evidence_id)
    form = AcceptForm(desk.request.POST, prefix=f"accept-{evidence.id.hex}")
    if not form.is_valid():
        return _show(desk, form)
    document.accept(evidence, compared=form.cleaned_data["compared"], actor=desk.user, now=desk.now)
    return desk.said(_("It is settled who is asking. The day on which the document arrived counts."), TAB)


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def refuse(desk: CaseDesk, evidence_id: UUID) -> HttpResponse:
    """Refuse a document with a reason; the person is told."""
    evidence = _evidence(desk, evidence_id)
    form = RefuseForm(desk.request.POST, prefix=f"refuse-{evidence.id.hex}")
    if not form.is_valid():
        return _show(desk, form)
    document.reject(evidence, reason=form.cleaned_data["reason"], actor=desk.user, now=desk.now)
    return desk.said(_("The document is refused. The person is told why, and what would do."), TAB)


def _evidence(desk: CaseDesk, evidence_id: UUID) -> Evidence:
    rows = Evidence.objects.select_related("submission__controller", "file", "check_of")
    found = rows.filter(pk=evidence_id, submission=desk.case.submission_id).first()
    if found is None:
        raise Http404
    return found


def _show(desk: CaseDesk, filled: QuestionForm | None = None) -> HttpResponse:
    """Draw the tab, with the form that was filled in where it has faults."""
    submission = desk.case.submission
    check = checks.check_of(submission)
    decides = desk.may_work and check.state != CheckState.SETTLED
    documents = [_document(each, decides, filled) for each in check.evidence.order_by("arrived_at")]
    days = (desk.today - submission.received_on).days
    context: dict[str, Any] = {
        "check": check,
        "mailbox": opened(submission.person, "email"),
        "looked_up": LOOK_UPS.get(check.lookup_result, ""),
        "failed": check.lookup_result == LookUp.FAILED,
        "why_failed": known_mailbox.why_failed(submission),
        "method": METHODS.get(check.method, check.method),
        "doubt": DOUBTS.get(check.doubt, ""),
        "why": opened(check, "why"),
        "documents": documents,
        "decides": decides,
        "sees_files": can_see_evidence(desk.user, desk.case),
        "kept_days": desk.case.controller.keep_evidence_days,
        "days": days,
        "prompt": days <= PROMPT_DAYS,
        "ask": _form(filled, AskForm, "ask", initial={"doubt": _LIKELY.get(check.lookup_result, "")}),
        "add": _form(filled, ArrivedForm, "add", initial={"arrived_on": desk.today}),
        "form": filled,
    }
    return desk.show("identity/desk.html", tab="identity", **context)


def _document(evidence: Evidence, decides: bool, filled: QuestionForm | None) -> dict[str, Any]:
    """Return one document as the tab shows it, with its two forms while it waits for a decision."""
    waits = evidence.state == EvidenceState.WAITING
    found: dict[str, Any] = {
        "row": evidence,
        "kind": KINDS[evidence.kind],
        "waits": waits,
        "there": evidence.file.state == FileState.READY,
        "compared": opened(evidence, "compared"),
        "reason": opened(evidence, "reason"),
    }
    if decides and waits:
        found["accept"] = _form(filled, AcceptForm, f"accept-{evidence.id.hex}")
        found["refuse"] = _form(filled, RefuseForm, f"refuse-{evidence.id.hex}")
    return found


def _form(filled: QuestionForm | None, kind: type[QuestionForm], prefix: str, **options: Any) -> QuestionForm:
    """Return the form that was filled in when it is this one, or an empty one."""
    if filled is not None and filled.prefix == prefix:
        return filled
    return kind(prefix=prefix, **options)
