"""Notes on a case: read on its overview, added here."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dsar.forms.notes import NoteForm
from dsar.permissions import check_work_case
from dsar.services import notes
from dsar.services.errors import Refused
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case


@require_http_methods(["GET", "HEAD", "POST"])
@on_case("work_case", check_work_case)
def note(desk: CaseDesk) -> HttpResponse:
    """Add a note; one that cannot be kept is shown again as it was typed."""
    form = NoteForm(desk.request.POST if desk.request.method == "POST" else None)
    if form.is_valid():
        try:
            notes.add(
                desk.case,
                form.cleaned_data["text"],
                key=form.cleaned_data["key"],
                actor=desk.user,
                now=desk.now,
            )
        except Refused as refused:
            form.add_error("text", str(refused))
        else:
            return desk.said(_("The note is added."))
    return desk.show("dsar/desk/note.html", tab="overview", status=400 if form.is_bound else 200, form=form)
