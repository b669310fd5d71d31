"""What a caseworker fills in to sort what somebody asked in their own words."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.enums import RIGHTS_OF_LAW, Right
from dsar.forms.intake.page import QuestionForm
from dsar.forms.log_request import RIGHT_HINTS
from dsar.forms.offering import explain
from dsar.labels import RIGHTS


class SortForm(QuestionForm):
    """Which rights the words invoke, one or more."""

    rights = forms.MultipleChoiceField(
        label=_("What do they ask for?"),
        help_text=_("Tick all that fit. They are told how you understood it, and can correct you."),
        widget=forms.CheckboxSelectMultiple,
        choices=[(right.value, RIGHTS[right]) for right in RIGHTS_OF_LAW],
        error_messages={
            "required": _("Tick what they ask for."),
            "invalid_choice": _("Tick something from the list."),
            "invalid_list": _("Tick something from the list."),
        },
    )
    explain(rights, {right.value: hint for right, hint in RIGHT_HINTS.items()})

    @property
    def chosen(self) -> list[Right]:
        """Return the rights that were ticked."""
        return [Right(each) for each in self.cleaned_data["rights"]]
