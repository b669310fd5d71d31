"""A member of staff vouches for somebody they know, with the reason.

Where the policy asks everybody, nobody vouches alone: whoever has the case, or prepared it, may not; a
colleague or the DPO who has no part in it may. Where proof is asked only in doubt, any caseworker may.
"""

from datetime import datetime

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.enums import IdentityRule
from dsar.models import Case, User
from dsar.services.errors import Refused
from identity.forms.desk import SeenForm
from identity.methods.way import Way
from identity.services import proofs

NAME = "vouched"


def check_may(case: Case, actor: User) -> None:
    """Raise Refused, saying who may, when this member of staff may not vouch."""
    if case.controller.identity_rule != IdentityRule.ALWAYS:
        return
    theirs = Q(owner=actor) | Q(prepared_by=actor)
    if case.submission.cases.filter(theirs).exists():
        raise Refused(
            _(
                "Here proof is asked of everybody, so nobody vouches for a person in a case of their own. A "
                "colleague or the DPO who has no part in this case may."
            )
        )


def _take(case: Case, form: forms.Form, actor: User, now: datetime) -> str:
    check_may(case, actor)
    seen = proofs.Seen(NAME, form.cleaned_data["on"], form.cleaned_data["words"])
    proofs.take(case.submission, seen, actor=actor, now=now)
    return _("It is settled who is asking, on your word and with your reason.")


WAY = Way(
    name=NAME,
    order=50,
    title=gettext_lazy("I vouch for this person"),
    label=gettext_lazy("because a member of staff vouched for them"),
    logged=gettext_lazy("the word of a member of staff who knows them"),
    guidance=gettext_lazy(
        "Only for somebody you know, and of whom you are sure that it was they who asked. Say how: your name "
        "and your reason stay on record."
    ),
    button=gettext_lazy("Vouch for this person"),
    form=SeenForm,
    take=_take,
)
