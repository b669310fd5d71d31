"""Staff log a request that came by e-mail, post, phone, over the counter or through social media."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dsar.forms.log_request import LogForm
from dsar.models import Controller, Draft, Submission
from dsar.permissions import WORKERS, controllers_for
from dsar.services import draft_files, logging_in
from dsar.services.errors import Refused
from dsar.views.desk.doors import Desk, at_desk
from dsar.views.desk.logged import show_check
from dsar.views.taking import take_files


def _controllers(desk: Desk) -> list[Controller]:
    """Return the controllers for which somebody may log requests."""
    return list(Controller.objects.filter(pk__in=controllers_for(desk.user, WORKERS)).order_by("name"))


def _chosen(desk: Desk) -> Controller | None:
    """Return the controller of the address (``?controller=``), or the only one; None while it is open."""
    there = _controllers(desk)
    slug = desk.request.GET.get("controller", "")
    if not slug:
        return there[0] if len(there) == 1 else None
    found = next((each for each in there if each.slug == slug), None)
    if found is None:
        raise Http404
    return found


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("log_request", WORKERS)
def log_request(desk: Desk) -> HttpResponse:
    """Show the page to fill in, or keep it with its scans and go on to the last look."""
    controller = _chosen(desk)
    if controller is None:
        return render(desk.request, "dsar/desk/log_choose.html", {"choices": _controllers(desk)})
    if desk.request.method != "POST":
        return _show(desk, controller, LogForm(), None)
    form = LogForm(desk.request.POST, files=desk.request.FILES)
    form.is_valid()
    draft = None
    if key := form.posted_key():
        if _saved(desk, key):
            return redirect("dsar:log_check", key=key)
        try:
            draft = logging_in.open_draft(key, controller=controller, actor=desk.user, now=desk.now)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _keep(desk, controller, form, draft)


def _keep(desk: Desk, controller: Controller, form: LogForm, draft: Draft | None) -> HttpResponse:
    """Keep the scans, whatever else is wrong; and the page when it is in order."""
    if draft is not None:
        take_files(form, draft, desk.now)
    if draft is None or not form.is_valid():
        return _show(desk, controller, form, draft)
    given = form.cleaned_data
    try:
        at = logging_in.instant_of(controller, given["received_on"], given["received_time"], desk.now)
        logging_in.keep(draft, form.answers(), received_at=at, now=desk.now)
    except Refused as refused:
        form.add_error("received_time" if given["received_time"] else "received_on", str(refused))
        return _show(desk, controller, form, draft)
    return redirect("dsar:log_check", key=draft.pk)


def _show(desk: Desk, controller: Controller, form: LogForm, draft: Draft | None) -> HttpResponse:
    context = {
        "controller": controller,
        "form": form,
        "draft": draft,
        "action": f"{reverse('dsar:log_request')}?controller={controller.slug}",
        "files": [(each, each.open("name")) for each in draft_files.of(draft)] if draft else [],
    }
    status = 400 if form.is_bound and form.errors else 200
    return render(desk.request, "dsar/desk/log_request.html", context, status=status)


def _saved(desk: Desk, key: UUID) -> Submission | None:
    """Return the submission of a key that this member of staff logged."""
    return Submission.objects.filter(pk=key, logged_by=desk.user).first()


def _mine(desk: Desk, key: UUID) -> Draft:
    """Return the page that this member of staff is filling in; Http404 for any other."""
    draft = logging_in.mine(key, desk.user)
    if draft is None or draft.controller_id not in controllers_for(desk.user, WORKERS):
        raise Http404
    return draft


@require_safe
@at_desk("log_request", WORKERS)
def change(desk: Desk, key: UUID) -> HttpResponse:
    """Show the page again with what was filled in."""
    if _saved(desk, key):
        return redirect("dsar:log_check", key=key)
    draft = _mine(desk, key)
    return _show(desk, draft.controller, LogForm(initial=logging_in.told(draft) | {"key": key}), draft)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk("log_request", WORKERS)
def check(desk: Desk, key: UUID) -> HttpResponse:
    """Show what will be saved and the date it brings; a POST saves it, once however often it is pressed."""
    if submission := _saved(desk, key):
        return redirect("dsar:case", case_id=submission.cases.order_by("number")[0].pk)
    draft = _mine(desk, key)
    if not logging_in.told(draft):
        return redirect("dsar:log_change", key=key)
    try:
        if desk.request.method == "POST":
            submission = logging_in.save(draft, actor=desk.user, now=desk.now)
            said = _("The request is saved under %(reference)s.") % {"reference": submission.reference}
            messages.success(desk.request, said)
            return redirect("dsar:case", case_id=submission.cases.order_by("number")[0].pk)
        return show_check(desk, draft)
    except Refused as refused:
        messages.error(desk.request, str(refused))
        return redirect("dsar:log_change", key=key)


@require_POST
@at_desk("log_request", WORKERS)
def remove_file(desk: Desk, key: UUID, file_id: UUID) -> HttpResponse:
    """Take one scan out."""
    draft = _mine(desk, key)
    try:
        if name := draft_files.remove(draft, file_id, desk.now):
            messages.success(desk.request, _("%(name)s was removed.") % {"name": name})
    except Refused as refused:
        messages.warning(desk.request, str(refused))
    return redirect("dsar:log_check" if logging_in.told(draft) else "dsar:log_change", key=key)
