"""The Identity tab: asking, looking, deciding; how the tab is drawn is in ``tab``."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsar.permissions import check_see_case, check_see_evidence, check_work_case
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from dsar.views.sending import attachment
from identity.forms.desk import AcceptForm, ArrivedForm, AskForm, RefuseForm
from identity.methods import document, known_mailbox, ways
from identity.models import Evidence
from identity.services import checks
from identity.views.proof import take_in
from identity.views.tab import TAB, show_tab


@require_safe
@on_case("see_case", check_see_case)
def tab(desk: CaseDesk) -> HttpResponse:
    """Show the tab."""
    return show_tab(desk)


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def ask(desk: CaseDesk) -> HttpResponse:
    """Ask the person for proof, with the doubt and its reason."""
    form = AskForm(desk.request.POST, prefix="ask")
    if not form.is_valid():
        return show_tab(desk, form)
    why = form.cleaned_data["why"]
    try:
        checks.ask(desk.case, doubt=form.doubt_kind, why=why, kinds=form.kinds, actor=desk.user, now=desk.now)
    except Refused as refused:
        form.add_error(None, str(refused))
        return show_tab(desk, form)
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
        return show_tab(desk, form)
    return desk.said(_("The document is kept. Look at it and decide."), TAB)


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def prove(desk: CaseDesk, method: str) -> HttpResponse:
    """Use a way of proving at the desk."""
    way = ways().get(method)
    if way is None or way.form is None or way.take is None or not way.offered(desk.case.submission):
        raise Http404
    form = way.form(desk.request.POST, prefix=f"prove-{way.name}")
    if form.is_valid():
        try:
            return desk.said(way.take(desk.case, form, desk.user, desk.now), TAB)
        except Refused as refused:
            form.add_error(None, str(refused))
    return show_tab(desk, form)


@require_safe
@on_case("see_evidence", check_see_evidence, back=TAB)
def view(desk: CaseDesk, evidence_id: UUID) -> HttpResponseBase:
    """Hand a document over as a download; who looked is logged."""
    evidence = _evidence(desk, evidence_id)
    stored = document.viewed(evidence, actor=desk.user, now=desk.now)
    return attachment(stored, stored.open("name"))


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def accept(desk: CaseDesk, evidence_id: UUID) -> HttpResponse:
    """Accept a document: it is settled who is asking."""
    evidence = _evidence(desk, evidence_id)
    form = AcceptForm(desk.request.POST, prefix=f"accept-{evidence.id.hex}")
    if not form.is_valid():
        return show_tab(desk, form)
    document.accept(evidence, compared=form.cleaned_data["compared"], actor=desk.user, now=desk.now)
    return desk.said(_("It is settled who is asking. The day on which the document arrived counts."), TAB)


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def refuse(desk: CaseDesk, evidence_id: UUID) -> HttpResponse:
    """Refuse a document with a reason; the person is told."""
    evidence = _evidence(desk, evidence_id)
    form = RefuseForm(desk.request.POST, prefix=f"refuse-{evidence.id.hex}")
    if not form.is_valid():
        return show_tab(desk, form)
    document.reject(evidence, reason=form.cleaned_data["reason"], actor=desk.user, now=desk.now)
    return desk.said(_("The document is refused. The person is told why, and what would do."), TAB)


def _evidence(desk: CaseDesk, evidence_id: UUID) -> Evidence:
    rows = Evidence.objects.select_related("submission__controller", "file", "check_of")
    found = rows.filter(pk=evidence_id, submission=desk.case.submission_id).first()
    if found is None:
        raise Http404
    return found
