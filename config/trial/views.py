"""The trial's mailbox and the second factors of its demo staff; both absent in production."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.demo import sign_ins
from config.trial.mailbox import letters


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the messages that left, newest first."""
    return render(request, "trial/mailbox.html", {"letters": letters(settings.TRIAL_MAIL_DIR)})


@require_safe
@never_cache
def message(request: HttpRequest, message_id: str) -> HttpResponse:
    """Show one message with its links; 404 when there is none of that id."""
    for letter in letters(settings.TRIAL_MAIL_DIR):
        if letter.id == message_id:
            return render(request, "trial/message.html", {"letter": letter})
    raise Http404


@require_safe
@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """Show the demo staff and the six-digit codes that are good now, in place of a telephone."""
    return render(request, "trial/codes.html", {"sign_ins": sign_ins.current()})
