"""The requester sends a document that shows who they are."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dsar.forms.uploads import SealedUpload
from dsar.models import Submission, User
from dsar.services.errors import Refused
from dsar.services.inspection import inspect
from dsar.spokes import RequesterPanel
from identity.enums import Arrival, AuthorityState, CheckState
from identity.forms import PaperForm, ProofForm, kind_in
from identity.forms.desk import ArrivedForm
from identity.methods import document
from identity.models import Evidence
from identity.services import authority_letters, checks, passing, representatives
from identity.services.representatives import AUTHORITY
from identity.views.page import show, signed_in


@require_POST
@signed_in
def send_proof(request: HttpRequest, submission: Submission, now: datetime) -> HttpResponse:
    """Take a document in, sealed, and say that it arrived."""
    if checks.check_of(submission).state != CheckState.ASKED:
        messages.info(request, _("We need no document from you. Nothing was kept of what you sent."))
        return redirect("identity:page")
    form = ProofForm(request.POST, files=request.FILES)
    if form.is_valid():
        try:
            take_in(form, submission, now=now)
        except Refused as refused:
            form.add_error("file", str(refused))
    if form.errors:
        return show(request, submission, now, proof=form)
    messages.success(
        request, _("Your document arrived. We look at it, and write to you when we have decided.")
    )
    return redirect("identity:page")


@require_POST
@signed_in
def send_authority(request: HttpRequest, submission: Submission, now: datetime) -> HttpResponse:
    """Take in what shows that a representative may act."""
    acting = passing.representative_of(submission)
    if acting is None or acting.state == AuthorityState.ACCEPTED:
        messages.info(request, _("We need no document from you. Nothing was kept of what you sent."))
        return redirect("identity:page")
    form = PaperForm(request.POST, files=request.FILES, prefix=AUTHORITY)
    if form.is_valid():
        try:
            take_in(form, submission, now=now, method=AUTHORITY)
        except Refused as refused:
            form.add_error("file", str(refused))
    for errors in form.errors.values():
        messages.error(request, " ".join(str(each) for each in errors))
    if not form.errors:
        said = _("What you sent arrived. We look at it, and write to you when we have decided.")
        messages.success(request, said)
    return redirect("identity:page")


def authority_panel(submission: Submission, now: datetime) -> RequesterPanel | None:
    """Return what a representative is asked for on the page, while authority is asked for."""
    acting = passing.representative_of(submission)
    if acting is None or acting.state not in (AuthorityState.ASKED, AuthorityState.REFUSED):
        return None
    context = {
        "why": acting.open("why"),
        "enough": authority_letters.wanted(acting),
        "refused": acting.open("reason") if acting.state == AuthorityState.REFUSED else "",
        "sent": [each.arrived_on for each in representatives.papers(acting)],
        "form": PaperForm(prefix=AUTHORITY),
    }
    return RequesterPanel("identity/authority_asked.html", context, order=4)


def take_in(
    form: ProofForm | ArrivedForm,
    submission: Submission,
    *,
    now: datetime,
    actor: User | None = None,
    method: str = document.NAME,
) -> Evidence:
    """Inspect the file of a filled-in form and keep it; raises Refused with what to send instead."""
    upload: SealedUpload = form.cleaned_data["file"]
    verdict = inspect(upload, upload.name or "")
    if not verdict.ok:
        raise Refused(verdict.sentence)
    return document.arrive(
        submission,
        kind=kind_in(form),
        name=verdict.name,
        content_type=verdict.content_type,
        chunks=upload.chunks() if verdict.data is None else [verdict.data],
        now=now,
        by=form.way if isinstance(form, ArrivedForm) else Arrival.PAGE,
        on=form.cleaned_data.get("arrived_on"),
        actor=actor,
        method=method,
    )
