"""Your details: who is asking, and where the answer goes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import (
    ADDRESS_MOST,
    EMAIL_MOST,
    NAME_MOST,
    PHONE_MOST,
    EmailText,
    PlainText,
    area,
    line,
)


class DetailsForm(QuestionForm):
    """Name and e-mail address; telephone and postal address for those who wish."""

    summary = {"name": _("Your name"), "email": _("Your e-mail address")}
    name = PlainText(
        label=_("Your name"),
        help_text=_("As we may know you. Write it the way you write it, in any alphabet."),
        most=NAME_MOST,
        too_long=_("Your name is too long for us."),
        widget=line(autocomplete="name", spellcheck="false", dir="auto"),
        error_messages={"required": _("Write your name.")},
    )
    email = EmailText(
        label=_("Your e-mail address"),
        help_text=_(
            "We write to you here. Use the address we already know, if you can. "
            "That makes it easier to show that it is you."
        ),
        most=EMAIL_MOST,
        too_long=_("Your e-mail address is too long."),
        error_messages={"required": _("Write your e-mail address, so that we can answer you.")},
    )
    phone = PlainText(
        label=_("Your phone number"),
        help_text=_("Only if we may call you about this request."),
        required=False,
        most=PHONE_MOST,
        too_long=_("Your phone number is too long."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    address = PlainText(
        label=_("Your postal address"),
        help_text=_("It can help us to find you. Any country."),
        required=False,
        most=ADDRESS_MOST,
        too_long=_("Your postal address is too long."),
        widget=area(3, autocomplete="street-address", dir="auto"),
    )
