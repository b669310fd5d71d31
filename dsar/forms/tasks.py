"""How a task was done, as its holder confirms it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.days import DayField
from dsar.forms.intake.text import PlainText, area
from dsar.services import tasks

DONE = "done"


class ConfirmForm(forms.Form):
    """Done or not possible, on which day, and what shows it."""

    how = forms.ChoiceField(
        label=_("How it went"),
        choices=[(DONE, _("It is done")), ("not", _("It could not be done"))],
        initial=DONE,
        widget=forms.RadioSelect,
    )
    on = DayField(label=_("On which day"))
    proof = PlainText(
        label=_("What shows it"),
        most=tasks.LONGEST,
        too_long=_("This is too long."),
        widget=area(3),
        help_text=_("A record number, what the system said, what you saw. If it could not be done: why not."),
        error_messages={"required": _("Say what shows it. The DPO looks at it before the answer leaves.")},
    )

    def taken(self) -> dict[str, Any]:
        """Return what ``services.tasks.confirm`` wants."""
        told = self.cleaned_data
        return {"done": told["how"] == DONE, "on": told["on"], "proof": told["proof"]}
