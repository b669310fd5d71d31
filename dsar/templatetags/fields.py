"""Form fields and their faults, drawn by the components (label, hint, error, answer kept)."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, widgets
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext

register = template.Library()

NO_LABEL_FOR = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


def first_id(bound: BoundField) -> str:
    """Give the id of the first thing one can answer in, where a link from the error summary must lead."""
    if isinstance(bound.field.widget, (*NO_LABEL_FOR, widgets.MultiWidget)):
        return f"{bound.auto_id}_0"
    return str(bound.id_for_label or bound.auto_id)


def kind_of(bound: BoundField) -> str:
    """Name the component that draws this field: choices, tick, file, parts or line."""
    widget = bound.field.widget
    if isinstance(widget, NO_LABEL_FOR):
        return "choices"
    if isinstance(widget, widgets.CheckboxInput):
        return "tick"
    if isinstance(widget, widgets.FileInput):
        return "file"
    if isinstance(widget, widgets.MultiWidget | widgets.SelectDateWidget):
        return "parts"
    return "line"


def described_by(bound: BoundField, hint: object) -> str:
    """Name the ids of the hint and of the fault that belong to a field, for aria-describedby."""
    ids = [f"{bound.auto_id}_helptext"] if hint else []
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    return " ".join(ids)


def parts_of(bound: BoundField) -> list[dict[str, object]]:
    """List the inputs of a field in parts, labelled from the field's `part_labels` (day, month, year)."""
    labels = getattr(bound.field, "part_labels", (gettext("Day"), gettext("Month"), gettext("Year")))
    widget = bound.field.widget
    attrs = bound.build_widget_attrs({"id": bound.auto_id}, widget)
    context = widget.get_context(bound.html_name, bound.value(), attrs)["widget"]
    return [
        {"label": label, "widget": BoundWidget(widget, data, bound.form.renderer)}
        for label, data in zip(labels, context["subwidgets"], strict=True)
    ]


def choices_of(bound: BoundField) -> list[tuple[object, list[dict[str, object]]]]:
    """List the options of a radio or checkbox field below their headings, "" where it has none.

    Hints and headings come from the field's `choice_hints` and `choice_headings`, by value.
    """
    options = [
        {
            "widget": option,
            "hint": _by_value(bound, "choice_hints", option),
            "heading": _by_value(bound, "choice_headings", option),
        }
        for option in bound.subwidgets
    ]
    return [(heading, list(below)) for heading, below in groupby(options, key=itemgetter("heading"))]


def _by_value(bound: BoundField, name: str, option: BoundWidget) -> object:
    found: dict[object, object] = getattr(bound.field, name, {})
    value = option.data["value"]
    return found.get(value, found.get(str(value), ""))


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, **options: Any) -> dict[str, object]:
    """Draw one field of a form.

    Options: `heading=True` makes the label the page's h1; `label`, `hint` replace those of the field;
    `optional=False` leaves out "(optional)"; `bare=True` shows no label to the eye (filters).
    """
    kind = kind_of(bound)
    hint = options.get("hint", bound.help_text)
    described = described_by(bound, hint)
    grouped = kind in {"choices", "parts"}
    return {
        "bound": bound,
        "kind": kind,
        "control": bound.as_widget(
            attrs={"aria-describedby": described} if described and not grouped else None
        ),
        "described": described,
        "label": options.get("label", bound.label),
        "hint": hint,
        "heading": options.get("heading", False),
        "bare": options.get("bare", False),
        "optional": options.get("optional", True)
        and not (bound.field.required or options.get("bare") or kind == "tick"),
        "choices": choices_of(bound) if kind == "choices" else [],
        "parts": parts_of(bound) if kind == "parts" else [],
    }


def faults(form: BaseForm) -> Iterator[dict[str, str]]:
    """Walk the faults of a form in the order of its fields; those of the whole form first, without a link."""
    for message in form.non_field_errors():
        yield {"message": str(message), "target": ""}
    for bound in form:
        for message in bound.errors:
            yield {"message": str(message), "target": "" if bound.is_hidden else first_id(bound)}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: object) -> dict[str, object]:
    """List the faults of forms, each linked to its field; draws nothing when there are none."""
    found = [
        fault for form in forms if isinstance(form, BaseForm) and form.is_bound for fault in faults(form)
    ]
    return {"faults": found}
