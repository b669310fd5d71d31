"""What would you like us to do? The rights that this installation handles from end to end."""

from dataclasses import dataclass

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dsar.enums import Right
from dsar.forms.intake.page import QuestionForm


@dataclass(frozen=True, slots=True)
class Offer:
    """A right as the form offers it: a label that says what happens, and a hint."""

    right: Right
    label: str | Promise
    hint: str | Promise


#: A further right is one row here, as soon as its road in ``dsar.states`` and its letter stand.
OFFERED_RIGHTS: tuple[Offer, ...] = (
    Offer(
        Right.ACCESS,
        _("Send me a copy of my data"),
        _("Everything, or only some of it. We also tell you why we have it and who gets it."),
    ),
)


class RightsForm(QuestionForm):
    """Which rights are invoked; the only one on offer is ticked already."""

    summary = {"rights": _("What you would like")}
    rights = forms.MultipleChoiceField(
        label=_("What would you like us to do?"),
        help_text=_("It is free, and you do not need to know any law."),
        widget=forms.CheckboxSelectMultiple,
        choices=[(offer.right.value, offer.label) for offer in OFFERED_RIGHTS],
        initial=[OFFERED_RIGHTS[0].right.value] if len(OFFERED_RIGHTS) == 1 else [],
        error_messages={
            "required": _("Tick what you would like us to do."),
            "invalid_choice": _("Tick something from the list."),
            "invalid_list": _("Tick something from the list."),
        },
    )
    rights.choice_hints = {offer.right.value: offer.hint for offer in OFFERED_RIGHTS}  # type: ignore[attr-defined]  # read by the component of choices
