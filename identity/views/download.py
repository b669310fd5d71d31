"""A fresh code opens the download: a session of its own, counted, because what it opens is everything."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dsar.models import Submission
from dsar.services.errors import Refused
from dsar.spokes import why_no_session
from identity.enums import Purpose
from identity.forms import CodeForm
from identity.services import codes, sessions
from identity.views import cookies, tries
from identity.views.link import wrong_code
from identity.views.page import show, signed_in


@require_POST
@signed_in
def send_code(request: HttpRequest, submission: Submission, now: datetime) -> HttpResponse:
    """Send a code for the download, unless there is nothing to open."""
    if page := tries.used_up(request, "download code", str(submission.id), now=now):
        return page
    if reason := why_no_session(submission, Purpose.DOWNLOAD, now):
        messages.error(request, reason)
        return redirect("identity:page")
    if not codes.send(submission, Purpose.DOWNLOAD, now=now):
        messages.error(
            request, _("We sent you many codes in the last hour. Please wait an hour, then ask again.")
        )
        return redirect("identity:page")
    response = redirect("identity:page")
    response["Location"] += "?code=sent"
    return response


@sensitive_post_parameters()
@require_POST
@signed_in
def open_download(request: HttpRequest, submission: Submission, now: datetime) -> HttpResponse:
    """Open a download session with a code."""
    if page := tries.used_up(request, "download", str(submission.id), now=now):
        return page
    form = CodeForm(request.POST)
    session = ""
    if form.is_valid():
        try:
            session = sessions.open_with(submission, Purpose.DOWNLOAD, form.cleaned_data["digits"], now=now)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("identity:page")
        if not session:
            form.add_error("digits", wrong_code())
    if not session:
        return show(request, submission, now, code=form)
    response = redirect("identity:page")
    cookies.keep(response, Purpose.DOWNLOAD, session)
    return response
