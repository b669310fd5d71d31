"""A document shown in person: looked at across the counter, compared, handed back; no copy is kept."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.models import Case, User
from identity.enums import EvidenceKind
from identity.forms.desk import SeenForm
from identity.labels import KINDS
from identity.methods.way import Way
from identity.services import proofs

NAME = "in_person"
ENOUGH, NOT_ENOUGH = "enough", "not_enough"


class ShownForm(SeenForm):
    """What was shown, what was compared, and whether it settles who is asking."""

    field_order = ("kind", "on", "result", "words")
    kind = forms.ChoiceField(
        label=gettext_lazy("What was shown"),
        choices=[("", gettext_lazy("Choose one")), *KINDS.items()],
        error_messages={
            "required": gettext_lazy("Say what was shown."),
            "invalid_choice": gettext_lazy("Say what was shown."),
        },
    )
    result = forms.ChoiceField(
        label=gettext_lazy("Does it show who they are?"),
        choices=[(ENOUGH, gettext_lazy("Yes")), (NOT_ENOUGH, gettext_lazy("No, and the person is told why"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Say whether it shows who they are."),
            "invalid_choice": gettext_lazy("Say whether it shows who they are."),
        },
    )


def _take(case: Case, form: forms.Form, actor: User, now: datetime) -> str:
    said = form.cleaned_data
    enough = said["result"] == ENOUGH
    seen = proofs.Seen(NAME, said["on"], said["words"], enough=enough, kind=EvidenceKind(said["kind"]))
    proofs.take(case.submission, seen, actor=actor, now=now)
    if enough:
        return _("It is settled who is asking. The day on which it was shown counts.")
    return _("It is noted that it was not enough. The person is told why, and what would do.")


WAY = Way(
    name=NAME,
    order=40,
    title=gettext_lazy("A document was shown in person"),
    label=gettext_lazy("by a document that was shown in person and compared"),
    logged=gettext_lazy("a document that was shown in person"),
    guidance=gettext_lazy(
        "Look at it, compare it with what we hold, and hand it back. Make no copy: what you note is enough."
    ),
    button=gettext_lazy("Note what was shown"),
    form=ShownForm,
    take=_take,
)
