"""Forms of the exports rooms."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from dsar.enums import Right
from dsar.forms.days import DayField
from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import PlainText, line
from dsar.forms.offering import offer
from dsar.grounds import grounds_of
from dsar.models import Case, Exemption
from exports.enums import IdentifierKind
from exports.labels import IDENTIFIERS
from exports.services.because import Silence
from exports.services.identifiers import LONGEST


class GroundForm(forms.Form):
    """The ground on which something is withheld, why it applies here, and whether even that is unsaid."""

    exemption = forms.ModelChoiceField(
        Exemption.objects.none(),
        label=_("Exemption"),
        empty_label=_("Choose an exemption"),
        error_messages={
            "required": _("Choose the exemption that lets you withhold this."),
            "invalid_choice": _("Choose an exemption from the list."),
        },
    )
    ground = forms.ChoiceField(
        label=_("Why the right does not cover it"),
        error_messages={
            "required": _("Choose why the right does not cover this."),
            "invalid_choice": _("Choose a reason from the list."),
        },
    )
    reason = forms.CharField(
        label=_("Why it applies"),
        help_text=_("The DPO reads this, and so does the requester."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the exemption applies.")},
    )
    silent = forms.BooleanField(
        label=_("Neither confirm nor deny that this exists"),
        help_text=_(
            "Nothing that leaves will show it, nor that it was kept back; nobody outside is told why."
        ),
        required=False,
    )
    silent_because = forms.CharField(
        label=_("What harm it would do to say that it exists"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    second_opinion = forms.CharField(
        label=_("Second opinion: whom you asked, and what they said"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    #: What belongs to neither confirming nor denying.
    UNSAID = ("silent", "silent_because", "second_opinion")

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if case.right == Right.PORTABILITY:
            for name in ("exemption", *self.UNSAID):
                del self.fields[name]
            grounds = [(each.code, each.title) for each in grounds_of(Right.PORTABILITY) if each.denies]
            offer(self, "ground", [("", _("Choose a reason")), *grounds])
            return
        del self.fields["ground"]
        exemptions = Exemption.objects.filter(rights__contains=[case.right])
        self.fields["exemption"].queryset = exemptions  # type: ignore[attr-defined]  # it is a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        """Ask for why, and for a second opinion, where nothing is to be said."""
        given = super().clean() or {}
        if given.get("silent"):
            if not given.get("silent_because", "").strip():
                self.add_error(
                    "silent_because", _("Say why the harm would be done by saying that it exists.")
                )
            if not given.get("second_opinion", "").strip():
                self.add_error(
                    "second_opinion", _("Say whom you asked for a second opinion, and what they said.")
                )
        return given

    def ground_given(self) -> dict[str, Any]:
        """Return the ground as the services take it."""
        given = self.cleaned_data
        silence = None
        if given.get("silent"):
            silence = Silence(given["silent_because"], given["second_opinion"])
        return {
            "exemption": given.get("exemption"),
            "ground": given.get("ground", ""),
            "reason": given["reason"],
            "silence": silence,
        }

    @property
    def said(self) -> Iterator[BoundField]:
        """Yield the fields of the ground and its reason."""
        return (self[name] for name in self.fields if name not in self.UNSAID)

    @property
    def unsaid(self) -> list[BoundField]:
        """Return the fields of neither confirming nor denying, where the right knows it."""
        return [self[name] for name in self.UNSAID if name in self.fields]


class IdentifierForm(QuestionForm):
    """Something more to search a person by, and how it was verified."""

    kind = forms.TypedChoiceField(
        label=_("What it is"),
        choices=[(kind.value, IDENTIFIERS[kind]) for kind in IdentifierKind],
        coerce=IdentifierKind,
        initial=IdentifierKind.CUSTOMER_NUMBER,
    )
    value = PlainText(
        label=_("As the systems hold it"),
        most=LONGEST,
        too_long=_("This is too long to search by."),
        widget=line(autocomplete="off", spellcheck="false"),
        error_messages={"required": _("Write what to search by.")},
    )
    verified = PlainText(
        label=_("How it was verified that this is theirs"),
        help_text=_("Searching by what is not theirs would show them somebody else’s data."),
        most=500,
        too_long=_("This is too long."),
        widget=line(),
        error_messages={"required": _("Say how it was verified that this is theirs.")},
    )


class ReturnForm(forms.Form):
    """Why an answer goes back to its preparer."""

    reason = forms.CharField(
        label=_("What has to change"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what has to change, so that the preparer knows what to do.")},
    )


class PartForm(forms.Form):
    """What follows after a first part of an answer, and by when."""

    what = forms.CharField(
        label=_("What follows"),
        help_text=_("One sentence. It goes into the letter."),
        max_length=500,
        error_messages={"required": _("Say what follows, so that the person knows what is still to come.")},
    )
    by_on = DayField(label=_("By when"))


class SupplementForm(forms.Form):
    """What a second answer adds to the one before."""

    added = forms.CharField(
        label=_("What is added, one thing on a line"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    why_not_before = forms.CharField(
        label=_("Why it was not in our earlier answer"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TransferForm(forms.Form):
    """How sending data straight to another controller went (Art. 20(2))."""

    result = forms.CharField(
        label=_("How the direct transfer went"),
        help_text=_("To whom, on which day, with what result. It goes into the letter."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
