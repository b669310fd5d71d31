"""The form field for files: sealed uploads in, inspected files out, a sentence for each not taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise

from dsar.forms.uploads import SealedUpload
from dsar.services.inspection import Verdict, inspect

# With image/jpeg named, iOS turns its own HEIC photographs into JPEG before it sends them.
ACCEPT: Final = "application/pdf,image/jpeg,image/png,image/webp,text/plain,.pdf,.txt,.docx,.xlsx,.odt"


@dataclass(frozen=True, slots=True)
class AcceptedFile:
    """A file that may be kept; give `name`, `content_type` and `chunks()` to `dsar.services.files.write`."""

    upload: SealedUpload
    verdict: Verdict

    @property
    def name(self) -> str:
        """The cleaned name, with the ending of what the file really is."""
        return self.verdict.name

    @property
    def content_type(self) -> str:
        """The type that was proven, not the one that was said."""
        return self.verdict.content_type

    def chunks(self) -> Iterator[bytes]:
        """The bytes to keep: as sent, or, for a picture, written anew."""
        if self.verdict.data is not None:
            yield self.verdict.data
        else:
            yield from self.upload.chunks()


class FilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[SealedUpload]:
        """All files of that name."""
        return list(files.getlist(name))


class FilesField(forms.FileField):
    """Cleans to a list of AcceptedFile, empty when none was sent and none is required."""

    widget = FilesInput(attrs={"accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> list[AcceptedFile]:
        """Inspect each file, a quarter of a second apiece or more; ValidationError names those refused."""
        uploads: list[SealedUpload] = list(data or [])
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        taken: list[AcceptedFile] = []
        faults: dict[str, ValidationError] = {}
        for upload in uploads:
            fault = _add(upload, taken)
            if fault:
                faults[f"{fault.message}{fault.params}"] = fault
        if faults:
            raise ValidationError(list(faults.values()))
        return taken


def _add(upload: SealedUpload, taken: list[AcceptedFile]) -> ValidationError | None:
    """Add the file to those taken, or answer why not; a refusal that is about all of them names none."""
    if upload.refusal:
        return _fault(upload.refusal, "" if upload.about_all else str(upload.name))
    upload.seek(0)
    verdict = inspect(upload, str(upload.name))
    if not verdict.ok:
        return _fault(verdict.sentence, verdict.name)
    taken.append(AcceptedFile(upload, verdict))
    return None


def _fault(sentence: str | Promise, name: str) -> ValidationError:
    if not name:
        return ValidationError("%(sentence)s", code="refused", params={"sentence": sentence})
    return ValidationError(
        "%(name)s: %(sentence)s", code="refused", params={"name": name, "sentence": sentence}
    )
