"""A question to the suppression list, which is asked and never shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.text import EMAIL_MOST, PlainText, line
from dsar.forms.offering import offer

EMAIL, PHONE = "email", "phone"


class AskForm(forms.Form):
    """One contact of one controller."""

    controller = forms.ChoiceField(label=_("Controller"))
    contact = PlainText(
        label=_("E-mail address or telephone number"),
        most=EMAIL_MOST,
        too_long=_("This is too long for an address or a number."),
        widget=line(autocomplete="off"),
        error_messages={"required": _("Write the address or the number that you want to know about.")},
    )

    def __init__(self, *args: Any, controllers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "controller", controllers)
        self.fields["controller"].initial = controllers[0][0] if controllers else None

    def kind(self) -> str:
        """Return what kind of contact was written."""
        return EMAIL if "@" in self.cleaned_data["contact"] else PHONE
