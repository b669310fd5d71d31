"""Which letter answers a case: by its right, by what was decided, and by what may be said."""

from collections.abc import Mapping, Sequence

from dsar.enums import Outcome, RefusalGround, Right
from dsar.letters.kinds import LetterKind
from dsar.models import Case, Resolution
from dsar.selectors import decisions
from dsar.states import OF_DATA, OF_EFFECT
from exports.enums import Decision
from exports.models import Material
from exports.services import words
from exports.services.material import of_case
from exports.services.withheld import all_unsaid, decisions_told

_DONE: Mapping[str, LetterKind] = {
    Right.RECTIFICATION: LetterKind.RECTIFICATION_DONE,
    Right.ERASURE: LetterKind.ERASURE_DONE,
    Right.RESTRICTION: LetterKind.RESTRICTION_APPLIED,
    Right.OBJECTION: LetterKind.OBJECTION_UPHELD,
    Right.AUTOMATED: LetterKind.ADM_REVIEW,
    Right.MARKETING: LetterKind.MARKETING_STOPPED,
    Right.CONSENT: LetterKind.CONSENT_WITHDRAWN,
}
#: Of the others a part that was done and a part that was refused are one letter for every right.
_PART: Mapping[str, LetterKind] = {
    Right.RECTIFICATION: LetterKind.RECTIFICATION_PART,
    Right.ERASURE: LetterKind.ERASURE_PART,
    Right.AUTOMATED: LetterKind.ADM_REVIEW,
}
_REFUSED: Mapping[str, LetterKind] = {
    Right.RECTIFICATION: LetterKind.RECTIFICATION_REFUSED,
    Right.ERASURE: LetterKind.ERASURE_REFUSED,
    Right.RESTRICTION: LetterKind.RESTRICTION_REFUSED,
    Right.OBJECTION: LetterKind.OBJECTION_REFUSED,
    Right.AUTOMATED: LetterKind.ADM_NOT_APPLICABLE,
}
_WHOLLY: Mapping[str, LetterKind] = {
    RefusalGround.CANNOT_IDENTIFY: LetterKind.CANNOT_IDENTIFY,
    RefusalGround.UNFOUNDED: LetterKind.UNFOUNDED_EXCESSIVE,
    RefusalGround.EXCESSIVE: LetterKind.UNFOUNDED_EXCESSIVE,
}
#: Grounds of an objection that weigh nothing against the person's situation.
_NOT_WEIGHED = ("other_basis", "research")


def is_unsaid(case: Case) -> bool:
    """Answer whether the answer may neither confirm nor deny that anything is held."""
    resolution = decisions.of(case)
    if resolution is not None and resolution.outcome == Outcome.REFUSED:
        return bool(decisions.details_of(resolution).get("silent"))
    return case.right_kind in OF_DATA and all_unsaid(of_case(case))


def has_package(case: Case) -> bool:
    """Answer whether the answer has data in it, or is a letter alone."""
    if case.right_kind not in OF_DATA or decisions.is_refused(case) or is_unsaid(case):
        return False
    return kind_for(case) != LetterKind.PORTABILITY_REFUSED


def kind_for(case: Case) -> LetterKind:
    """Return which letter, or which section of a letter, answers a case."""
    resolution = decisions.of(case)
    if is_unsaid(case):
        return LetterKind.NEITHER_CONFIRM_NOR_DENY
    if resolution is not None and resolution.outcome == Outcome.REFUSED:
        return _refused(case, resolution)
    if case.right_kind in OF_EFFECT:
        return _DONE[case.right]
    if case.right == Right.ACCESS:
        return _access(case)
    if case.right == Right.PORTABILITY:
        return _portability(of_case(case))
    if resolution is not None and resolution.outcome == Outcome.PARTLY_DONE:
        return _PART.get(case.right, LetterKind.PARTIAL_REFUSAL)
    return _DONE[case.right]


def _refused(case: Case, resolution: Resolution) -> LetterKind:
    """Return the refusal: the right's own letter where a ground of its own was weighed, else the general."""
    if resolution.refusal_ground in _WHOLLY:
        return _WHOLLY[resolution.refusal_ground]
    if not resolution.ground or case.right not in _REFUSED:
        return LetterKind.REFUSAL
    if case.right == Right.OBJECTION and resolution.ground in _NOT_WEIGHED:
        return LetterKind.REFUSAL
    if case.right == Right.ERASURE and not case.tasks.filter(action="keep").exists():
        return LetterKind.REFUSAL
    return _REFUSED[case.right]


def _access(case: Case) -> LetterKind:
    if not of_case(case):
        return LetterKind.NO_DATA_HELD
    said = words.of(case)
    if said.follows:
        return LetterKind.PARTIAL_RELEASE
    return LetterKind.SUPPLEMENTARY_DISCLOSURE if said.added else LetterKind.ACCESS_ANSWER


def _portability(material: Sequence[Material]) -> LetterKind:
    if not material:
        return LetterKind.NO_DATA_HELD
    decisions_made = set(decisions_told(material))
    if decisions_made <= {Decision.INCLUDE, Decision.UNDECIDED}:
        return LetterKind.PORTABILITY_DONE
    if decisions_made == {Decision.WITHHOLD}:
        return LetterKind.PORTABILITY_REFUSED
    return LetterKind.PORTABILITY_PART
