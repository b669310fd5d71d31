"""The table of letters: for each kind its title and its elements in order (``law.md`` 4)."""

from dsar.letters.elements.table import answers, clock, complaints, decisions, identity, others, refusals
from dsar.letters.elements.table.plan import Plan
from dsar.letters.kinds import LetterKind

PLANS: dict[LetterKind, Plan] = {
    **answers.PLANS,
    **identity.PLANS,
    **clock.PLANS,
    **decisions.PLANS,
    **refusals.PLANS,
    **others.PLANS,
    **complaints.PLANS,
}

__all__ = ["PLANS", "Plan"]
