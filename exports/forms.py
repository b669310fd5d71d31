"""Forms of the exports rooms."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.models import Case, Exemption


class GroundForm(forms.Form):
    """The ground on which something is withheld, and why it applies here."""

    exemption = forms.ModelChoiceField(
        Exemption.objects.none(),
        label=_("Exemption"),
        empty_label=_("Choose an exemption"),
        error_messages={
            "required": _("Choose the exemption that lets you withhold this."),
            "invalid_choice": _("Choose an exemption from the list."),
        },
    )
    reason = forms.CharField(
        label=_("Why it applies"),
        help_text=_("The DPO reads this, and so does the requester."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the exemption applies.")},
    )

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = Exemption.objects.filter(rights__contains=[case.right])
        self.fields["exemption"].queryset = grounds  # type: ignore[attr-defined]  # it is a ModelChoiceField


class ReturnForm(forms.Form):
    """Why an answer goes back to its preparer."""

    reason = forms.CharField(
        label=_("What has to change"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what has to change, so that the preparer knows what to do.")},
    )
