"""What a member of staff fills in to log a request that did not come through the form."""

from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from dsar.enums import Channel, Relation, Right
from dsar.forms.acting import ACTING, ActingForm
from dsar.forms.contact import mailbox, named, postal, telephone
from dsar.forms.days import DayField
from dsar.forms.intake.files import FilesForm
from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import PlainText, area
from dsar.forms.offering import explain
from dsar.labels import CHANNELS, RELATIONS_SHORT, RIGHTS

#: A letter of several pages, typed in.
WORDS_MOST: Final = 50_000
_CHANNELS = (Channel.EMAIL, Channel.POST, Channel.PHONE, Channel.IN_PERSON, Channel.SOCIAL_MEDIA)
RIGHT_HINTS = {
    Right.ACCESS: _("They want to know what we hold, or want a copy of it"),
    Right.RECTIFICATION: _("Something is wrong, out of date or incomplete"),
    Right.ERASURE: _("They want their data deleted, or to be forgotten"),
    Right.RESTRICTION: _(
        "They want their data kept and left alone, for instance while something is disputed"
    ),
    Right.PORTABILITY: _("They want what they gave us in a file, for themselves or for another company"),
    Right.OBJECTION: _("They do not want their data used for a purpose, other than advertising"),
    Right.MARKETING: _("They want no more advertising. It stops at once"),
    Right.AUTOMATED: _("A computer alone decided about them, and they want a person to look"),
    Right.CONSENT: _("They had agreed to something and take it back. It ends at once"),
    Right.UNSORTED: _("It is not clear yet. It is sorted later at the desk; the time runs all the same"),
}


def asked_for(rights: Iterable[Right], hint: Any) -> forms.MultipleChoiceField:
    """Return the boxes for what somebody asks for, each with a hint by which staff know it."""
    field = forms.MultipleChoiceField(
        label=_("What do they ask for?"),
        help_text=hint,
        widget=forms.CheckboxSelectMultiple,
        choices=[(right.value, RIGHTS[right]) for right in rights],
        error_messages={
            "required": _("Tick what they ask for."),
            "invalid_choice": _("Tick something from the list."),
            "invalid_list": _("Tick something from the list."),
        },
    )
    explain(field, {right.value: hint for right, hint in RIGHT_HINTS.items()})
    return field


class TimeInput(forms.TimeInput):
    """A time of day as browsers pick it."""

    input_type = "time"


class ContactForm(QuestionForm):
    """Who somebody is and how to reach them; any of it may be missing."""

    name = named(_("Name"), hint=_("As they give it. Leave it empty when there is none yet."))
    email = mailbox(_("E-mail address"), hint=_("Without one, everything to this person goes by post."))
    phone = telephone(_("Phone number"))
    address = postal(_("Postal address"), hint=_("As it stands on an envelope, without the name."), rows=4)


class LogForm(ActingForm, ContactForm, FilesForm):
    """A request that came by e-mail, post, phone, over the counter or through social media."""

    field_order = (
        "channel",
        "received_on",
        "received_time",
        "rights",
        "words",
        "name",
        "email",
        "phone",
        "address",
        "relation",
        *ACTING,
        "adjustments",
        "upload",
        "key",
    )
    channel = forms.ChoiceField(
        label=_("How did it reach us?"),
        widget=forms.RadioSelect,
        choices=[(each.value, CHANNELS[each]) for each in _CHANNELS],
        error_messages={"required": _("Choose how the request reached us.")},
    )
    received_on = DayField(
        label=_("On which day?"),
        help_text=_("The day it reached anybody here, not the day it was read or passed on."),
        error_messages={"required": _("Give the day on which the request reached us.")},
    )
    received_time = forms.TimeField(
        label=_("At what time?"),
        help_text=_(
            "If nobody knows, leave it empty: then 9 in the morning is noted. No date depends on it."
        ),
        required=False,
        widget=TimeInput(format="%H:%M"),
        error_messages={"invalid": _("Write the time like this: 14:30.")},
    )
    rights = asked_for(Right, _("Tick all that fit. They need not have named a law or a right."))
    words = PlainText(
        label=_("What they wrote or said"),
        help_text=_("In their own words, as far as you can. Scans go below."),
        required=False,
        most=WORDS_MOST,
        too_long=_("The words are too long for this box. Add them as a file."),
        widget=area(8, dir="auto"),
    )
    relation = forms.ChoiceField(
        label=_("What are they to us?"),
        help_text=_("It chooses the systems that are searched."),
        widget=forms.RadioSelect,
        choices=[(each.value, RELATIONS_SHORT[each]) for each in Relation],
        error_messages={"required": _("Choose what they are to us.")},
    )
    adjustments = PlainText(
        label=_("What makes it easier for them"),
        help_text=_("For example large print, plain words, or a phone call."),
        required=False,
        most=5_000,
        too_long=_("What makes it easier for them is too long for this box."),
        widget=area(3, dir="auto"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_rights(self) -> list[str]:
        """Return what is ticked; what is to be sorted later stands alone."""
        chosen: list[str] = self.cleaned_data["rights"]
        if Right.UNSORTED in chosen and len(chosen) > 1:
            raise ValidationError(_("Tick either what they ask for, or that it is sorted later."))
        return chosen

    def clean(self) -> dict[str, Any]:
        """Ask for the words where they are all there is to sort by."""
        told = super().clean() or {}
        if told.get("rights") == [Right.UNSORTED] and not told.get("words") and not told.get("upload"):
            self.add_error("words", _("Write down what they wrote or said, so that it can be sorted."))
        return told

    def answers(self) -> dict[str, Any]:
        """Return what is kept of a page that is in order: all but its key and its files."""
        kept = {name: value for name, value in self.cleaned_data.items() if name not in ("key", "upload")}
        at = kept["received_time"]
        return kept | {"received_time": f"{at:%H:%M}" if at else ""}

    def posted_key(self) -> UUID | None:
        """Return the key of the page as it came, also of one that is not in order."""
        try:
            return UUID(str(self.data.get("key", "")))
        except ValueError:
            return None
