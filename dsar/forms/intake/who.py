"""For yourself or for somebody else; and whoever writes for another, with whom they write for."""

from collections.abc import Iterator
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.contact import mailbox, named, postal, telephone
from dsar.forms.intake.page import Answer, Answers, QuestionForm
from dsar.forms.intake.text import WORDS_MOST, PlainText, area
from dsar.forms.offering import explain

SELF: Final = "self"
OTHER: Final = "other"
_KINDS = [
    ("solicitor", _("I am a solicitor, or I work for a claims firm")),
    ("parent", _("I am a parent or guardian, and they are a child")),
    ("attorney", _("I am an attorney, deputy or guardian of an adult")),
    ("other", _("I am a friend, a relative or somebody else")),
]


def for_another(answers: Answers) -> bool:
    """Answer whether somebody writes for another person."""
    return answers.get("who", {}).get("who") == OTHER


def for_oneself(answers: Answers) -> bool:
    """Answer whether somebody writes for themselves; so does whoever was not asked."""
    return not for_another(answers)


class WhoForm(QuestionForm):
    """Whose data it is about."""

    summary = {"who": _("Who this is for")}
    who = forms.ChoiceField(
        label=_("Is this for yourself or for somebody else?"),
        widget=forms.RadioSelect,
        choices=[(SELF, _("For myself")), (OTHER, _("For somebody else"))],
        error_messages={
            "required": _("Choose if this is for yourself or for somebody else."),
            "invalid_choice": _("Choose one of the answers on this page."),
        },
    )
    explain(who, {OTHER: _("For example your child, a client, or a relative you help")})

    def facts(self, answer: Answer) -> Iterator[tuple[str, str]]:
        """Say that it is for oneself where nothing else was said."""
        return super().facts({"who": SELF, **answer})


class RepresentativeForm(QuestionForm):
    """Whoever writes for another: who they are, how we reach them, why they may."""

    summary = {"kind": _("You write as"), "name": _("Your name"), "email": _("Your e-mail address")}
    kind = forms.ChoiceField(
        label=_("What are you to them?"),
        widget=forms.RadioSelect,
        choices=_KINDS,
        error_messages={
            "required": _("Choose what you are to them."),
            "invalid_choice": _("Choose one of the answers on this page."),
        },
    )
    name = named(
        _("Your name"),
        hint=_("Yours, not theirs. We ask about them on the next page."),
        missing=_("Write your name."),
        too_long=_("Your name is too long for us."),
        autocomplete="name",
    )
    firm = named(
        _("Your firm"), too_long=_("The name of your firm is too long for us."), autocomplete="organization"
    )
    email = mailbox(
        _("Your e-mail address"),
        hint=_("We write to you here."),
        missing=_("Write your e-mail address, so that we can answer you."),
        too_long=_("Your e-mail address is too long."),
        autocomplete="email",
    )
    address = postal(
        _("Your postal address"),
        too_long=_("Your postal address is too long."),
        autocomplete="street-address",
    )
    says = PlainText(
        label=_("Why may you act for them?"),
        help_text=_(
            "In a few words. You can add a letter of authority, or the order of a court, at the end. We may "
            "ask for it, and we may give the answer to the person directly."
        ),
        required=False,
        most=WORDS_MOST,
        too_long=_("This is too long for this box."),
        widget=area(3, dir="auto"),
    )


class PersonForm(QuestionForm):
    """The person whose data it is about, as somebody else knows them."""

    summary = {
        "name": _("Their name"),
        "email": _("Their e-mail address"),
        "phone": _("Their phone number"),
        "address": _("Their postal address"),
    }
    name = named(
        _("Their name"),
        hint=_("As we may know them."),
        missing=_("Write the name of the person."),
        too_long=_("The name is too long for us."),
    )
    email = mailbox(
        _("Their e-mail address"),
        hint=_("It helps us to find them. We write to you, not to them, unless we say so."),
    )
    phone = telephone(_("Their phone number"))
    address = postal(_("Their postal address"))
