"""A question page: a form whose answers go to the draft, and how they read afterwards."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.functional import Promise

from dsar.enums import Right
from dsar.forms.intake.text import seen_post

Answer = Mapping[str, Any]
Answers = Mapping[str, Answer]


class QuestionForm(forms.Form):
    """One page of questions. ``summary`` gives a field's short label where its question is too long."""

    use_required_attribute = False
    summary: Mapping[str, str | Promise] = {}

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(None if data is None else seen_post(data), **options)

    def facts(self, answer: Answer) -> Iterator[tuple[str, str]]:
        """Give each field's label and what was answered, in words, for "check your answers"."""
        for name, field in self.fields.items():
            label = self.summary.get(name, field.label or "")
            yield str(label), self.words_of(name, answer)

    def words_of(self, name: str, answer: Answer) -> str:
        """Return what was answered to one field as a person reads it, choices one below the other."""
        value, field = answer.get(name) or "", self.fields[name]
        if isinstance(field, forms.ChoiceField):
            choices = cast("Iterable[tuple[object, object]]", field.choices)
            words = {str(key): str(label) for key, label in choices}
            chosen = value if isinstance(value, list) else [value]
            return "\n".join(words.get(str(each), "") for each in chosen)
        return str(value)


def _always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the form: its name in the address, its heading and its questions.

    ``heading_field`` is the field whose question is the heading of the page, if one is. ``needed`` pages hold
    a question that must be answered before the request can be sent. A page about a ``right`` is asked only
    of those who ticked it; ``when`` says for which other answers.
    """

    name: str
    heading: str | Promise
    form: type[QuestionForm]
    heading_field: str = ""
    needed: bool = True
    lead: str | Promise = ""
    template: str = "question.html"
    right: Right | None = None
    when: Callable[[Answers], bool] = _always

    def is_asked(self, answers: Answers) -> bool:
        """Answer whether this page belongs to what was ticked and who writes."""
        if not self.when(answers):
            return False
        return self.right is None or self.right in answers.get("rights", {}).get("rights", [])
