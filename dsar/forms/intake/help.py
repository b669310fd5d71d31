"""What helps: to find the person's data, and to make answering easier for them."""

from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import WORDS_MOST, PlainText, area


class HelpForm(QuestionForm):
    """Both answers are free."""

    summary = {"finding": _("What helps us find you"), "adjustments": _("What makes it easier for you")}
    finding = PlainText(
        label=_("Is there anything that helps us find you?"),
        help_text=_("For example a customer number, another e-mail address, a name you had before."),
        required=False,
        most=WORDS_MOST,
        too_long=_("What helps us find you is too long for this box."),
        widget=area(4, dir="auto"),
    )
    adjustments = PlainText(
        label=_("Is there anything that makes this easier for you?"),
        help_text=_("For example large print, plain words or a phone call. You do not have to say why."),
        required=False,
        most=WORDS_MOST,
        too_long=_("What makes it easier for you is too long for this box."),
        widget=area(3, dir="auto"),
    )
