"""What a way of proving says of itself: its words, how it is used at the desk, and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from dsar.forms.intake.page import QuestionForm
from dsar.models import Case, Submission, User

Words = str | Promise


def everybody(submission: Submission) -> bool:
    """Offer a way for every submission."""
    return True


@dataclass(frozen=True, slots=True)
class Way:
    """One way of proving who somebody is.

    ``label`` follows “settled”, ``logged`` follows “by” in the log. Ways are offered by their ``order``,
    those that ask the least of the person first. With ``form`` a member of staff uses the way at the desk:
    ``take`` does it and returns what is said of it, or raises Refused.
    """

    name: str
    order: int
    title: Words
    label: Words
    logged: Words
    guidance: Words = ""
    button: Words = ""
    form: type[QuestionForm] | None = None
    take: Callable[[Case, QuestionForm, User, datetime], str] | None = None
    offered: Callable[[Submission], bool] = everybody
