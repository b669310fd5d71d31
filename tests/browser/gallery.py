"""The gallery: every component on a few pages, with invented content, behind a URLconf only tests know."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.defaults import bad_request, page_not_found, permission_denied, server_error

HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)
HOLIDAYS = {date(2026, 12, 25): "Christmas Day", date(2027, 1, 1): "New Year’s Day"}
CONTROLLER = SimpleNamespace(name="Alder Homes")
STAFF = SimpleNamespace(is_authenticated=True, name="Mara Ilves", email="mara@alder.example.org")


def dated(value: Any) -> Any:
    """Turn ISO dates anywhere in the content into dates."""
    if isinstance(value, dict):
        return {dated(key): dated(item) for key, item in value.items()}
    if isinstance(value, list):
        return [dated(item) for item in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    return value


CONTENT: dict[str, Any] = dated(json.loads((HERE / "gallery.json").read_text()))


class QuestionForm(forms.Form):
    """A page of the public form, with one field of each kind."""

    rights = forms.MultipleChoiceField(
        label="What would you like us to do?",
        help_text="You can choose more than one. It is free, and you need not know the legal terms.",
        choices=[
            ("access", "Send me a copy of my data"),
            ("rectification", "Correct something that is wrong"),
            ("erasure", "Delete my data"),
            ("unsure", "I am not sure"),
        ],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing"},
    )
    rights.choice_hints = {
        "access": "Everything, or only what you tell us about",
        "erasure": "Some records we must keep by law, such as invoices. We will tell you which",
        "unsure": "Tell us in your own words on the next page. We will work it out",
    }
    name = forms.CharField(label="Your name", error_messages={"required": "Write your name"})
    words = forms.CharField(label="In your own words", required=False, widget=forms.Textarea({"rows": 3}))
    relation = forms.ChoiceField(
        label="How do you know us?", choices=[("c", "I am a customer")], required=False
    )
    born = forms.DateField(
        label="Date of birth", required=False, widget=forms.SelectDateWidget(years=range(1940, 2010))
    )
    files = forms.FileField(label="A file", help_text="A PDF or a picture, up to 25 MB", required=False)
    sure = forms.BooleanField(
        label="What I wrote is true", error_messages={"required": "Say that it is true"}
    )


class DeskForm(forms.Form):
    """What a caseworker fills in."""

    received_on = forms.DateField(
        label="Received on",
        help_text="The day it reached anyone at the company",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": "Give the day on which it was received"},
    )
    outcome = forms.ChoiceField(
        label="Decision", choices=[("include", "Include"), ("withhold", "Withhold")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a decision to withhold without its reason."""
        if self.cleaned_data.get("outcome") == "withhold" and not self.cleaned_data.get("reason"):
            raise forms.ValidationError("Give the reason for withholding it")
        return self.cleaned_data


def render(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    """Render a page of the gallery through the installation's own template engine."""
    template = engines["django"].get_template(f"gallery/{name}.html")
    return HttpResponse(
        template.render({**CONTENT, "controller": CONTROLLER, "today": TODAY, **context}, request)
    )


def ribbon_days() -> list[dict[str, Any]]:
    """The next 45 days with the cases due on each."""
    found = []
    for index, count in enumerate(CONTENT["counts"]):
        on = TODAY + timedelta(days=index)
        off = {"off": on.weekday() > 4, "off_name": HOLIDAYS.get(on, "")}
        found.append({"on": on, "count": count, "url": f"?due={on}", **off})
    return found


def desk(request: HttpRequest) -> HttpResponse:
    """A page of the desk, with a form that can be sent wrong."""
    return render(
        request,
        "desk",
        form=DeskForm(request.POST) if request.method == "POST" else DeskForm(),
        first=date(2026, 11, 1),
        limit_on=date(2027, 1, 4),
        target_on=date(2026, 12, 30),
        late_on=date(2026, 11, 20),
        nothing=None,
        days=ribbon_days(),
        page=Paginator(range(1234), 25).page(2),
        search_url="/cases/",
        user=STAFF,
    )


def question(request: HttpRequest) -> HttpResponse:
    """A page of the public form; ?accent=<address> puts in a controller's own stylesheet."""
    form = QuestionForm(request.POST, request.FILES) if request.method == "POST" else QuestionForm()
    return render(request, "question", form=form, back_url="/", accent_css_url=request.GET.get("accent", ""))


def requester(request: HttpRequest) -> HttpResponse:
    """The requester's page."""
    return render(request, "requester")


def confirm(request: HttpRequest) -> HttpResponse:
    """A step that cannot be undone."""
    return render(request, "confirm")


def accent(request: HttpRequest, colour: str) -> HttpResponse:
    """A controller's own colour, as its view will send it."""
    return HttpResponse(f":root {{ --accent: #{colour}; }}", content_type="text/css")


def forbidden(request: HttpRequest) -> HttpResponse:
    """A refusal with its reason."""
    reason = PermissionError("You prepared this case, so a second person must release it.")
    return permission_denied(request, reason)


urlpatterns = [
    path("gallery/desk/", desk),
    path("gallery/question/", question),
    path("gallery/requester/", requester),
    path("gallery/confirm/", confirm),
    path("gallery/accent/<str:colour>.css", accent),
    path("gallery/400/", bad_request, {"exception": ValueError("gallery")}),
    path("gallery/403/", forbidden),
    path("gallery/404/", page_not_found, {"exception": LookupError("gallery")}),
    path("gallery/500/", server_error),
    path("accounts/", include("allauth.urls")),
]
