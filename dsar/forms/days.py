"""A day in a form: what is no day, or no day the law knows, is refused with the clock's sentence."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.clock import FactsError, read_day
from dsar.letters.clock_refusals import refusal


class DayInput(forms.DateInput):
    """A date picker, which turns into a line of text when what was sent is no date, so that it stays seen."""

    input_type = "date"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Choose the type of the input by what is in it."""
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not _is_day(str(shown)):
            context["widget"]["type"] = "text"
        return context

    def format_value(self, value: Any) -> str | None:
        """Write a date as browsers want it, whatever the language."""
        return value.isoformat() if isinstance(value, date) else value or None


class DayField(forms.Field):
    """A civil day; ``cleaned_data`` holds a date, None when nothing was given."""

    widget = DayInput
    default_error_messages = {"required": _("Give a date.")}

    def to_python(self, value: Any) -> date | None:
        """Read the day with the clock's own reader."""
        if isinstance(value, date) or not value:
            return value or None
        try:
            return read_day(str(value).strip())
        except FactsError as error:
            raise forms.ValidationError(refusal(error), code=error.code) from error


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
