"""Answers to questions that only the person knows, as they type them or say them on the phone."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from dsar.forms.intake.page import QuestionForm
from dsar.forms.intake.text import LINE_MOST, PlainText, line

PREFIX = "facts"


class AnswersForm(QuestionForm):
    """One box for each question."""

    def __init__(
        self, asked: Sequence[tuple[UUID, str]], data: Mapping[str, Any] | None = None, **options: Any
    ) -> None:
        super().__init__(data, prefix=PREFIX, **options)
        for key, text in asked:
            self.fields[key.hex] = PlainText(
                label=text,
                most=LINE_MOST,
                too_long=_("The answer is too long."),
                widget=line(autocomplete="off", spellcheck="false", dir="auto"),
                error_messages={"required": _("Answer every question. This did not count as a try.")},
            )

    @property
    def given(self) -> dict[UUID, str]:
        """Return the answers by their questions."""
        return {UUID(hex=key): str(value) for key, value in self.cleaned_data.items()}
