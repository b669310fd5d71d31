"""A signed-in customer account: staff confirm that the request, or its confirmation, came from inside it."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dsar.models import Case, Submission, User
from identity.forms.desk import SeenForm
from identity.methods.way import Way
from identity.services import proofs

NAME = "account"


def _has_accounts(submission: Submission) -> bool:
    return bool(submission.controller.account_url)


def _take(case: Case, form: forms.Form, actor: User, now: datetime) -> str:
    seen = proofs.Seen(NAME, form.cleaned_data["on"], form.cleaned_data["words"])
    proofs.take(case.submission, seen, actor=actor, now=now)
    return _("It is settled who is asking. The day on which they wrote from their account counts.")


WAY = Way(
    name=NAME,
    order=20,
    title=gettext_lazy("They wrote from their signed-in account"),
    label=gettext_lazy("by a message from their signed-in customer account"),
    logged=gettext_lazy("a message from a signed-in customer account"),
    guidance=gettext_lazy(
        "Only when you saw it in the account itself: the request, or a message that confirms it, came from "
        "there. An e-mail that says so is not enough."
    ),
    button=gettext_lazy("Confirm the account"),
    form=SeenForm,
    take=_take,
    offered=_has_accounts,
)
