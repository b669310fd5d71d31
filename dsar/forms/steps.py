"""What a caseworker fills in for the steps beside the road: refusals, ends that are no answer, fees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.enums import Outcome, RefusalGround, Right
from dsar.forms.days import DayField
from dsar.forms.intake.text import LINE_MOST, PlainText, area, line
from dsar.labels import REFUSAL_GROUNDS
from dsar.models import Case, Exemption
from dsar.models.cases import NO_IDENTITY
from dsar.services import fees, resolutions
from dsar.services.fees import Cost
from dsar.services.resolutions import Decision


def _words(
    label: Any, hint: Any = "", *, rows: int = 3, required: bool = True, missing: Any = ""
) -> PlainText:
    return PlainText(
        label=label,
        help_text=hint,
        required=required,
        most=resolutions.LONGEST,
        too_long=_("This is too long."),
        widget=area(rows),
        error_messages={"required": missing or _("Fill this in.")},
    )


def _line(label: Any, hint: Any = "", *, required: bool = True, missing: Any = "") -> PlainText:
    return PlainText(
        label=label,
        help_text=hint,
        required=required,
        most=LINE_MOST,
        too_long=_("This is too long."),
        widget=line(),
        error_messages={"required": missing or _("Fill this in.")},
    )


class StepForm(forms.Form):
    """A form about one case; ``taken`` is what the service wants of it."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def taken(self) -> dict[str, Any]:
        """Return the arguments of the step's service."""
        return dict(self.cleaned_data)


class WithdrawForm(StepForm):
    """The requester took the request back."""

    on = DayField(label=_("Day on which they took it back"), help_text=_("The day their word arrived."))


class TransferForm(StepForm):
    """Somebody else has to answer."""

    to = _line(_("Who has to answer it"), _("Name, and how they are reached. The person is told."))
    forwarded = forms.BooleanField(
        label=_("The person agreed, and we have passed the request on"), required=False
    )
    what_we_hold = _words(_("What we hold about the person, if anything"), required=False)


class ReasonForm(StepForm):
    """A step that needs its reason and nothing else."""

    reason = _words(_("The reason"), missing=_("Give the reason."))


class LapseForm(ReasonForm):
    """The right has ended."""

    reason = _words(
        _("Why the request has lapsed"),
        _("It goes into the letter: for instance that the person has died."),
        missing=_("Give the reason. The letter says it."),
    )


class DiedForm(StepForm):
    """The person whose data it is has died."""

    heard_on = DayField(label=_("Day on which we heard of it"), help_text=_("Not the day of the death."))
    known_by = _words(
        _("Who told us, and what shows it"),
        _("It is kept as a note for colleagues; the letter does not say it."),
        missing=_("Say who told us, and what shows it."),
    )


class NoResponseForm(StepForm):
    """The case cannot go on without an answer."""

    missing = _words(
        _("What was missing"),
        _("The letter tells the person, so that they can still send it."),
        missing=_("Say what was missing."),
    )


class LiftForm(StepForm):
    """A restriction ends."""

    on = DayField(label=_("From which day"), help_text=_("The person is told before; it cannot be today."))
    reasons = _words(_("Why it is lifted"), missing=_("Give the reason. The person reads it."))


class LateForm(StepForm):
    """The answer is late: why, and by when it is there."""

    reasons = _words(
        _("Why the answer is late"),
        _("The person reads it. Say it plainly, and put no blame on them."),
        missing=_("Say why it is late. The person reads it."),
    )
    promised_on = DayField(
        label=_("By which day they have it"),
        help_text=_("A day that you can keep. It is our promise; the limit stays passed."),
    )


class RefuseForm(StepForm):
    """The whole request is refused."""

    refusal_ground = forms.ChoiceField(
        label=_("On what ground it is refused"),
        choices=[(str(g), words) for g, words in REFUSAL_GROUNDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the ground in law.")},
    )
    exemption = forms.ModelChoiceField(
        label=_("Which exemption, if one applies to all of it"),
        queryset=Exemption.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    reasons = _words(
        _("The reasons, with the facts of this case"),
        _("The person reads them, with how to complain to us, to the supervisory authority, and to a court."),
        rows=5,
        missing=_("Give the reasons. The person has a right to them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Exemption.objects.filter(rights__contains=[self.case.right])
        self.fields["exemption"].queryset = offered  # type: ignore[attr-defined]  # it is a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        """Ask for the exemption where there is one, and for identity where the ground does not do without."""
        cleaned = super().clean() or {}
        ground = cleaned.get("refusal_ground")
        if ground == RefusalGround.EXEMPT and not cleaned.get("exemption"):
            self.add_error("exemption", _("Choose the exemption."))
        if ground and ground not in NO_IDENTITY and self.case.identity_settled_at is None:
            self.add_error(
                "refusal_ground",
                _("This ground can only be used once it is settled who is asking."),
            )
        return cleaned

    def taken(self) -> dict[str, Any]:
        """Return the decision to refuse."""
        told = self.cleaned_data
        decision = Decision(
            outcome=Outcome.REFUSED,
            refusal_ground=RefusalGround(told["refusal_ground"]),
            exemption=told["exemption"] if told["refusal_ground"] == RefusalGround.EXEMPT else None,
            reasons=told["reasons"],
        )
        return {"decision": decision}


class FeeForm(StepForm):
    """A fee: why one may be asked for, what it is made of, how it is paid, what would be free."""

    basis = forms.ChoiceField(
        label=_("Why a fee may be asked for"),
        choices=[(str(code), words) for code, words in fees.BASES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why a fee may be asked for.")},
    )
    evidence = _words(_("The facts that show it"), _("The burden of proof is ours. The person reads them."))
    minutes = forms.IntegerField(
        label=_("Minutes of work"),
        min_value=1,
        max_value=6000,
        error_messages={"required": _("Say how many minutes of work it takes.")},
    )
    postage_pence = forms.IntegerField(
        label=_("Postage and media, in pence"), min_value=0, max_value=100_000, required=False
    )
    how_to_pay = _words(_("How it can be paid"), missing=_("Say how the fee can be paid."))
    free_alternative = _words(_("What would be free"), required=False)

    def taken(self) -> dict[str, Any]:
        """Return what ``services.fees.ask`` wants."""
        told = dict(self.cleaned_data)
        rate = self.case.controller.fee_minute_pence or 0
        cost = Cost(told.pop("minutes"), rate, told.pop("postage_pence") or 0)
        return told | {"cost": cost}


class PaidForm(StepForm):
    """The fee was paid."""

    on = DayField(label=_("Day of the payment"), help_text=_("The day the money arrived."))


def is_refusable(case: Case) -> bool:
    """Answer whether the law knows a ground to refuse this right at all; what is unsorted comes first."""
    return case.right not in (Right.MARKETING, Right.CONSENT, Right.UNSORTED)
