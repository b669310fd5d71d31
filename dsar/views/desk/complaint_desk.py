"""What every page of a complaint shares: who looks, what they may do, the door, the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone

from dsar.audit.recording import civil_date
from dsar.enums import ComplaintState, EventType
from dsar.models import Complaint, User
from dsar.permissions import can_answer_complaint, can_work_complaint
from dsar.selectors import complaints
from dsar.selectors.names import opened
from dsar.services.complaints import rows
from dsar.services.errors import Refused
from dsar.views.rules import View, rule

Check = Callable[[User, Complaint], None]


@dataclass
class ComplaintDesk:
    """One page of one complaint, before one member of staff."""

    request: HttpRequest
    user: User
    complaint: Complaint
    now: datetime

    @property
    def today(self) -> date:
        """Return the controller's civil date."""
        return civil_date(self.complaint.controller, self.now)

    def show(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """Draw a page; looking is logged, drawing a form with its faults is not."""
        if self.request.method == "GET":
            rows.note_event(EventType.COMPLAINT_VIEWED, self.complaint, actor=self.user, now=self.now)
        return render(self.request, template, self._frame() | context, status=status)

    def go(self) -> HttpResponseRedirect:
        """Send the browser to the page of this complaint."""
        return redirect("dsar:complaint", complaint_id=self.complaint.id)

    def said(self, sentence: str) -> HttpResponseRedirect:
        """Say that a step was taken, and go on to the page of this complaint."""
        messages.success(self.request, sentence)
        return self.go()

    def _frame(self) -> dict[str, Any]:
        """Return what the frame around every page shows."""
        row = self.complaint
        what, on = complaints.next_owed(row)
        ended = row.state == ComplaintState.CLOSED
        return {
            "complaint": row,
            "controller": row.controller,
            "today": self.today,
            "person_name": opened(row, "name"),
            "state_words": complaints.standing(row),
            "owed": complaints.OWED.get(what, ""),
            "owed_on": on,
            "is_open": not ended,
            "may_work": can_work_complaint(self.user, row),
            "may_answer": can_answer_complaint(self.user, row),
        }


def on_complaint(name: str, check: Check) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """Open a page of a complaint to those whom ``check`` lets in; the view gets a ComplaintDesk.

    A step that is Refused becomes a message on the page of the complaint.
    """

    def door(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def answer(request: HttpRequest, complaint_id: UUID, **kwargs: object) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                return redirect_to_login(request.get_full_path())
            complaint = complaints.find(complaint_id)
            check(user, complaint)
            desk = ComplaintDesk(request, user, complaint, timezone.now())
            try:
                return view(desk, **kwargs)
            except Refused as refused:
                messages.error(request, str(refused))
                return desk.go()

        return rule(name)(answer)

    return door
