"""How an answered case ended, as its decisions say it."""

from collections.abc import Sequence

from dsar.enums import Outcome, Right
from dsar.models import Case
from dsar.selectors import decisions
from dsar.states import OF_DATA, OF_EFFECT
from exports.enums import CollectionState, Decision
from exports.models import Material
from exports.services import search, words
from exports.services.letter_kinds import is_unsaid
from exports.services.material import of_case


def outcome_of(case: Case) -> Outcome:
    """Return how a released case ends."""
    if is_unsaid(case):
        return Outcome.NEITHER_CONFIRMED
    if case.right_kind in OF_EFFECT:
        return Outcome.DONE
    resolution = decisions.of(case)
    if resolution is not None and (resolution.outcome == Outcome.REFUSED or case.right_kind not in OF_DATA):
        return Outcome(resolution.outcome)
    return _of_data(case, of_case(case))


def _of_data(case: Case, material: Sequence[Material]) -> Outcome:
    """Return the outcome of a case with data: everything given, part of it, or nothing held."""
    reached = all(each.state == CollectionState.DONE for each in search.current(case))
    if not material and reached:
        return Outcome.NO_DATA_HELD
    if case.right == Right.PORTABILITY and all(each.decision == Decision.WITHHOLD for each in material):
        return Outcome.REFUSED
    whole = all(each.decision == Decision.INCLUDE for each in material) and not _follows(case)
    return Outcome.DATA_PROVIDED if whole and reached else Outcome.PARTLY_PROVIDED


def _follows(case: Case) -> bool:
    """Answer whether the last answer that left said that more is to come."""
    last = words.released_before(case)
    return last is not None and bool(words.before(case, last.version).follows)
