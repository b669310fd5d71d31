"""The door of the requester's own pages: open while their session is; what was typed outside is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone

from dsar.forms.intake.text import seen
from dsar.models import Case, Submission
from dsar.services.conversation import unsent
from dsar.spokes import requester_lately, requester_of
from dsar.views.public.frame import look
from dsar.views.rules import View, rule

#: What a session of this page is opened for, as the identity room names it.
PURPOSE = "page"
HOME = "identity:page"
RULE = "requester"


@dataclass
class Own:
    """One of the requester's own pages, while they are signed in."""

    request: HttpRequest
    submission: Submission
    now: datetime

    @property
    def cases(self) -> list[Case]:
        """Return the cases of the submission, by number."""
        rows = self.submission.cases.select_related(
            "submission__controller", "submission__person", "controller"
        )
        return list(rows.order_by("number"))

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Draw a page."""
        shared = look(self.submission.controller) | {"submission": self.submission}
        return render(self.request, f"dsar/requester/{template}", shared | context, status=status)

    def home(self, said: str = "", part: str = "") -> HttpResponseRedirect:
        """Go to the page, and say there what was done; ``part`` is where on it."""
        if said:
            messages.success(self.request, said)
        answer = redirect(HOME)
        answer["Location"] += f"#{part}" if part else ""
        return answer


def own(view: Callable[..., HttpResponseBase]) -> View:
    """Open a page to the requester; the view gets an Own. Others hear the way in, and lose no words."""

    @rule(RULE)
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        submission = requester_of(request, PURPOSE, now)
        if submission is None:
            return _closed(request, now)
        return view(Own(request, submission, now), **kwargs)

    return answer


def _closed(request: HttpRequest, now: datetime) -> HttpResponse:
    """Say that the page is closed; words that were posted are kept for who had it open, or given back."""
    text, box = seen(request.POST.get("text", "")), request.POST.get("box", "")
    kept = False
    if text and (submission := requester_lately(request, now)) is not None:
        kept = unsent.keep(submission, seen(box)[:40], text, now=now)
    with_files = bool(request.FILES)
    context = {"kept": kept, "text": "" if kept else text[: unsent.LONGEST], "with_files": with_files}
    return render(request, "dsar/requester/closed.html", context, status=403)
