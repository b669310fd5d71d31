"""What staff fill in while they look into a complaint: its steps, what the person is told, the answer."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dsar.enums import ComplaintOutcome
from dsar.forms.days import DayField
from dsar.forms.intake.text import (
    LINE_MOST,
    WORDS_MOST,
    PlainText,
    area,
    line,
    seen_post,
)
from dsar.labels import COMPLAINT_OUTCOMES
from dsar.services.complaints.answers import Answer

MAIL, POST = "mail", "post"
POINTS = 3


class SeenForm(forms.Form):
    """A form whose texts are kept as typed, without the signs that nobody can see."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(seen_post(data) if data else None, **options)


def text(label: Any, *, rows: int, needed: Any = "", hint: Any = "") -> PlainText:
    """Return a box for several lines; ``needed`` is what is said when it stays empty."""
    return PlainText(
        label=label,
        most=WORDS_MOST,
        too_long=_("This text is too long."),
        widget=area(rows, dir="auto"),
        required=bool(needed),
        help_text=hint,
        error_messages={"required": needed},
    )


class WayForm(SeenForm):
    """By which way a message goes, where both are known."""

    way = forms.ChoiceField(label=_("How it goes"), widget=forms.RadioSelect)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, by_mail: bool, by_post: bool, **options: Any
    ) -> None:
        super().__init__(data, **options)
        ways = [
            *([(MAIL, _("By e-mail, now"))] if by_mail else []),
            *([(POST, _("By letter: you print and post it, and say on which day"))] if by_post else []),
        ]
        field = self.fields["way"]
        field.choices = ways  # type: ignore[attr-defined]  # it is a ChoiceField
        field.initial = ways[0][0] if ways else None
        self.order_fields([*(name for name in self.fields if name != "way"), "way"])


class NoteForm(SeenForm):
    """A step that was taken."""

    text = text(
        _("What was done"),
        rows=4,
        needed=_("Write down what was done."),
        hint=_("For the record. The person is not told."),
    )
    on = DayField(label=_("On which day"))


class ProgressForm(WayForm):
    """A word of progress to the person."""

    text = text(
        _("How far we are"),
        rows=5,
        needed=_("Write what was done so far and what comes next."),
        hint=_("The person reads it. Name nobody else, and say nothing that you would not put in a letter."),
    )


class WithdrawForm(SeenForm):
    """The person took the complaint back."""

    text = text(
        _("How they said so"), rows=3, needed=_("Write how the person said so, and where that is kept.")
    )
    on = DayField(label=_("On which day"))


class PostedForm(SeenForm):
    """The day on which a letter was posted."""

    on = DayField(label=_("Day on which you posted it"))


class LinkForm(SeenForm):
    """The request that a complaint is about."""

    reference = PlainText(
        label=_("Reference of the request"),
        most=LINE_MOST,
        too_long=_("The reference is too long."),
        widget=line(spellcheck="false"),
        help_text=_("Such as K7QM-2XPD, or K7QM-2XPD-1 for one case of it."),
        error_messages={"required": _("Write the reference.")},
    )


class AnswerForm(WayForm):
    """The answer to each point, what is put right and what changes; ``rows`` pairs of boxes."""

    outcome = forms.ChoiceField(
        label=_("How it ends"),
        choices=[
            (o.value, COMPLAINT_OUTCOMES[o]) for o in ComplaintOutcome if o != ComplaintOutcome.WITHDRAWN
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the complaint ends.")},
    )
    remedy = text(
        _("What we put right"),
        rows=3,
        needed=_("Write what you put right, or that nothing has to be."),
        hint=_("For this person. Where nothing is wrong, say so."),
    )
    changes = text(
        _("What changes with us"),
        rows=3,
        needed=_("Write what changes, or that nothing does and why."),
        hint=_("So that it does not happen again."),
    )
    part = forms.BooleanField(
        label=_("I had a part in what this person complains about"),
        required=False,
        help_text=_("Then somebody else must answer, if there is another DPO."),
    )
    why_not_independent = text(
        _("Why nobody else could look at it"),
        rows=2,
        hint=_("Only if you had a part. It stands in the letter and in the record."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, points: int, **options: Any) -> None:
        super().__init__(data, **options)
        self.numbers = range(1, points + 1)
        for number in self.numbers:
            self.fields[f"point_{number}"] = text(_("Point %(number)d") % {"number": number}, rows=2)
            self.fields[f"answer_{number}"] = text(
                _("Our answer to point %(number)d") % {"number": number}, rows=4
            )

    def pairs(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Yield the boxes of each point with those of its answer."""
        for number in self.numbers:
            yield self[f"point_{number}"], self[f"answer_{number}"]

    def clean(self) -> dict[str, Any]:
        """Ask for an answer to every point, and for one point at least."""
        told = super().clean() or {}
        for number in self.numbers:
            point, said = told.get(f"point_{number}", ""), told.get(f"answer_{number}", "")
            if point and not said:
                self.add_error(f"answer_{number}", gettext("Answer this point."))
            if said and not point:
                self.add_error(f"point_{number}", gettext("Write which point this answers."))
        if not any(told.get(f"point_{number}") for number in self.numbers) and "point_1" not in self.errors:
            self.add_error("point_1", gettext("Write at least one point of the complaint."))
        return told

    def answer(self) -> Answer:
        """Return what was written, once it is valid."""
        told = self.cleaned_data
        found = ((told[f"point_{number}"], told[f"answer_{number}"]) for number in self.numbers)
        return Answer(
            outcome=ComplaintOutcome(told["outcome"]),
            points=tuple((point, said) for point, said in found if point),
            remedy=told["remedy"],
            changes=told["changes"],
            why_not_independent=told["why_not_independent"],
        )
