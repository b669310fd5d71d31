"""Letters about a complaint."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from dsar.letters.element import Element
from dsar.letters.elements import complaint
from dsar.letters.elements.common import SIGNATURE
from dsar.letters.elements.said import QUESTIONS
from dsar.letters.elements.table.plan import Plan
from dsar.letters.kinds import LetterKind


def _plan(title: Promise, *own: Element) -> Plan:
    """Return the plan of a letter to who complained: the complaint, the letter's own elements, the routes."""
    elements = (*complaint.HEAD, *own, *complaint.ROUTES, SIGNATURE)
    return Plan(title, gettext_lazy("Your complaint"), elements)


PLANS: dict[LetterKind, Plan] = {
    LetterKind.COMPLAINT_ACK: _plan(
        gettext_lazy("We have your complaint"), complaint.RECEIVED, complaint.NEXT, QUESTIONS
    ),
    LetterKind.COMPLAINT_PROGRESS: _plan(
        gettext_lazy("How it goes with your complaint"), complaint.PROGRESS, complaint.BY, QUESTIONS
    ),
    LetterKind.COMPLAINT_OUTCOME: _plan(
        gettext_lazy("Our answer to your complaint"),
        *(complaint.WHO_LOOKED, complaint.POINTS, complaint.REMEDY, complaint.CHANGES, QUESTIONS),
    ),
}
