"""Another person who asks in the same message."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dsar.forms.log_request import ContactForm
from dsar.permissions import check_work_case
from dsar.services.contacts import Contact
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from identity.services import joint
from identity.views.tab import JOINT, TAB, show_tab


@require_POST
@on_case("work_case", check_work_case, back=TAB)
def add(desk: CaseDesk) -> HttpResponse:
    """Take in another person of the same message, as a request of their own."""
    form = ContactForm(desk.request.POST, prefix=JOINT)
    if form.is_valid():
        try:
            other = joint.add(desk.case, Contact(**form.cleaned_data), actor=desk.user, now=desk.now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("Request %(reference)s is theirs, with an identity and an answer of its own.")
            return desk.said(said % {"reference": other.reference}, TAB)
    return show_tab(desk, form)
