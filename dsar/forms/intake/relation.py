"""How do you know us? The answer chooses the systems that are searched first."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.enums import Relation
from dsar.forms.intake.page import QuestionForm
from dsar.forms.offering import explain
from dsar.labels import RELATIONS

_HINTS = {
    Relation.CUSTOMER.value: _("You bought something, asked for something, or had an account"),
    Relation.EMPLOYEE.value: _("Also if you were there for a short time, or through an agency"),
    Relation.OTHER.value: _("For example a neighbour, a visitor, or you do not know"),
}


class RelationForm(QuestionForm):
    """What the requester is to the controller."""

    summary = {"relation": _("How you know us")}
    relation = forms.ChoiceField(
        label=_("How do you know us?"),
        help_text=_("This tells us where to look. If more than one fits, choose the one that matters most."),
        widget=forms.RadioSelect,
        choices=[(relation.value, RELATIONS[relation]) for relation in Relation],
        error_messages={
            "required": _("Choose how you know us. If you are not sure, choose “Something else”."),
            "invalid_choice": _("Choose one of the answers on this page."),
        },
    )
    explain(relation, _HINTS)
