"""A complaint that staff log."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dsar.enums import Channel
from dsar.forms.complaints import SeenForm, text
from dsar.forms.days import DayField
from dsar.forms.intake.text import (
    ADDRESS_MOST,
    EMAIL_MOST,
    LINE_MOST,
    NAME_MOST,
    EmailText,
    PlainText,
    area,
    line,
)
from dsar.labels import CHANNELS
from dsar.models import Controller


class LogForm(SeenForm):
    """A complaint that came in any way but by the page, with its true day of receipt."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    controller = forms.ChoiceField(label=_("Controller"))
    channel = forms.ChoiceField(
        label=_("How it arrived"),
        choices=[(c.value, CHANNELS[c]) for c in Channel if c != Channel.WEB_FORM],
        initial=Channel.EMAIL,
    )
    on = DayField(
        label=_("Day it arrived"),
        help_text=_("The day it reached anybody here, not the day it was passed on."),
        error_messages={"required": _("Give the day on which it arrived.")},
    )
    at = forms.TimeField(
        label=_("Time, if you know it"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write the time like this: 14:30.")},
    )
    words = text(
        _("What the person says went wrong"),
        rows=6,
        needed=_("Write down what the person says went wrong."),
        hint=_("In their own words, as far as you have them."),
    )
    reference = PlainText(
        label=_("Request it is about"),
        required=False,
        most=LINE_MOST,
        too_long=_("The reference is too long."),
        widget=line(spellcheck="false"),
        help_text=_("Its reference, such as K7QM-2XPD or K7QM-2XPD-1. Leave it empty when it is about none."),
    )
    name = PlainText(
        label=_("Name"),
        most=NAME_MOST,
        too_long=_("The name is too long."),
        widget=line(autocomplete="off", dir="auto"),
        error_messages={"required": _("Write the person’s name; the letters begin with it.")},
    )
    email = EmailText(
        label=_("E-mail address"), required=False, most=EMAIL_MOST, too_long=_("The address is too long.")
    )
    address = PlainText(
        label=_("Postal address"),
        required=False,
        most=ADDRESS_MOST,
        too_long=_("The postal address is too long."),
        widget=area(3, autocomplete="off", dir="auto"),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, controllers: list[Controller], **options: Any
    ) -> None:
        super().__init__(data, **options)
        field = self.fields["controller"]
        field.choices = [(each.slug, each.name) for each in controllers]  # type: ignore[attr-defined]  # it is a ChoiceField
        if len(controllers) == 1:
            field.widget = forms.HiddenInput()
            field.initial = controllers[0].slug

    def clean(self) -> dict[str, Any]:
        """Ask for one way to answer."""
        told = super().clean() or {}
        if not self.errors and not (told["email"] or told["address"]):
            self.add_error("email", gettext("Give an e-mail or a postal address: the law wants an answer."))
        return told
