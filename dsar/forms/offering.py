"""The choices of a field that are known only when the form is drawn, their hints, and their headings."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field of a form its choices; raises TypeError for a field that offers none."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is a field without choices")
    field.choices = list(choices)


def gather(field: forms.Field, headings: Mapping[Any, Any]) -> None:
    """Give a field the heading of each choice by value; those that follow one another stand below one."""
    field.choice_headings = headings  # type: ignore[attr-defined]  # Django's fields know no headings


def explain(field: forms.Field, hints: Mapping[Any, Any]) -> None:
    """Give a field its hints by value; the component of choices shows each below its choice."""
    field.choice_hints = hints  # type: ignore[attr-defined]  # Django's fields know no hints
