"""Which data: everything, or what and from when to when."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.page import Answer, QuestionForm
from dsar.forms.intake.text import LINE_MOST, WORDS_MOST, PlainText, area, line
from dsar.forms.offering import explain

EVERYTHING: Final = "everything"
SOME: Final = "some"


class AboutForm(QuestionForm):
    """Everything or some; the details count only when it is some, and are kept either way."""

    summary = {
        "scope": _("Which data"),
        "which": _("What you are looking for"),
        "since": _("From"),
        "until": _("Until"),
    }
    scope = forms.ChoiceField(
        label=_("Which data would you like?"),
        help_text=_("You can ask for everything. If you only need one thing, saying so is often quicker."),
        widget=forms.RadioSelect,
        choices=[
            (EVERYTHING, _("Everything you have about me")),
            (SOME, _("Only some of it")),
        ],
        error_messages={
            "required": _("Choose if you would like everything, or only some of it."),
            "invalid_choice": _("Choose one of the answers on this page."),
        },
    )
    explain(scope, {SOME: _("Then tell us which")})
    which = PlainText(
        label=_("What are you looking for?"),
        help_text=_("In your own words. For example: my calls with your support team about a broken order."),
        required=False,
        most=WORDS_MOST,
        too_long=_("What you are looking for is too long for this box."),
        widget=area(5, dir="auto"),
    )
    since = PlainText(
        label=_("From when?"),
        help_text=_("A day, a month, a year, or “when I was at school”: what you know."),
        required=False,
        most=LINE_MOST,
        too_long=_("“From when” is too long."),
        widget=line(dir="auto"),
    )
    until = PlainText(
        label=_("Until when?"),
        required=False,
        most=LINE_MOST,
        too_long=_("“Until when” is too long."),
        widget=line(dir="auto"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask what is meant by "some" when nothing says it."""
        answer = super().clean() or {}
        told = any(answer.get(name) for name in ("which", "since", "until"))
        if answer.get("scope") == SOME and not told and not self.errors:
            self.add_error("which", _("Tell us what you are looking for, or from when to when."))
        return answer

    def facts(self, answer: Answer) -> Iterator[tuple[str, str]]:
        """Leave out the details when everything is asked for."""
        facts = list(super().facts(answer))
        yield from facts if answer.get("scope") == SOME else facts[:1]
