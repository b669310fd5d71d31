"""Files that somebody adds to their request; each is looked at by itself, and refused by itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.page import QuestionForm
from dsar.forms.uploads import SealedUpload

#: Only a hint to the browser, which then offers the right files and, on a telephone, turns HEIC into JPEG.
ACCEPT = ".pdf,.jpg,.jpeg,.png,.webp,.txt,.docx,.xlsx,.odt"


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class _FilesField(forms.FileField):
    """Any number of uploads, as they came; whether one may be kept is asked later, one by one."""

    def clean(self, data: Any, initial: Any = None) -> list[SealedUpload]:
        """Return the uploads; text in the place of a file is none."""
        return [each for each in data or [] if isinstance(each, SealedUpload)]


class FilesForm(QuestionForm):
    """A box for several files at once."""

    upload = _FilesField(
        label=_("Choose files"),
        help_text=_("PDF, photograph (JPEG or PNG), text, Word or Excel. Up to 10 files, 25 MB together."),
        required=False,
        widget=_ManyFiles(attrs={"multiple": True, "accept": ACCEPT}),
    )
