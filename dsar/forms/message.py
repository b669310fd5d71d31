"""What staff write to the requester: a plain message, or a question that stops the clock."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dsar.forms.clock_steps import PLAIN, STOPS
from dsar.forms.intake.text import PlainText, area
from dsar.forms.offering import offer
from dsar.forms.requester import WordsForm
from dsar.services import clarification
from dsar.services.conversation import outgoing


class MessageForm(WordsForm):
    """Words to the requester, marked as a question that stops the clock or as a plain message."""

    nothing = _("Write the message.")
    field_order = ("kind", "text", "reason", "upload", "key")

    kind = forms.ChoiceField(label=_("What it does to the time"), widget=forms.RadioSelect, initial=PLAIN)
    text = PlainText(
        label=_("What you write"),
        required=False,
        most=outgoing.LONGEST,
        too_long=_("The message is too long."),
        widget=area(6, dir="auto"),
        help_text=_("Never write here what was asked for: it leaves with the answer, after the review."),
    )
    reason = PlainText(
        label=_("Why you reasonably need to know"),
        required=False,
        most=clarification.LONGEST,
        too_long=_("The reason is too long."),
        widget=area(3),
        help_text=_("Only for a question that stops the clock. The requester reads it too."),
    )

    def __init__(self, *args: Any, may_stop: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(PLAIN, _("A message, or a plain question: the date stays as it is"))]
        if may_stop:
            choices.append((STOPS, _("A question that stops the clock, until its answer arrives")))
        offer(self, "kind", choices)

    def clean(self) -> dict[str, Any]:
        """Ask for words in every case, and for the reason of a question; files go with a plain message."""
        told = super().clean()
        if not told.get("text") and "text" not in self.errors:
            self.add_error("text", str(self.nothing))
        if told.get("kind") == STOPS:
            if not told.get("reason"):
                self.add_error("reason", gettext("Write why you reasonably need to know this."))
            if told.get("upload"):
                self.add_error("upload", gettext("Files go with a plain message. Send them with one."))
        return told
