"""Links between requests, and the details of the person that they are found by."""

from dataclasses import asdict

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dsar.enums import LinkKind
from dsar.forms.log_request import ContactForm
from dsar.forms.notes import LinkForm
from dsar.permissions import check_work_case
from dsar.services import contacts, linking
from dsar.services.contacts import Contact
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case)
def link(desk: CaseDesk) -> HttpResponse:
    """Link the request to another one by its reference."""
    form = LinkForm(desk.request.POST if desk.request.method == "POST" else None)
    if form.is_valid():
        try:
            other = linking.link_by_hand(
                desk.case,
                form.cleaned_data["reference"],
                kind=LinkKind(form.cleaned_data["kind"]),
                actor=desk.user,
                now=desk.now,
            )
        except Refused as refused:
            form.add_error("reference", str(refused))
        else:
            return desk.said(_("The request is linked to %(reference)s.") % {"reference": other.reference})
    return desk.show("dsar/desk/link.html", tab="overview", status=400 if form.is_bound else 200, form=form)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case)
def person(desk: CaseDesk) -> HttpResponse:
    """Give or correct the name of the person and how to reach them."""
    if desk.case.submission.erased_at is not None:
        raise Refused(_("The details of this request were erased."))
    known = asdict(contacts.of(desk.case.submission.person))
    form = ContactForm(desk.request.POST if desk.request.method == "POST" else None, initial=known)
    if form.is_valid():
        contact = Contact(**form.cleaned_data)
        if contacts.correct(desk.case, contact, actor=desk.user, now=desk.now):
            return desk.said(_("The details are corrected."))
        return desk.said(_("Nothing was changed."))
    status = 400 if form.is_bound else 200
    return desk.show("dsar/desk/person.html", tab="overview", status=status, form=form)
