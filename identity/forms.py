"""What the requester and the caseworker fill in about who is asking."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import PlainText, area, line
from dsar.forms.uploads import SealedUpload
from identity.enums import Arrival, Doubt, EvidenceKind
from identity.labels import ARRIVALS, DOUBTS_SHORT, KINDS
from identity.tokens import DIGITS

REASON_MOST = 1_000
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


def _file(hint: Any) -> OneFile:
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
    file = _file(_("A photograph (JPEG or PNG) or a PDF, up to 25 MB."))


class ArrivedForm(QuestionForm):
    """A document that reached the caseworker in another way than through the page."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[("", _("Choose one")), *KINDS.items()],
        error_messages={"required": _("Say what it is."), "invalid_choice": _("Say what it is.")},
    )
    by = forms.ChoiceField(
        label=_("How it arrived"),
        choices=[("", _("Choose one")), *ARRIVALS.items()],
        error_messages={"required": _("Say how it arrived."), "invalid_choice": _("Say how it arrived.")},
    )
    arrived_on = forms.DateField(
        label=_("The day on which it arrived"),
        help_text=_("The true day, not today: the time may count from it."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Give the day on which it arrived."),
            "invalid": _("Write the day like this: 2026-11-24."),
        },
    )
    file = _file(_("A scan or photograph (JPEG, PNG) or a PDF, up to 25 MB. Cover what is not needed first."))

    @property
    def way(self) -> Arrival:
        """Return how it arrived."""
        return Arrival(self.cleaned_data["by"])


def kind_in(form: QuestionForm) -> EvidenceKind:
    """Return what a document is."""
    return EvidenceKind(form.cleaned_data["kind"])


class AskForm(QuestionForm):
    """A doubt, and what made it, for the person to read."""

    doubt = forms.ChoiceField(
        label=_("What is doubtful"),
        choices=list(DOUBTS_SHORT.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is doubtful."),
            "invalid_choice": _("Choose what is doubtful."),
        },
    )
    why = PlainText(
        label=_("What made you doubt it"),
        help_text=_("The person reads this in our mail and on their page. Give away nothing that we hold."),
        most=REASON_MOST,
        too_long=_TOO_LONG,
        widget=area(3),
        error_messages={
            "required": _(
                "Say what makes it doubtful who is asking. The person is told, and the clock needs it."
            )
        },
    )

    @property
    def doubt_kind(self) -> Doubt:
        """Return the doubt that was chosen."""
        return Doubt(self.cleaned_data["doubt"])


class AcceptForm(QuestionForm):
    """What was compared before a document was accepted."""

    compared = PlainText(
        label=_("What you compared"),
        help_text=_("For example: name and address with the customer record."),
        most=REASON_MOST,
        too_long=_TOO_LONG,
        widget=area(2),
        error_messages={
            "required": _("Say what you compared, for example “name and address with the customer record”.")
        },
    )


class RefuseForm(QuestionForm):
    """Why a document does not settle it, for the person to read."""

    reason = PlainText(
        label=_("Why it does not settle it"),
        help_text=_("The person reads this in our mail, with what would do instead."),
        most=REASON_MOST,
        too_long=_TOO_LONG,
        widget=area(2),
        error_messages={"required": _("Say why the document does not settle it. The person is told.")},
    )
