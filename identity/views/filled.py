"""Of the many forms of one page, the one that was filled in and has faults, and the others empty."""

from typing import Any

from dsar.forms.intake.page import QuestionForm


def form_or(
    filled: QuestionForm | None, kind: type[QuestionForm], prefix: str, **options: Any
) -> QuestionForm:
    """Return the form that was filled in when it is this one, or an empty one."""
    if filled is not None and filled.prefix == prefix:
        return filled
    return kind(prefix=prefix, **options)
