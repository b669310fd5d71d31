"""The choices of a field that are known only when the form is drawn."""

from collections.abc import Iterable
from typing import Any

from django import forms


def offer(form: forms.BaseForm, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field of a form its choices; raises TypeError for a field that offers none."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} is a field without choices")
    field.choices = list(choices)
