"""What every tab of a case shares: head, tabs, next step, checklist, owner."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.audit.recording import civil_date
from dsar.clock import State
from dsar.enums import EventType, Right, Role, Status
from dsar.labels import OUTCOMES, RELATIONS_SHORT, RIGHTS, STATUSES
from dsar.models import Case, User
from dsar.permissions import can_review_case, can_see_review, can_work_case, roles_of
from dsar.selectors import case_page, staff
from dsar.selectors import tasks as planned
from dsar.selectors.checklist import before_release
from dsar.selectors.names import name_of
from dsar.selectors.next_step import next_step
from dsar.states import OF_DATA

#: Of several roles, the one in which somebody acts, first come.
_PRECEDENCE = (Role.DPO, Role.CASEWORKER, Role.AUDITOR, Role.MANAGER, Role.HOLDER)


@dataclass
class CaseDesk:
    """One page of one case, before one member of staff."""

    request: HttpRequest
    user: User
    case: Case
    now: datetime

    @property
    def today(self) -> date:
        """Return the controller's civil date."""
        return civil_date(self.case.controller, self.now)

    @property
    def role(self) -> Role:
        """Return the role in which the member of staff looks at the case."""
        held = roles_of(self.user, self.case.controller_id)
        return next(role for role in _PRECEDENCE if role in held)

    @property
    def may_work(self) -> bool:
        """Answer whether they may take steps, not only read."""
        return can_work_case(self.user, self.case)

    @property
    def may_review(self) -> bool:
        """Answer whether they may release or return an answer."""
        return can_review_case(self.user, self.case)

    def log(self, event: EventType, **data: object) -> None:
        """Append what was looked at to the log."""
        record(event, at=self.now, case=self.case, actor=self.user, role=self.role, data=data)

    def show(self, template: str, *, tab: str, status: int = 200, **context: Any) -> HttpResponse:
        """Draw a tab; looking is logged, drawing a form with its faults is not."""
        if self.request.method == "GET":
            self.log(EventType.CASE_VIEWED, part=tab)
        return render(self.request, template, self.frame(tab) | context, status=status)

    def go(self, name: str = "dsar:case", **kwargs: object) -> HttpResponseRedirect:
        """Send the browser to a page of this case."""
        return redirect(reverse(name, kwargs={"case_id": self.case.id, **kwargs}))

    def said(self, sentence: str, name: str = "dsar:case", **kwargs: object) -> HttpResponseRedirect:
        """Say that a step was taken, and go on to a page of this case."""
        messages.success(self.request, sentence)
        return self.go(name, **kwargs)

    def frame(self, tab: str) -> dict[str, Any]:
        """Return what the frame around every tab shows."""
        case = self.case
        return {
            "case": case,
            "controller": case.controller,
            "desk": self,
            "person_name": name_of(case),
            "right_words": RIGHTS[case.right],
            "status_words": OUTCOMES[case.outcome] if case.outcome else STATUSES[case.status],
            "relation_words": RELATIONS_SHORT[case.submission.person.relation],
            "today": self.today,
            "answered_on": civil_date(case.controller, case.released_at) if case.released_at else None,
            "paused": case.clock_state == State.PAUSED,
            "target_on": case.target_on if case.target_on != case.limit_on else None,
            "tabs": self._tabs(tab),
            "step": self._step(),
            "checklist": before_release(case),
            "may_work": self.may_work,
            "may_assign": self.may_work and case.status != Status.CLOSED,
            "owners": staff.owners_of(case.controller) if self.may_work else [],
        }

    def _step(self) -> dict[str, str]:
        """Return the next step, its button only for those who may press it."""
        step = next_step(self.case, self.now)
        may = self.may_review if step.for_dpo else self.may_work
        if self.case.status == Status.IN_REVIEW:
            may = can_see_review(self.user, self.case)
        url = reverse(step.url_name, args=[self.case.id]) if step.url_name else ""
        return {
            "sentence": step.sentence,
            "label": step.label if may else "",
            "url": url,
            "post": step.move,
            "progress": reverse(step.progress, args=[self.case.id]) if step.progress else "",
        }

    def _tabs(self, current: str) -> list[dict[str, Any]]:
        case = self.case
        found: list[tuple[int, str, str, str, str]] = [
            (0, "overview", _("Overview"), "dsar:case", ""),
            (60, "messages", _("Messages"), "dsar:case_messages", str(case_page.number_of_messages(case))),
            (70, "clock", _("Clock"), "dsar:case_clock", ""),
            (80, "log", _("Log"), "dsar:case_log", ""),
        ]
        if case.right not in (*OF_DATA, Right.UNSORTED):
            found.append((25, "work", _("Decision"), "dsar:case_work", planned.mark(case)))
        found += [(p.order, p.slug, str(p.label), p.url_name, p.count(case)) for p in case_page.panels(case)]
        return [
            {
                "label": label,
                "url": reverse(url_name, args=[case.id]),
                "current": slug == current,
                "count": "" if mark in ("✓", "0") else mark,
                "done": mark == "✓",
            }
            for _order, slug, label, url_name, mark in sorted(found)
        ]
