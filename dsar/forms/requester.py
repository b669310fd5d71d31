"""What the requester fills in on their own page: words with files, and which requests they take back."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.files import FilesForm
from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import PlainText, area
from dsar.forms.uploads import SealedUpload
from dsar.labels import RIGHTS
from dsar.models import Case
from dsar.services.conversation import incoming

_TOO_LONG = _("What you wrote is too long for this box.")


class WordsForm(FilesForm):
    """A box for words, and one for files; its key lets it arrive once."""

    nothing: str | Promise = _("Write what you want to tell us.")
    field_order: tuple[str, ...] = ("about", "text", "upload", "key")

    text = PlainText(
        label=_("Your message"),
        required=False,
        most=incoming.LONGEST,
        too_long=_TOO_LONG,
        widget=area(5, dir="auto"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label
        self.fields["upload"].label = _("Files, if you like")

    def clean_upload(self) -> list[SealedUpload]:
        """Refuse files that were not taken in, each by its name."""
        sent: list[SealedUpload] = self.cleaned_data["upload"]
        faults = [f"{each.name}: {each.refusal}" for each in sent if each.refusal]
        if faults:
            raise ValidationError(faults)
        return sent

    def clean(self) -> dict[str, Any]:
        """Ask for words, unless there are files; and say that files have to be chosen again after a fault."""
        told = super().clean() or {}
        if not told.get("text") and not told.get("upload") and not self.errors:
            self.add_error("text", str(self.nothing))
        if self.errors and told.get("upload"):
            self.ask_again_for_files()
        return told

    def ask_again_for_files(self) -> None:
        """Say that files were not kept, for a browser cannot put them into the page again."""
        self.add_error("upload", gettext("Nothing was sent yet. Please choose your files once more."))


class AboutForm(WordsForm):
    """Words about all that was asked, or about one thing of several."""

    about = forms.ChoiceField(label=_("What is it about?"), required=False)

    def __init__(self, *args: Any, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(cases) < 2:
            del self.fields["about"]
            return
        choices = [(each.reference, f"{RIGHTS[each.right]} ({each.reference})") for each in cases]
        about = self.fields["about"]
        about.choices = [("", _("All of it")), *choices]  # type: ignore[attr-defined]  # it is a ChoiceField


class TakeBackForm(QuestionForm):
    """Which of the requests are taken back."""

    cases = forms.MultipleChoiceField(
        label=_("What do you take back?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose what you take back, or go back to your page."),
            "invalid_choice": _("Choose from what is still open."),
        },
    )

    def __init__(self, *args: Any, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.reference, f"{RIGHTS[each.right]} ({each.reference})") for each in cases]
        field = self.fields["cases"]
        field.choices = choices  # type: ignore[attr-defined]  # it is a MultipleChoiceField
        if len(choices) == 1:
            field.initial = [choices[0][0]]
