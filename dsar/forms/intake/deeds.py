"""About each right whose answer is a deed: the details it needs; and what is said in somebody's own words."""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.page import Answer, QuestionForm
from dsar.forms.intake.text import LINE_MOST, WORDS_MOST, PlainText, area, line


def _story(label: Any, hint: Any = "", *, required: Any = "", rows: int = 4) -> PlainText:
    """Return a box for a few sentences; ``required`` is what to say when it stays empty."""
    return PlainText(
        label=label,
        help_text=hint,
        required=bool(required),
        most=WORDS_MOST,
        too_long=_("This is too long for the box."),
        widget=area(rows, dir="auto"),
        error_messages={"required": required} if required else None,
    )


def _choice(label: Any, choices: list[tuple[str, Any]], missing: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": _("Choose one of the answers on this page.")},
    )


#: What somebody ticks who contests the accuracy of data, and wants it left alone until it is checked.
HOLD: Final = "hold"
#: The ground of a restriction that says the same.
ACCURACY: Final = "accuracy"


class CorrectForm(QuestionForm):
    """Rectification (Art. 16): what is wrong, what is right, what shows it."""

    summary = {
        "wrong": _("What is wrong"),
        "correct": _("What is right"),
        "evidence": _("What shows it"),
        "meanwhile": _("Until it is checked"),
    }
    wrong = _story(
        _("What is wrong or missing?"),
        _("For example: my surname is misspelt on my invoices."),
        required=_("Tell us what is wrong or missing."),
    )
    correct = _story(_("What should it say?"), required=_("Tell us what it should say."))
    evidence = _story(
        _("Is there anything that shows it?"),
        _("You can send a photo or a document two steps later. You need not."),
        rows=3,
    )
    meanwhile = forms.MultipleChoiceField(
        label=_("Should we leave it alone until it is checked?"),
        help_text=_("You need not choose. We keep it then, and do nothing else with it meanwhile."),
        choices=[(HOLD, _("Do not use it until you have checked it"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Tick something from the list.")},
    )


GROUNDS: Final = (
    ("not_needed", _("You do not need it any more")),
    ("took_back", _("I agreed once, and take it back")),
    ("object", _("I do not want you to use it")),
    ("unlawful", _("You should never have had it, or used it")),
    ("child", _("I was a child when it was collected")),
    ("other", _("Something else, or I do not know")),
)


class EraseForm(QuestionForm):
    """Erasure (Art. 17): what, and the grounds in plain words."""

    summary = {"what": _("What to delete"), "why": _("Why")}
    what = _story(
        _("What should we delete?"),
        _("You can write “everything”. Some things the law makes us keep for a while; we tell you which."),
        required=_("Tell us what to delete. You can write “everything”."),
    )
    why = forms.MultipleChoiceField(
        label=_("Why? Tick what fits"),
        help_text=_("You need not choose. It helps us to decide quickly."),
        choices=GROUNDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Tick something from the list.")},
    )


class RestrictForm(QuestionForm):
    """Restriction (Art. 18): one of the four grounds, and what it is about."""

    summary = {"ground": _("Why for a while"), "what": _("Which data")}
    ground = _choice(
        _("Why should we stop using your data for a while?"),
        [
            (ACCURACY, _("It may be wrong: stop until you have checked it")),
            ("unlawful", _("You use it unlawfully, but I do not want it deleted")),
            ("needed_for_claims", _("You do not need it any more, but I need it for a legal claim")),
            ("objection_pending", _("I objected, and wait for your decision")),
        ],
        _("Choose the reason that fits best."),
    )
    what = _story(_("Which data is it, and what should stop?"), required=_("Tell us which data it is."))


class MoveForm(QuestionForm):
    """Portability (Art. 20): in which form, and where to."""

    summary = {"form": _("In which form"), "to": _("Where to"), "organisation": _("To whom")}
    form = _choice(
        _("In which form would you like it?"),
        [
            ("either", _("Whatever works best")),
            ("csv", _("As tables for a spreadsheet (CSV)")),
            ("json", _("As files for a program (JSON)")),
        ],
        _("Choose a form. If you are not sure, take the first."),
    )
    to = _choice(
        _("Where should it go?"),
        [("me", _("To me")), ("other", _("Directly to another organisation, if that is possible"))],
        _("Choose where it should go."),
    )
    organisation = PlainText(
        label=_("If to another organisation: its name, and how to reach it"),
        required=False,
        most=LINE_MOST,
        too_long=_("The name of the organisation is too long."),
        widget=line(dir="auto"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the organisation when it should go to one."""
        answer = super().clean() or {}
        if answer.get("to") == "other" and not answer.get("organisation") and not self.errors:
            self.add_error("organisation", _("Tell us to whom it should go."))
        return answer

    def facts(self, answer: Answer) -> Iterator[tuple[str, str]]:
        """Leave out the organisation when the data goes to the person."""
        facts = list(super().facts(answer))
        yield from facts if answer.get("to") == "other" else facts[:2]


class ObjectForm(QuestionForm):
    """Objection (Art. 21(1)): to what, and what in the person's situation speaks against it."""

    summary = {"what": _("What should stop"), "why": _("Why in your situation")}
    what = _story(
        _("What should we stop doing with your data?"), required=_("Tell us what we should stop doing.")
    )
    why = _story(
        _("What in your situation makes it a problem?"),
        _("We look at your reasons against ours, so tell us what matters to you."),
        required=_("Tell us in a few words what makes it a problem for you."),
    )


class MarketingForm(QuestionForm):
    """Objection to marketing (Art. 21(2)): which kinds; all of it unless said otherwise."""

    summary = {"kinds": _("What should stop"), "words": _("Anything else")}
    kinds = forms.MultipleChoiceField(
        label=_("What should stop?"),
        help_text=_("Messages about things you ordered still come."),
        choices=[
            ("all", _("All advertising")),
            ("email", _("E-mails")),
            ("phone", _("Calls and text messages")),
            ("post", _("Letters")),
            ("profiling", _("Choosing advertising for me by what I did")),
        ],
        initial=["all"],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick what should stop."),
            "invalid_choice": _("Tick something from the list."),
        },
    )
    words = _story(
        _("Is there another address or number that we should not use?"), _("It stops there too."), rows=3
    )


class DecisionForm(QuestionForm):
    """Automated decision (Art. 22; UK 22A to 22D): which decision, and what the person says to it."""

    summary = {"decision": _("Which decision"), "views": _("What you say to it")}
    decision = _story(
        _("Which decision was made about you, and when?"),
        _("For example: my order on account was turned down on 3 May."),
        required=_("Tell us which decision it is."),
    )
    views = _story(
        _("What should the person who looks at it know?"),
        _("Your side of it. A person reads it before they decide again."),
    )


class ConsentForm(QuestionForm):
    """Withdrawal of consent (Art. 7(3)): to what the person had agreed."""

    summary = {"what": _("What you take back")}
    what = _story(
        _("What had you agreed to, that you take back?"),
        _("For example: the newsletter, or the use of my photo. You can write “everything”."),
        required=_("Tell us what you take back. You can write “everything”."),
    )


class OwnWordsForm(QuestionForm):
    """What somebody asks who is not sure which right it is; a caseworker sorts it."""

    summary = {"words": _("In your own words")}
    words = _story(
        _("What happened, and what would you like us to do?"),
        _("Write it as you would tell a friend. You need not know any law."),
        required=_("Tell us in your own words what you would like us to do."),
        rows=8,
    )
