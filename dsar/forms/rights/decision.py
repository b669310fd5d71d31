"""What is decided on a case of deeds, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.enums import Outcome, RefusalGround, Right
from dsar.forms.days import DayField
from dsar.forms.intake.text import PlainText, area
from dsar.forms.offering import gather, offer
from dsar.forms.rights.details import DETAILS
from dsar.grounds import grounds_of
from dsar.labels import REFUSAL_GROUNDS
from dsar.services import resolutions
from dsar.services.resolutions import Decision

_OUTCOMES = (
    (Outcome.DONE, _("It is done as asked")),
    (Outcome.PARTLY_DONE, _("It is done in part")),
    (Outcome.REFUSED, _("It is refused")),
)


class DecisionForm(forms.Form):
    """Outcome, ground, reasons, and what the letter of this right needs besides."""

    outcome = forms.ChoiceField(
        label=_("What is decided"),
        choices=[(str(value), words) for value, words in _OUTCOMES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is decided.")},
    )
    ground = forms.ChoiceField(
        label=_("The ground in law"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the ground in law.")},
    )
    reasons = PlainText(
        label=_("The reasons, with the facts of this case"),
        required=False,
        most=resolutions.LONGEST,
        too_long=_("The reasons are too long."),
        widget=area(5),
        help_text=_("The person reads them. Needed for everything that is not done."),
    )
    refusal_ground = forms.ChoiceField(
        label=_("If it is refused: on what footing"),
        required=False,
        choices=[("", _("It is not refused as a whole")), *((str(g), w) for g, w in REFUSAL_GROUNDS.items())],
    )

    def __init__(self, *args: Any, right: Right, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.right = right
        grounds = grounds_of(right)
        offer(self, "ground", [(each.code, f"{each.title} ({each.citation})") for each in grounds])
        gather(self.fields["ground"], {each.code: each.group for each in grounds})
        for detail in DETAILS.get(right, ()):
            if detail.day:
                self.fields[detail.key] = DayField(label=detail.label, help_text=detail.hint, required=False)
            else:
                self.fields[detail.key] = PlainText(
                    label=detail.label,
                    help_text=str(detail.hint),
                    required=False,
                    most=resolutions.LONGEST,
                    too_long=_("This is too long."),
                    widget=area(3),
                )

    def clean(self) -> dict[str, Any]:
        """Ask for what this outcome needs, and for grounds that fit it."""
        cleaned = super().clean() or {}
        outcome = cleaned.get("outcome")
        for detail in DETAILS.get(self.right, ()):
            if outcome in detail.needed and not cleaned.get(detail.key):
                self.add_error(detail.key, _("Fill this in. The letter needs it."))
        if outcome != Outcome.DONE and outcome and not cleaned.get("reasons"):
            self.add_error("reasons", _("Give the reasons. The person has a right to them."))
        if outcome == Outcome.REFUSED and not cleaned.get("refusal_ground"):
            self.add_error("refusal_ground", _("Choose on what footing it is refused."))
        self._check_ground(outcome, str(cleaned.get("ground") or ""))
        return cleaned

    def _check_ground(self, outcome: str | None, code: str) -> None:
        chosen = next((each for each in grounds_of(self.right) if each.code == code), None)
        if chosen is None or outcome is None:
            return
        if outcome == Outcome.DONE and chosen.denies:
            self.add_error("ground", _("This ground speaks against it. Choose the one on which it is done."))
        if outcome == Outcome.REFUSED and not chosen.denies:
            self.add_error("ground", _("This ground speaks for it. Choose the one on which it is refused."))

    def decision(self) -> Decision:
        """Return what was decided."""
        told = self.cleaned_data
        refused = told["outcome"] == Outcome.REFUSED
        keys = [detail.key for detail in DETAILS.get(self.right, ())]
        return Decision(
            outcome=Outcome(told["outcome"]),
            ground=told["ground"],
            reasons=told["reasons"],
            refusal_ground=RefusalGround(told["refusal_ground"]) if refused else None,
            details={key: told[key] for key in keys if told.get(key)},
        )
