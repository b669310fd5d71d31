"""What a member of staff notes of somebody who writes for the person whose data it is."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.contact import mailbox, named, postal
from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import WORDS_MOST, PlainText, area
from dsar.labels import ACTING_AS
from dsar.services.logging_in import FOR_ANOTHER, FOR_WHOM, REPRESENTING

ACTING: Final = (FOR_WHOM, *(f"acting_{name}" for name in REPRESENTING))


class ActingForm(QuestionForm):
    """Whether somebody writes for the person: who, how they are reached, and what shows that they may."""

    for_whom = forms.ChoiceField(
        label=_("Do they write for themselves?"),
        widget=forms.RadioSelect,
        choices=[
            ("self", _("Yes, or it looks so")),
            (FOR_ANOTHER, _("No, somebody else writes for them")),
        ],
        initial="self",
        required=False,
    )
    acting_kind = forms.ChoiceField(
        label=_("Who is it?"),
        choices=[("", _("Choose one")), *ACTING_AS.items()],
        required=False,
        error_messages={"invalid_choice": _("Choose who they are.")},
    )
    acting_name = named(_("Their own name"))
    acting_firm = named(_("Their firm"))
    acting_email = mailbox(
        _("Their own e-mail address"), hint=_("We write to them, not to the person, unless it is decided.")
    )
    acting_address = postal(_("Their own postal address"))
    acting_says = PlainText(
        label=_("Why they may act, and what they sent to show it"),
        help_text=_(
            "In their words. Scan a letter of authority below; whether it is enough is decided later."
        ),
        required=False,
        most=WORDS_MOST,
        too_long=_("This is too long for the box."),
        widget=area(3, dir="auto"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask who writes and how to reach them, where somebody does."""
        told = super().clean() or {}
        told[FOR_WHOM] = told.get(FOR_WHOM) or "self"
        if told.get(FOR_WHOM) != FOR_ANOTHER:
            return told
        if not told.get("acting_kind") and "acting_kind" not in self.errors:
            self.add_error("acting_kind", _("Choose who they are."))
        if not told.get("acting_name") and "acting_name" not in self.errors:
            self.add_error("acting_name", _("Give the name of who writes for the person."))
        reached = told.get("acting_email") or told.get("acting_address")
        if not reached and "acting_email" not in self.errors:
            self.add_error("acting_email", _("Give an e-mail or a postal address of who writes."))
        return told
