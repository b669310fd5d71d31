"""What a caseworker fills in to sort what somebody asked in their own words."""

from django.utils.translation import gettext_lazy as _

from dsar.enums import RIGHTS_OF_LAW, Right
from dsar.forms.intake.page import QuestionForm
from dsar.forms.log_request import asked_for


class SortForm(QuestionForm):
    """Which rights the words invoke, one or more."""

    rights = asked_for(
        RIGHTS_OF_LAW, _("Tick all that fit. They are told how you understood it, and can correct you.")
    )

    @property
    def chosen(self) -> list[Right]:
        """Return the rights that were ticked."""
        return [Right(each) for each in self.cleaned_data["rights"]]
