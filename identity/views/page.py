"""The requester's page: where things stand, the date and why, what we need, the answer, and the way out."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dsar.audit.recording import civil_date
from dsar.enums import EventType, Status
from dsar.labels import RIGHTS
from dsar.letters import clock_words
from dsar.letters.clock_names import source
from dsar.models import Case, Submission
from dsar.selectors import promises, requester
from dsar.services import clock
from dsar.spokes import registry
from dsar.views.public.frame import look
from dsar.views.requester import parts
from dsar.views.requester.door import Own
from dsar.views.rules import View, rule
from identity.enums import CheckState, EvidenceState, Purpose
from identity.forms import CodeForm, ProofForm
from identity.labels import DOUBTS
from identity.methods import named
from identity.models import Check
from identity.services import awaited, checks, codes, wanted
from identity.services.representatives import AUTHORITY
from identity.views import cookies

Page = Callable[..., HttpResponse]
ROOM = "requester"


def signed_in(view: Page) -> View:
    """Open a page to the requester; the view gets their submission and the time. Others hear the way in."""

    @rule(ROOM)
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        now = timezone.now()
        submission = cookies.requester_of(request, Purpose.PAGE, now)
        if submission is None:
            return render(request, "identity/closed.html", status=403)
        return view(request, submission, now, **kwargs)

    return answer


@require_safe
@signed_in
def page(request: HttpRequest, submission: Submission, now: datetime) -> HttpResponse:
    """Show the requester's page."""
    return show(request, submission, now)


@require_POST
@rule("public")
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the requester's sessions and say so."""
    response = redirect("identity:signed_out")
    cookies.end_all(request, response, now=timezone.now())
    return response


@rule("public")
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say that the page is closed."""
    return render(request, "identity/signed_out.html")


def show(
    request: HttpRequest,
    submission: Submission,
    now: datetime,
    *,
    proof: ProofForm | None = None,
    code: CodeForm | None = None,
) -> HttpResponse:
    """Draw the requester's page, with a form as it was filled in where one has faults."""
    check = checks.check_of(submission)
    cases = list(submission.cases.select_related("controller", "submission").order_by("number"))
    panels = [panel(submission, now) for panel in registry.requester_panels.values()]
    context = {
        "submission": submission,
        "stands": [_stand(case, check, now) for case in cases],
        "asked": _asked(check),
        "proof": proof or ProofForm(),
        "panels": sorted((each for each in panels if each), key=lambda each: each.order),
        "download_open": cookies.requester_of(request, Purpose.DOWNLOAD, now) == submission,
        "code": code or CodeForm(),
        "code_sent": request.GET.get("code") == "sent",
        "minutes": codes.MINUTES,
        "form": proof or code,
    } | parts.on_page(Own(request, submission, now))
    return render(request, "identity/page.html", look(submission.controller) | context)


def _stand(case: Case, check: Check, now: datetime) -> dict[str, Any]:
    """Return where one case stands: its timeline, its date and the reason for it."""
    waits = check.evidence.filter(state=EvidenceState.WAITING).exclude(method=AUTHORITY).exists()
    result = clock.explain(case, today=civil_date(case.controller, now))
    answered = case.status in (Status.RELEASED, Status.CLOSED)
    return {
        "case": case,
        "right": RIGHTS[case.right],
        "lines": requester.timeline(
            case,
            document_waits=waits and check.state != CheckState.SETTLED,
            awaited=awaited.words(case.submission, check, result.state),
        ),
        "late": not answered and case.events.filter(type=EventType.LATE_TOLD).exists(),
        "promised_on": None if answered else promises.promised_on(case),
        "answered_on": civil_date(case.controller, case.released_at) if case.released_at else None,
        "why": "" if answered else clock_words.short(result),
        "over": requester.is_over(case),
        "steps": [
            {
                "when": step.on,
                "text": f"{clock_words.sentence(step)} ({source(step.source)})",
                "state": "done",
            }
            for step in result.steps
        ],
    }


def _asked(check: Check) -> dict[str, Any] | None:
    """Return what we need to see, why, and what came of what was sent; None while nothing is asked."""
    if check.state != CheckState.ASKED or check.asked_at is None:
        return None
    sent = list(check.evidence.exclude(method=AUTHORITY).order_by("arrived_at"))
    return {
        "doubt": DOUBTS.get(check.doubt, ""),
        "why": check.open("why"),
        "asked_on": civil_date(check.submission.controller, check.asked_at),
        "proofs": wanted.words_of(check),
        "kept_days": check.submission.controller.keep_evidence_days,
        "waiting": [
            (named(each.kind, each.method), each.arrived_on)
            for each in sent
            if each.state == EvidenceState.WAITING
        ],
        "refused": [
            (named(each.kind, each.method), each.arrived_on, each.open("reason"))
            for each in sent
            if each.state == EvidenceState.REJECTED
        ],
    }
