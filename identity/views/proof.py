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
from identity.enums import Arrival, CheckState
from identity.forms import ProofForm, kind_in
from identity.forms.desk import ArrivedForm
from identity.methods import document
from identity.models import Evidence
from identity.services import checks
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


def take_in(
    form: ProofForm | ArrivedForm,
    submission: Submission,
    *,
    now: datetime,
    actor: User | None = None,
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
    )
