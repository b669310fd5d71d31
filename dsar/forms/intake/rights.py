"""What would you like us to do? Every right that the law gives, whatever a policy promises."""

from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dsar.enums import Right
from dsar.forms.intake.page import QuestionForm
from dsar.forms.offering import explain


@dataclass(frozen=True, slots=True)
class Offer:
    """A right as the form offers it: a label that says what happens, and a hint."""

    right: Right
    label: str | Promise
    hint: str | Promise


OFFERED_RIGHTS: tuple[Offer, ...] = (
    Offer(
        Right.ACCESS,
        _("Send me a copy of my data"),
        _("Everything, or only some of it. We also tell you why we have it and who gets it."),
    ),
    Offer(
        Right.RECTIFICATION,
        _("Correct something that is wrong about me"),
        _("Or add what is missing."),
    ),
    Offer(
        Right.ERASURE,
        _("Delete my data"),
        _("All of it or a part. Some things the law makes us keep for a while."),
    ),
    Offer(
        Right.RESTRICTION,
        _("Stop using my data for a while"),
        _("We keep it, and do nothing else with it, for instance while we check whether it is right."),
    ),
    Offer(
        Right.PORTABILITY,
        _("Give me my data to take elsewhere"),
        _("In files that another company can read, or sent to them directly."),
    ),
    Offer(
        Right.MARKETING,
        _("Stop sending me advertising"),
        _("It stops at once. We never refuse this."),
    ),
    Offer(
        Right.OBJECTION,
        _("Stop something else you do with my data"),
        _("We weigh your reasons against ours, and hold it meanwhile."),
    ),
    Offer(
        Right.AUTOMATED,
        _("Have a person look at a decision that a computer made about me"),
        _("A person decides again, and explains it to you."),
    ),
    Offer(
        Right.CONSENT,
        _("Take back a yes that I gave"),
        _("It counts from the moment you tell us."),
    ),
    Offer(
        Right.UNSORTED,
        _("I am not sure: I say it in my own words"),
        _("A person reads it, and tells you how we understood it. The time runs from now all the same."),
    ),
)


class RightsForm(QuestionForm):
    """Which rights are invoked; several can be ticked."""

    summary = {"rights": _("What you would like")}
    rights = forms.MultipleChoiceField(
        label=_("What would you like us to do?"),
        help_text=_("Tick all that you want. It is free, and you do not need to know any law."),
        widget=forms.CheckboxSelectMultiple,
        choices=[(offer.right.value, offer.label) for offer in OFFERED_RIGHTS],
        error_messages={
            "required": _("Tick what you would like us to do."),
            "invalid_choice": _("Tick something from the list."),
            "invalid_list": _("Tick something from the list."),
        },
    )
    explain(rights, {offer.right.value: offer.hint for offer in OFFERED_RIGHTS})

    def clean_rights(self) -> list[str]:
        """Return what is ticked; "I am not sure" stands alone, for own words are sorted as one whole."""
        chosen: list[str] = self.cleaned_data["rights"]
        if Right.UNSORTED in chosen and len(chosen) > 1:
            raise ValidationError(
                _("Tick either what you would like, or that you are not sure and say all of it yourself.")
            )
        return chosen
