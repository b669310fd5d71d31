"""Uploads of a page that is kept as a draft: each looked at by itself, and refused by itself."""

from datetime import datetime, timedelta

from dsar.forms.intake.files import FilesForm
from dsar.forms.uploads import MAX_FILES, MAX_TOTAL, SealedUpload
from dsar.models import Draft
from dsar.services import draft_files
from dsar.services.errors import Refused


def take_files(form: FilesForm, draft: Draft, now: datetime) -> None:
    """Keep the files of a form with its draft, in order; a fault stands in the form with the file's name."""
    for place, upload in enumerate(form.cleaned_data.get("upload", [])):
        if fault := _fault(draft, upload, now + timedelta(microseconds=place)):
            form.add_error("upload", f"{upload.name}: {fault}")


def _fault(draft: Draft, upload: SealedUpload, now: datetime) -> str:
    """Keep one upload; answers what is wrong with it, or nothing."""
    if upload.refusal:
        return str(upload.refusal)
    try:
        draft_files.add(draft, upload, upload.name or "", most=MAX_FILES, total=MAX_TOTAL, now=now)
    except Refused as refusal:
        return str(refusal)
    return ""
