"""What staff fill in at the Identity tab: what is asked, what arrived, what was seen, what was decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.days import DayField
from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import PlainText, area
from identity.enums import Arrival, Doubt, EvidenceKind
from identity.forms import file_field
from identity.labels import ARRIVALS, DOUBTS_SHORT, KINDS, PROOFS_SHORT

REASON_MOST = 1_000
_TOO_LONG = _("The text is too long for this box.")


class SeenForm(QuestionForm):
    """What a member of staff saw or heard themselves: the day, and what makes it enough."""

    on = DayField(
        label=_("On which day?"),
        help_text=_("The true day, not today: the time may count from it."),
        error_messages={"required": _("Give the day on which it was.")},
    )
    words = PlainText(
        label=_("What you compared, or why"),
        help_text=_("For example: name and address with the customer record."),
        most=REASON_MOST,
        too_long=_TOO_LONG,
        widget=area(2),
        error_messages={"required": _("Say what you compared, or why it is or is not enough.")},
    )


class ArrivedForm(QuestionForm):
    """A document that reached the caseworker in another way than through the page."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[("", _("Choose one")), *KINDS.items()],
        error_messages={"required": _("Say what it is."), "invalid_choice": _("Say what it is.")},
    )
    by = forms.ChoiceField(
        label=_("How it arrived"),
        choices=[("", _("Choose one")), *ARRIVALS.items()],
        error_messages={"required": _("Say how it arrived."), "invalid_choice": _("Say how it arrived.")},
    )
    arrived_on = forms.DateField(
        label=_("The day on which it arrived"),
        help_text=_("The true day, not today: the time may count from it."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Give the day on which it arrived."),
            "invalid": _("Write the day like this: 2026-11-24."),
        },
    )
    file = file_field(
        _("A scan or photograph (JPEG, PNG) or a PDF, up to 25 MB. Cover what is not needed first.")
    )

    @property
    def way(self) -> Arrival:
        """Return how it arrived."""
        return Arrival(self.cleaned_data["by"])


class AskForm(QuestionForm):
    """A doubt, and what made it, for the person to read."""

    doubt = forms.ChoiceField(
        label=_("What is doubtful"),
        choices=list(DOUBTS_SHORT.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is doubtful."),
            "invalid_choice": _("Choose what is doubtful."),
        },
    )
    why = PlainText(
        label=_("What made you doubt it"),
        help_text=_("The person reads this in our mail and on their page. Give away nothing that we hold."),
        most=REASON_MOST,
        too_long=_TOO_LONG,
        widget=area(3),
        error_messages={
            "required": _(
                "Say what makes it doubtful who is asking. The person is told, and the clock needs it."
            )
        },
    )

    wanted = forms.MultipleChoiceField(
        label=_("What would be enough"),
        required=False,
        help_text=_("Ask for the least that settles the doubt. With none ticked, all are named."),
        choices=list(PROOFS_SHORT.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Choose from the list."),
            "invalid_list": _("Choose from the list."),
        },
    )

    @property
    def kinds(self) -> list[EvidenceKind]:
        """Return the kinds of document that were named."""
        return [EvidenceKind(each) for each in self.cleaned_data["wanted"]]

    @property
    def doubt_kind(self) -> Doubt:
        """Return the doubt that was chosen."""
        return Doubt(self.cleaned_data["doubt"])


class AcceptForm(QuestionForm):
    """What was compared before a document was accepted."""

    compared = PlainText(
        label=_("What you compared"),
        help_text=_("For example: name and address with the customer record."),
        most=REASON_MOST,
        too_long=_TOO_LONG,
        widget=area(2),
        error_messages={
            "required": _("Say what you compared, for example “name and address with the customer record”.")
        },
    )


class RefuseForm(QuestionForm):
    """Why a document does not settle it, for the person to read."""

    reason = PlainText(
        label=_("Why it does not settle it"),
        help_text=_("The person reads this in our mail, with what would do instead."),
        most=REASON_MOST,
        too_long=_TOO_LONG,
        widget=area(2),
        error_messages={"required": _("Say why the document does not settle it. The person is told.")},
    )
