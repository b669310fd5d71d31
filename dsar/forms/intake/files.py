"""Files that somebody adds to their request; each is looked at by itself, and refused by itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.page import QuestionForm
from dsar.forms.uploads import NO_FILE, SealedUpload
from dsar.services.file_names import NAMELESS

#: Only a hint to the browser, which then offers the right files and, on a telephone, turns HEIC into JPEG.
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.txt,.docx,.xlsx,.odt"


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return the uploads, and for text in the place of a file one that was not taken."""
        texts = data.getlist(name) if hasattr(data, "getlist") else [data.get(name)]
        lost = [SealedUpload.refused(NAMELESS, NO_FILE) for text in texts if text]
        return [*(super().value_from_datadict(data, files, name) or []), *lost]


class _FilesField(forms.FileField):
    """Any number of uploads, as they came; whether one may be kept is asked later, one by one."""

    def clean(self, data: Any, initial: Any = None) -> list[SealedUpload]:
        """Return the uploads, those that were not taken too."""
        return [each for each in data or [] if isinstance(each, SealedUpload)]


class FilesForm(QuestionForm):
    """A box for several files at once."""

    upload = _FilesField(
        label=_("Choose files"),
        help_text=_("PDF, photograph (JPEG or PNG), text, Word or Excel. Up to 10 files, 25 MB together."),
        required=False,
        widget=_ManyFiles(attrs={"multiple": True, "accept": ACCEPT}),
    )
