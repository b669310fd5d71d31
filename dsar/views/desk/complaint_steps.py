"""Steps on a complaint: acknowledge, note, tell, answer, withdraw, link, say when a letter was posted."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from dsar.forms.complaints import (
    POINTS,
    POST,
    AnswerForm,
    LinkForm,
    NoteForm,
    PostedForm,
    ProgressForm,
    WayForm,
    WithdrawForm,
)
from dsar.models import Delivery
from dsar.permissions import check_answer_complaint, check_work_complaint
from dsar.services.complaints import about, acknowledgement, closing, independence, messages, steps
from dsar.services.errors import Refused
from dsar.views.desk.complaint_desk import ComplaintDesk, on_complaint

BOTH = ["GET", "HEAD", "POST"]
MOST_POINTS = 20


@require_http_methods(BOTH)
@on_complaint("work_complaint", check_work_complaint)
def acknowledge(desk: ComplaintDesk) -> HttpResponse:
    """Send the acknowledgement, or make its letter."""
    form = WayForm(desk.request.POST or None, **_ways(desk))
    if form.is_valid():
        if form.cleaned_data["way"] == POST:
            acknowledgement.by_letter(desk.complaint, actor=desk.user, now=desk.now)
            return desk.said(_("The letter is made. It counts from the day on which you post it."))
        acknowledgement.by_mail(desk.complaint, actor=desk.user, now=desk.now)
        return desk.said(_("The acknowledgement is on its way. It counts when it has been sent."))
    lead = gettext_lazy(
        "That the complaint is here, that we look into it, and by when they hear how it ends."
    )
    return _show(desk, form, gettext_lazy("Acknowledge the complaint"), lead, gettext_lazy("Acknowledge"))


@require_http_methods(BOTH)
@on_complaint("work_complaint", check_work_complaint)
def note(desk: ComplaintDesk) -> HttpResponse:
    """Keep a step that was taken."""
    form = NoteForm(desk.request.POST or None, initial={"on": desk.today})
    if form.is_valid():
        try:
            steps.note(
                desk.complaint,
                form.cleaned_data["text"],
                on=form.cleaned_data["on"],
                actor=desk.user,
                now=desk.now,
            )
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            return desk.said(_("The step is kept."))
    return _show(desk, form, gettext_lazy("Note a step"), "", gettext_lazy("Keep the step"))


@require_http_methods(BOTH)
@on_complaint("work_complaint", check_work_complaint)
def progress(desk: ComplaintDesk) -> HttpResponse:
    """Tell the person how far we are."""
    form = ProgressForm(desk.request.POST or None, **_ways(desk))
    if form.is_valid():
        words = form.cleaned_data["text"]
        try:
            if form.cleaned_data["way"] == POST:
                steps.tell_by_letter(desk.complaint, words, actor=desk.user, now=desk.now)
                return desk.said(_("The letter is made. It counts from the day on which you post it."))
            steps.tell_by_mail(desk.complaint, words, actor=desk.user, now=desk.now)
            return desk.said(_("The word of progress is on its way."))
        except Refused as refused:
            form.add_error(None, str(refused))
    return _show(desk, form, gettext_lazy("Tell the person how far we are"), "", gettext_lazy("Send it"))


@require_http_methods(BOTH)
@on_complaint("work_complaint", check_work_complaint)
def withdraw(desk: ComplaintDesk) -> HttpResponse:
    """Close a complaint that the person took back."""
    form = WithdrawForm(desk.request.POST or None, initial={"on": desk.today})
    if form.is_valid():
        told = form.cleaned_data
        try:
            closing.withdraw(desk.complaint, told["text"], on=told["on"], actor=desk.user, now=desk.now)
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            return desk.said(_("The complaint is closed as withdrawn."))
    lead = gettext_lazy("Only if the person took it back themselves. It closes without a letter.")
    return _show(desk, form, gettext_lazy("The person took it back"), lead, gettext_lazy("Close it"))


@require_http_methods(BOTH)
@on_complaint("work_complaint", check_work_complaint)
def link(desk: ComplaintDesk) -> HttpResponse:
    """Say which request the complaint is about."""
    form = LinkForm(desk.request.POST or None)
    if form.is_valid():
        try:
            about.link(desk.complaint, form.cleaned_data["reference"], actor=desk.user, now=desk.now)
        except Refused as refused:
            form.add_error("reference", str(refused))
        else:
            return desk.said(
                _("The complaint is about that request now. Nothing of it is deleted meanwhile.")
            )
    lead = gettext_lazy("Make sure that it is this person’s own request: letters will name its reference.")
    return _show(desk, form, gettext_lazy("Which request is it about?"), lead, gettext_lazy("Link them"))


@require_http_methods(BOTH)
@on_complaint("work_complaint", check_work_complaint)
def posted(desk: ComplaintDesk, delivery_id: UUID) -> HttpResponse:
    """Record the day on which a letter was posted."""
    delivery = get_object_or_404(Delivery, pk=delivery_id, complaint=desk.complaint)
    form = PostedForm(desk.request.POST or None, initial={"on": desk.today})
    if form.is_valid():
        try:
            messages.posted(delivery, on=form.cleaned_data["on"], actor=desk.user, now=desk.now)
        except Refused as refused:
            form.add_error("on", str(refused))
        else:
            return desk.said(_("It is recorded that the letter was posted."))
    lead = gettext_lazy("It counts from that day.")
    return _show(desk, form, gettext_lazy("The letter was posted"), lead, gettext_lazy("Record it"))


@require_POST
@on_complaint("work_complaint", check_work_complaint)
def post_instead(desk: ComplaintDesk) -> HttpResponse:
    """Lay the answer out to be posted after its mail had failed."""
    closing.post_instead(desk.complaint, now=desk.now)
    return desk.said(_("The letter is laid out. Print it, post it, and say on which day."))


@require_http_methods(BOTH)
@on_complaint("answer_complaint", check_answer_complaint)
def answer(desk: ComplaintDesk) -> HttpResponse:
    """Answer each point of the complaint, look at the letter, and close it."""
    given, fragment = desk.request.POST, ""
    points = _number(given.get("points", ""))
    if "more" in given:
        points = min(points + POINTS, MOST_POINTS)
        form = AnswerForm(points=points, initial=given.dict(), **_ways(desk))
        return _answering(desk, form, points, fragment)
    form = AnswerForm(given or None, points=points, **_ways(desk))
    if form.is_valid():
        part = form.cleaned_data["part"]
        try:
            if "close" in given:
                by_post = form.cleaned_data["way"] == POST
                closing.decide(
                    desk.complaint, form.answer(), part=part, by_post=by_post, actor=desk.user, now=desk.now
                )
                return desk.said(_("The complaint is answered and closed."))
            letter, _kept = closing.letter_of(
                desk.complaint, form.answer(), part=part, actor=desk.user, now=desk.now
            )
            fragment = mark_safe(letter.fragment())  # noqa: S308  made by our own template, which escapes
        except Refused as refused:
            form.add_error(None, str(refused))
    return _answering(desk, form, points, fragment)


def _answering(desk: ComplaintDesk, form: AnswerForm, points: int, fragment: str) -> HttpResponse:
    return desk.show(
        "dsar/desk/complaint_answer.html",
        status=400 if form.is_bound and form.errors else 200,
        form=form,
        points=points,
        may_more=points < MOST_POINTS,
        fragment=fragment,
        part=independence.had_part(desk.complaint, desk.user),
        others=independence.others(desk.complaint, desk.user),
    )


def _ways(desk: ComplaintDesk) -> dict[str, Any]:
    """Return the ways by which this person can be told something."""
    by_mail = desk.complaint.email is not None
    return {"by_mail": by_mail, "by_post": desk.complaint.address is not None or not by_mail}


def _number(text: str) -> int:
    """Return how many points the form has room for."""
    return min(int(text), MOST_POINTS) if text.isdecimal() and 0 < len(text) < 3 and int(text) else POINTS


def _show(
    desk: ComplaintDesk, form: forms.Form, title: str | Promise, lead: str | Promise, button: str | Promise
) -> HttpResponse:
    status = 400 if form.is_bound else 200
    return desk.show(
        "dsar/desk/complaint_step.html", status=status, form=form, title=title, lead=lead, button=button
    )
