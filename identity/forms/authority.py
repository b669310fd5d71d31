"""What staff fill in about whoever acts for somebody else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.contact import mailbox, named, postal
from dsar.forms.days import DayField
from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import NAME_MOST, PlainText, area, line
from identity.enums import Competence
from identity.forms.desk import REASON_MOST
from identity.labels import AUTHORITY_PROOFS, COMPETENCES, REPRESENTATIVES

_TOO_LONG = _("The text is too long for this box.")


def _text(label: object, error: object, hint: object = "", *, required: bool = True) -> PlainText:
    return PlainText(
        label=label,
        help_text=hint,
        most=REASON_MOST,
        too_long=_TOO_LONG,
        required=required,
        widget=area(2),
        error_messages={"required": error},
    )


class NameForm(QuestionForm):
    """Who acts for the person of a request."""

    kind = forms.ChoiceField(
        label=_("Who are they?"),
        choices=list(REPRESENTATIVES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who they are."), "invalid_choice": _("Choose who they are.")},
    )
    name = named(_("Their name"), missing=_("Give the representative’s name."))
    firm = named(_("Their firm"))
    email = mailbox(_("Their e-mail address"))
    address = postal(_("Their postal address"))
    says = _text(_("Why they may act, in their words"), "", required=False)


class AskAuthorityForm(QuestionForm):
    """Why authority has to be shown, for the representative to read."""

    why = _text(
        _("Why it has to be shown"),
        _("Say why authority has to be shown. The representative reads it."),
        _("The representative reads this. Give away nothing that we hold."),
    )


class AcceptAuthorityForm(QuestionForm):
    """What shows that they may act, when it arrived, and until when it is good."""

    proof = forms.ChoiceField(
        label=_("What shows it"),
        choices=[("", _("Choose one")), *AUTHORITY_PROOFS.items()],
        error_messages={"required": _("Say what shows it."), "invalid_choice": _("Say what shows it.")},
    )
    arrived_on = DayField(
        label=_("On which day did it arrive?"),
        help_text=_("The true day, not today: the time may count from it."),
        error_messages={"required": _("Give the day on which it arrived.")},
    )
    expires_on = DayField(
        label=_("Good until"), required=False, help_text=_("Empty when it does not run out.")
    )
    shown = _text(
        _("What you looked at"),
        _("Say what you looked at, and what it shows."),
        _("For example: signed by the person, names this request, signature as in our records."),
    )


class RefuseAuthorityForm(QuestionForm):
    """What was sent, and why it is not enough, for the representative to read."""

    what = PlainText(
        label=_("What was sent"),
        most=NAME_MOST,
        too_long=_TOO_LONG,
        widget=line(dir="auto"),
        error_messages={"required": _("Say what was sent.")},
    )
    arrived_on = DayField(
        label=_("On which day did it arrive?"),
        error_messages={"required": _("Give the day on which it arrived.")},
    )
    reason = _text(_("Why it is not enough"), _("Say why it is not enough. The representative is told."))


class ChildForm(QuestionForm):
    """What a person decides about a child's own understanding."""

    competence = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(each.value, COMPETENCES[each]) for each in Competence if each],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Decide one of the two."),
            "invalid_choice": _("Decide one of the two."),
        },
    )
    considered = _text(
        _("What you considered"),
        _("Say what you considered: age, understanding, and the child’s own view."),
        _("Age, understanding, the child’s own view or why it was not asked, court orders, any risk."),
    )


class DirectForm(QuestionForm):
    """Who gets the answer."""

    to = forms.ChoiceField(
        label=_("Who gets the answer?"),
        choices=[
            ("representative", _("The representative")),
            ("person", _("The person directly; the representative is told")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who gets it."), "invalid_choice": _("Choose who gets it.")},
    )
    why = _text(
        _("Why the person gets it directly"),
        "",
        _("The representative reads this. Compare the person’s address with our records first."),
        required=False,
    )
