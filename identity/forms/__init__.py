"""What the requester fills in about who they are; what staff fill in is in the files beside this one."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import PlainText, line
from dsar.forms.uploads import SealedUpload
from identity.enums import EvidenceKind
from identity.labels import KINDS
from identity.tokens import DIGITS

_TOO_LONG = _("The text is too long for this box.")


class OneFile(forms.FileField):
    """One upload as it came; whether it may be kept is asked later."""

    def clean(self, data: Any, initial: Any = None) -> SealedUpload:
        """Return the upload; text in the place of a file is none, and so is a file that was not taken."""
        if not isinstance(data, SealedUpload):
            raise ValidationError(_("Choose a file."), code="required")
        if data.refusal:
            raise ValidationError(str(data.refusal), code="refused")
        return data


def file_field(hint: Any) -> OneFile:
    return OneFile(
        label=_("The file"),
        help_text=hint,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
    )


class CodeForm(QuestionForm):
    """Eight digits, however they are spaced."""

    digits = PlainText(
        label=_("The code from our e-mail"),
        help_text=_("Eight digits."),
        most=60,
        too_long=_TOO_LONG,
        error_messages={"required": _("Write the code from our e-mail: eight digits.")},
        widget=line(inputmode="numeric", autocomplete="one-time-code", spellcheck="false"),
    )

    def clean_digits(self) -> str:
        """Return the bare digits; raises when they are not eight."""
        typed = unicodedata.normalize("NFKC", self.cleaned_data["digits"])
        digits = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
        if len(digits) != DIGITS:
            raise ValidationError(_("The code has eight digits. Look at the latest e-mail from us."))
        return digits


class ProofForm(QuestionForm):
    """A document that the requester sends."""

    kind = forms.ChoiceField(
        label=_("What are you sending?"),
        choices=[("", _("Choose one")), *KINDS.items()],
        error_messages={
            "required": _("Say what you are sending."),
            "invalid_choice": _("Say what you are sending."),
        },
    )
    file = file_field(_("A photograph (JPEG or PNG) or a PDF, up to 25 MB."))


class PaperForm(ProofForm):
    """What shows that somebody may act for another; which it is, whoever looks at it says."""

    kind = None  # type: ignore[assignment]  # so Django drops a field of the form above


def kind_in(form: QuestionForm) -> EvidenceKind:
    """Return what a document is."""
    return EvidenceKind(form.cleaned_data.get("kind") or EvidenceKind.OTHER)
