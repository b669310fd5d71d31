"""The manager's form for a day of their own in the calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.days import DayField
from dsar.services.calendars import LONGEST_NAME


class OwnDayForm(forms.Form):
    """A closure or a one-off holiday, or a public holiday on which this office works."""

    on = DayField(label=_("Date"))
    name = forms.CharField(
        label=_("What it is"),
        max_length=LONGEST_NAME,
        help_text=_("People read this where a date is explained, for instance “Office closed”."),
    )
    working = forms.BooleanField(
        label=_("We work on this day, although it is a public holiday"), required=False
    )
