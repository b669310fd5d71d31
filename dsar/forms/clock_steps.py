"""What a caseworker fills in to stop or lengthen a clock; what the law allows is the services' word."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.enums import Channel
from dsar.forms.days import DayField
from dsar.forms.intake.text import PlainText, area
from dsar.forms.offering import offer
from dsar.labels import CHANNELS
from dsar.services import clarification, extension
from dsar.services.clarification import Question

STOPS = "stops"
PLAIN = "plain"


class QuestionForm(forms.Form):
    """A question to the requester, marked as one that stops the clock or as a plain one."""

    kind = forms.ChoiceField(label=_("What it does to the time"), widget=forms.RadioSelect)
    question = PlainText(
        label=_("Your question"),
        most=clarification.LONGEST,
        too_long=_("The question is too long."),
        widget=area(4),
        help_text=_("Offer choices. The requester need not narrow anything, and any answer counts."),
        error_messages={"required": _("Write the question.")},
    )
    reason = PlainText(
        label=_("Why you reasonably need to know"),
        most=clarification.LONGEST,
        too_long=_("The reason is too long."),
        widget=area(3),
        help_text=_("The requester reads it, and it is kept with the case."),
        error_messages={"required": _("Write why you reasonably need to know this.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, may_stop: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stops = [(STOPS, _("It stops the clock, from the day it is sent to the day of the answer"))]
        plain = [(PLAIN, _("It leaves the date as it is"))]
        kind = self.fields["kind"]
        kind.choices = [*stops, *plain]  # type: ignore[attr-defined]  # it is a ChoiceField
        kind.initial = STOPS if may_stop else PLAIN


class AnswerForm(forms.Form):
    """The day on which the requester answered a question, and how."""

    delivery = forms.ChoiceField(label=_("Which question"), widget=forms.RadioSelect)
    on = DayField(label=_("Day of the answer"), help_text=_("The day it arrived, not the day it was read."))
    channel = forms.ChoiceField(
        label=_("How it arrived"),
        choices=[(c.value, CHANNELS[c]) for c in Channel if c != Channel.WEB_FORM],
        initial=Channel.EMAIL,
    )

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.delivery.id), each.text) for each in questions]
        offer(self, "delivery", choices)
        self.fields["delivery"].initial = choices[0][0] if choices else None


class ExtendForm(forms.Form):
    """By how much the time is extended, and why."""

    months = forms.TypedChoiceField(
        label=_("How much longer"),
        choices=[(2, _("two months")), (1, _("one month; that uses up the only extension"))],
        coerce=int,
        initial=2,
        widget=forms.RadioSelect,
    )
    factor = forms.ChoiceField(
        label=_("Why more time is needed"),
        choices=[(str(factor), words) for factor, words in extension.FACTORS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why more time is needed.")},
    )
    facts = PlainText(
        label=_("What makes it so in this case"),
        most=extension.LONGEST,
        too_long=_("The facts are too long."),
        widget=area(4),
        help_text=_("The requester reads it. Name no other person."),
        error_messages={"required": _("Say in a few words what makes it so.")},
    )


class OutsideForm(ExtendForm):
    """A notice that was given by another way, with its day and its proof."""

    notified_on = DayField(label=_("Day on which the notice was given"))
    proof = PlainText(
        label=_("Proof"),
        most=extension.LONGEST,
        too_long=_("The proof is too long."),
        widget=area(2),
        help_text=_("What proves it, and where it is kept: for instance the number of a recorded letter."),
        error_messages={"required": _("Say what proves that the notice was given, and where it is kept.")},
    )
