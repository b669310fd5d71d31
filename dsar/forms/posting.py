"""What staff fill in about a message that goes by post."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.days import DayField


class PostedForm(forms.Form):
    """The day on which a message was posted."""

    on = DayField(
        label=_("Day of posting"),
        help_text=_("The day it was put into the post. It counts as the day on which it was given."),
        error_messages={"required": _("Give the day on which it was posted.")},
    )
