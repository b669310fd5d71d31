"""The page on which anybody can complain: what went wrong, and how to reach them."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import (
    ADDRESS_MOST,
    EMAIL_MOST,
    LINE_MOST,
    NAME_MOST,
    WORDS_MOST,
    EmailText,
    PlainText,
    area,
    line,
)


class ComplaintForm(QuestionForm):
    """One page, five boxes; an e-mail or a postal address is enough."""

    words = PlainText(
        label=_("What went wrong?"),
        help_text=_("In your own words. You do not have to know any law."),
        most=WORDS_MOST,
        too_long=_("What you wrote is too long for this box."),
        widget=area(8, dir="auto"),
        error_messages={"required": _("Tell us what went wrong.")},
    )
    reference = PlainText(
        label=_("Your reference"),
        help_text=_("If this is about something you asked us before. It looks like K7QM-2XPD."),
        required=False,
        most=LINE_MOST,
        too_long=_("Your reference is too long."),
        widget=line(autocomplete="off", spellcheck="false"),
    )
    name = PlainText(
        label=_("Your name"),
        most=NAME_MOST,
        too_long=_("Your name is too long for us."),
        widget=line(autocomplete="name", spellcheck="false", dir="auto"),
        error_messages={"required": _("Write your name.")},
    )
    email = EmailText(
        label=_("Your e-mail address"),
        help_text=_("We answer you here. If you have none, give a postal address."),
        required=False,
        most=EMAIL_MOST,
        too_long=_("Your e-mail address is too long."),
    )
    address = PlainText(
        label=_("Your postal address"),
        required=False,
        most=ADDRESS_MOST,
        too_long=_("Your postal address is too long."),
        widget=area(3, autocomplete="street-address", dir="auto"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one way to answer."""
        told = super().clean() or {}
        if not (told.get("email") or told.get("address") or "email" in self.errors):
            self.add_error("email", gettext("Give an e-mail or a postal address, so that we can answer you."))
        return told


class AddressForm(QuestionForm):
    """The address that somebody complained with, before their answer is opened."""

    WRONG = _("This is not the address to which we sent the link. Write it as you gave it to us.")
    TOO_OFTEN = _("That was tried too often. Try again in an hour, or write to us.")
    email = EmailText(
        label=_("Your e-mail address"),
        help_text=_("The one to which we sent you this link."),
        most=EMAIL_MOST,
        too_long=_("Your e-mail address is too long."),
        error_messages={"required": _("Write your e-mail address.")},
    )
