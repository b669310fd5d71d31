"""The form by which staff take in what a holder handed them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.files import FilesForm
from dsar.forms.intake.text import PlainText, line
from dsar.forms.uploads import SealedUpload
from exports.enums import IdentifierKind
from exports.labels import IDENTIFIERS
from exports.source_forms import ENCODINGS

_TABLES = ".csv,.tsv,.txt,.xlsx,.xlsm"


class HandedInForm(FilesForm):
    """Tables, and which of their columns tells whose a row is."""

    column = PlainText(
        label=_("The heading of the column that tells whose a row is"),
        help_text=_(
            "As it stands in the first line. If you leave it empty, headings that say so themselves are "
            "taken, such as “E-mail” or “Customer number”."
        ),
        required=False,
        most=200,
        too_long=_("This is too long."),
        widget=line(autocomplete="off", spellcheck="false"),
    )
    holds = forms.TypedChoiceField(
        label=_("What stands in that column"),
        choices=[(kind.value, IDENTIFIERS[kind]) for kind in IdentifierKind],
        coerce=IdentifierKind,
    )
    encoding = forms.ChoiceField(
        label=_("How letters are written in CSV files"),
        help_text=_("If you do not know, leave it: you are told where it does not fit."),
        required=False,
        choices=ENCODINGS,
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["upload"].label = str(_("The tables that the holder gave you"))
        self.fields["upload"].help_text = str(
            _("CSV files or Excel workbooks (XLSX) with headings in the first line. 25 MB together.")
        )
        self.fields["upload"].widget.attrs["accept"] = _TABLES

    def clean_upload(self) -> list[SealedUpload]:
        """Refuse no file, and each that did not come through."""
        uploads: list[SealedUpload] = self.cleaned_data["upload"]
        if not uploads:
            raise forms.ValidationError(_("Choose the table that the holder gave you."))
        for each in uploads:
            if each.refusal:
                raise forms.ValidationError(f"{each.name}: {each.refusal}")
        return uploads
