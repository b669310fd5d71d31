"""The facts of a public calculation, each in its own field; every refusal stands at the field it is about."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from dsar.clock import Facts, FactsError, RefusalCode, Result, compute, facts_of, located, place_of
from dsar.clock.calendars import Calendar
from dsar.clock.places import EEA_ZONES, EU_ZONES
from dsar.forms.days import DayField
from dsar.labels import RIGHTS
from dsar.letters.clock_names import COUNTRIES, UK_PLACES, place
from dsar.letters.clock_refusals import refusal


def _places() -> list[tuple[Any, Any]]:
    union = [(f"eu-{code}", COUNTRIES[code.upper()]) for code in EU_ZONES]
    area = [(f"eea-{code}", COUNTRIES[code.upper()]) for code in EEA_ZONES]
    return [
        (_("United Kingdom"), list(UK_PLACES.items())),
        (_("European Union"), sorted(union, key=lambda pair: str(pair[1]))),
        (_("European Economic Area"), sorted(area, key=lambda pair: str(pair[1]))),
    ]


class DeadlineForm(forms.Form):
    """One set of facts; the names of the fields are those of the address, the command line and the table."""

    jurisdiction = forms.CharField(
        label=_("Where the organisation is"),
        initial="uk-ew",
        widget=forms.Select,
        help_text=_("The law and the public holidays of the office that answers."),
    )
    right = forms.ChoiceField(label=_("What was asked for"), choices=list(RIGHTS.items()), required=False)
    received = DayField(
        label=_("Day of receipt"), error_messages={"required": _("Give the day on which it arrived.")}
    )
    received_time = forms.CharField(
        label=_("Time there, as 23:59"),
        required=False,
    )
    identity_requested = DayField(label=_("Proof of identity was asked for"), required=False)
    identity_received = DayField(label=_("Sufficient proof arrived"), required=False)
    pause_from = DayField(label=_("A question was sent"), required=False)
    pause_to = DayField(label=_("The answer came"), required=False)
    pause2_from = DayField(label=_("A second question was sent"), required=False)
    pause2_to = DayField(label=_("The second answer came"), required=False)
    extended = forms.CharField(
        label=_("Extension"),
        required=False,
        widget=forms.Select(choices=[("", _("none")), ("2", _("by two months")), ("1", _("by one month"))]),
    )
    notified = DayField(label=_("Notice of it was given"), required=False)
    promise_days = forms.CharField(
        label=_("Own promise, in days"),
        required=False,
        help_text=_("For instance 28. It may only be stricter than the law."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": "4"}),
    )

    def __init__(self, data: QueryDict | None = None, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        self.facts: Facts | None = None
        self.result: Result | None = None
        self.calendar: Calendar | None = None
        widget = self.fields["jurisdiction"].widget
        assert isinstance(widget, forms.Select)  # noqa: S101 - named so above; narrows the type
        widget.choices = [*_places(), *self._named_part(data.get("jurisdiction", "") if data else "")]

    @property
    def address(self) -> str:
        """Return the query that holds these facts and nothing empty."""
        query = QueryDict(mutable=True)
        for name, text in self._columns().items():
            if text and (name, text) != ("right", "access"):
                query[name] = text
        return query.urlencode()

    def clean(self) -> dict[str, Any]:
        """Work the dates out once every field can be read."""
        told: dict[str, Any] = super().clean() or {}
        if self.errors:
            return told
        columns = self._columns()
        try:
            if isinstance(self.data, QueryDict) and len(self.data.getlist("extended")) > 1:
                raise FactsError(RefusalCode.EXTENSION_SECOND, {"months": columns["extended"] or 1})
            self.facts = facts_of(columns)
            self.calendar = Calendar(self.facts.jurisdiction)
            self.result = compute(self.facts, calendar=self.calendar, today=self.today)
        except FactsError as error:
            self.add_error(located(error, columns).column, refusal(error))
        return told

    def _columns(self) -> dict[str, str]:
        """Return the fields as the clock's reader takes them."""
        return {
            name: value.isoformat() if isinstance(value, date) else str(value or "").strip()
            for name, value in self.cleaned_data.items()
        }

    def _named_part(self, jurisdiction: str) -> list[tuple[Any, Any]]:
        """Return a part of a country that the address names, such as Bavaria; the list has countries only."""
        if jurisdiction.count("-") < 2:
            return []
        try:
            place_of(jurisdiction)
        except FactsError:
            return []
        return [(_("From the address"), [(jurisdiction, place(jurisdiction))])]
