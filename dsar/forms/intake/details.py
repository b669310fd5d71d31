"""Your details: who is asking, and where the answer goes."""

from django.utils.translation import gettext_lazy as _

from dsar.forms.contact import mailbox, named, postal, telephone
from dsar.forms.intake.page import QuestionForm


class DetailsForm(QuestionForm):
    """Name and e-mail address; telephone and postal address for those who wish."""

    summary = {"name": _("Your name"), "email": _("Your e-mail address")}
    name = named(
        _("Your name"),
        hint=_("As we may know you. Write it the way you write it, in any alphabet."),
        missing=_("Write your name."),
        too_long=_("Your name is too long for us."),
        autocomplete="name",
    )
    email = mailbox(
        _("Your e-mail address"),
        hint=_(
            "We write to you here. Use the address we already know, if you can. "
            "That makes it easier to show that it is you."
        ),
        missing=_("Write your e-mail address, so that we can answer you."),
        too_long=_("Your e-mail address is too long."),
        autocomplete="email",
    )
    phone = telephone(
        _("Your phone number"),
        hint=_("Only if we may call you about this request."),
        too_long=_("Your phone number is too long."),
        autocomplete="tel",
    )
    address = postal(
        _("Your postal address"),
        hint=_("It can help us to find you. Any country."),
        too_long=_("Your postal address is too long."),
        autocomplete="street-address",
    )
