"""The requester takes a request back: what, a last look at what that does, and it is done."""

from datetime import date

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dsar.audit.recording import civil_date
from dsar.forms.requester import TakeBackForm
from dsar.labels import RIGHTS
from dsar.models import Case
from dsar.services import endings
from dsar.services.errors import Refused
from dsar.states import OF_EFFECT
from dsar.views.requester import parts
from dsar.views.requester.door import Own, own


@require_http_methods(["GET", "HEAD", "POST"])
@own
def take_back(page: Own) -> HttpResponse:
    """Ask what is taken back, show what it does, and close those cases when that is confirmed."""
    there = parts.may_take_back(page.cases)
    if not there:
        return page.home(_("There is nothing left to take back."))
    posted = page.request.POST
    form = TakeBackForm(posted if page.request.method == "POST" else None, cases=there)
    if page.request.method != "POST" or not form.is_valid() or "change" in posted:
        return page.show("take_back.html", status=400 if form.errors else 200, form=form)
    chosen = [each for each in there if each.reference in form.cleaned_data["cases"]]
    if "confirmed" not in posted:
        return _look(page, chosen, there)
    try:
        _withdraw(chosen, civil_date(page.submission.controller, page.now), page)
    except Refused as refused:
        form.add_error("cases", str(refused))
        return page.show("take_back.html", status=400, form=form)
    return page.home(_("It is taken back, as you asked. We confirm it to you in writing."))


def _withdraw(chosen: list[Case], today: date, page: Own) -> None:
    with transaction.atomic():
        for case in chosen:
            endings.withdraw(case, on=today, actor=None, now=page.now)


def _look(page: Own, chosen: list[Case], there: list[Case]) -> HttpResponse:
    return page.show(
        "take_back_check.html",
        chosen=[(case, RIGHTS[case.right]) for case in chosen],
        at_once=any(case.right in OF_EFFECT for case in chosen),
        stays=len(there) > len(chosen),
    )
