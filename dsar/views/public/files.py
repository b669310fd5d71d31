"""Files: add some, see them, take one out, go on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dsar.forms.intake import CHECK, FILES, before, place, steps
from dsar.forms.intake.files import FilesForm
from dsar.models import Draft
from dsar.services import draft_files, drafts
from dsar.services.errors import Refused
from dsar.views.public.frame import Frame, framed
from dsar.views.rules import rule
from dsar.views.taking import take_files


@rule("public")
@require_http_methods(["GET", "HEAD", "POST"])
@framed
def files(frame: Frame) -> HttpResponse:
    """Show the files sent so far; a POST adds those it carries and stays, or goes on when told to."""
    if frame.draft is None:
        return frame.lost()
    if drafts.is_over(frame.draft):
        return frame.go("sent")
    if frame.request.method != "POST":
        return _show(frame, frame.draft, FilesForm())
    form = FilesForm(frame.request.POST, files=frame.request.FILES)
    form.is_valid()
    take_files(form, frame.draft, timezone.now())
    if form.errors:
        return _show(frame, frame.draft, form)
    return frame.go(CHECK if "continue" in frame.request.POST else FILES)


@rule("public")
@require_POST
@framed
def remove_file(frame: Frame, file_id: UUID) -> HttpResponse:
    """Take one file out."""
    if frame.draft is None:
        return frame.lost()
    try:
        name = draft_files.remove(frame.draft, file_id, frame.now)
    except Refused as refusal:
        messages.warning(frame.request, str(refusal))
        return frame.go("sent")
    if name:
        messages.success(frame.request, _("%(name)s was removed.") % {"name": name})
    return frame.go(FILES)


def _show(frame: Frame, draft: Draft, form: FilesForm) -> HttpResponse:
    answers = drafts.read(draft).answers
    return frame.show(
        "files.html",
        form=form,
        files=[(each, each.open("name")) for each in draft_files.of(draft)],
        step=place(FILES, answers),
        steps=len(steps(answers)),
        back_url=frame.url(before(FILES, answers)),
    )
