"""The address in our mails: it shows nothing, and looking at it uses nothing up; a code opens it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from dsar.views.rules import rule
from identity.enums import Purpose
from identity.forms import CodeForm
from identity.services import checks, codes, links, sessions
from identity.views import cookies, tries
from identity.views.even import even


@rule("public")
@require_safe
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the same page for every address; a mail scanner that opens it changes nothing."""
    return _show(request, secret, CodeForm())


@rule("public")
@require_POST
@even
def send_code(request: HttpRequest, secret: str) -> HttpResponse:
    """Send a code to the mailbox that the request came from, and say the same whether there is one."""
    now = timezone.now()
    if page := tries.used_up(request, "code", secret, now=now):
        return page
    submission = links.find(secret, now=now)
    if submission is not None:
        codes.send(submission, Purpose.PAGE, now=now)
    response = redirect("identity:link", secret)
    response["Location"] += "?sent=1"
    return response


@rule("public")
@sensitive_post_parameters()
@require_POST
@even
def open_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Open the requester's page with a code; a wrong code and a wrong link are answered alike."""
    now = timezone.now()
    if page := tries.used_up(request, "open", secret, now=now):
        return page
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _show(request, secret, form)
    submission = links.find(secret, now=now)
    session = sessions.open_with(submission, Purpose.PAGE, form.cleaned_data["digits"], now=now)
    if submission is None or not session:
        form.add_error("digits", wrong_code())
        return _show(request, secret, form)
    checks.contact_proven(submission, now=now)
    response = redirect("identity:page")
    cookies.keep(response, Purpose.PAGE, session)
    return response


def wrong_code() -> str:
    """Return what is said of a code that opens nothing, whatever the reason."""
    return _(
        "This code does not open the page. Only the code in our latest e-mail works: once, for ten minutes, "
        "and after five wrong tries no more. Ask for a new one."
    )


def _show(request: HttpRequest, secret: str, form: CodeForm) -> HttpResponse:
    sent = request.GET.get("sent") == "1"
    return render(
        request,
        "identity/link.html",
        {"secret": secret, "form": form, "sent": sent, "minutes": codes.MINUTES},
    )
