"""The answer letter: one for all that one submission asked for, a section for each case."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from dsar.audit.recording import civil_date
from dsar.enums import Right
from dsar.letters.facts import LetterFacts
from dsar.letters.joint import Section
from dsar.letters.joint import compose_answer as compose_sections
from dsar.letters.kinds import LetterKind
from dsar.letters.letter import IncompleteLetter, Letter
from dsar.models import Case
from dsar.selectors import decisions, tasks
from dsar.states import OF_DATA, OF_EFFECT
from exports.enums import CollectionState
from exports.services import answers, search, words
from exports.services.facts import data, effect, refused
from exports.services.facts.decided import decided_of
from exports.services.facts.frame import frame_of
from exports.services.facts.searches import searches_of
from exports.services.letter_kinds import kind_for
from exports.services.material import of_case
from exports.services.withheld import Unsaid


def compose_answer(case: Case, *, written_on: date) -> Letter:
    """Return the letter that answers a case and those that are answered with it, as it stands now."""
    return compose_together(answers.together(case), written_on=written_on)


def compose_together(cases: Sequence[Case], *, written_on: date) -> Letter:
    """Return one letter for these cases; raises IncompleteLetter, which says what is missing and where."""
    return compose_sections([section_of(case, written_on=written_on) for case in cases])


def section_of(case: Case, *, written_on: date) -> Section:
    """Return the section of a case: its kind of letter, and the facts that this is made of."""
    with override(case.submission.language):
        return kind_for(case), facts_of(case, written_on=written_on)


def why_not_complete(case: Case) -> str:
    """Return what the section of a case still lacks, in sentences, or nothing."""
    if not decisions.is_refused(case) and (unreached := _unreached(case)):
        return _(
            "Nothing was found, but %(systems)s could not be searched: search again before you say so."
        ) % {"systems": ", ".join(unreached)}
    try:
        compose_sections([section_of(case, written_on=_not_before(case))])
    except IncompleteLetter as lacking:
        return " ".join(each.sentence for each in lacking.missing)
    return ""


def _not_before(case: Case) -> date:
    """Return the first day on which the letter can be written: after all that it tells of."""
    done = [each.done_on for each in tasks.of(case) if each.done_on is not None]
    earlier = words.released_before(case)
    answered = [earlier.released_at.date()] if earlier and earlier.released_at else []
    return max([civil_date(case.controller, case.opened_at), *done, *answered])


def _unreached(case: Case) -> list[str]:
    """Return the systems that could not be searched where nothing was found in the others."""
    failed = [each for each in search.current(case) if each.state != CollectionState.DONE]
    return [each.source.system.name for each in failed] if failed and not of_case(case) else []


def facts_of(case: Case, *, written_on: date) -> LetterFacts:
    """Return all facts that the section of a case is made of."""
    frame, kind, resolution = frame_of(case, written_on=written_on), kind_for(case), decisions.of(case)
    if kind == LetterKind.NEITHER_CONFIRM_NOR_DENY:
        return frame
    if kind == LetterKind.NO_DATA_HELD:
        return replace(frame, searches=searches_of(case, Unsaid([])))
    if resolution is not None and kind == LetterKind.CANNOT_IDENTIFY:
        return replace(frame, unidentified=refused.unidentified(resolution))
    if resolution is not None and kind == LetterKind.PARTIAL_REFUSAL:
        return refused.in_part(frame, decided_of(case, resolution))
    return _by_right(frame, case, written_on)


def _by_right(frame: LetterFacts, case: Case, written_on: date) -> LetterFacts:
    """Return the facts of the letters that belong to one right."""
    if case.right_kind in OF_EFFECT:
        return replace(frame, decided=effect.in_force(case))
    resolution = decisions.of(case)
    if resolution is not None and (case.refusal_ground or case.right_kind not in OF_DATA):
        return replace(frame, decided=decided_of(case, resolution))
    if case.right == Right.ACCESS:
        return data.access(frame, case, of_case(case))
    if case.right == Right.PORTABILITY:
        return data.portability(frame, case, of_case(case), written_on=written_on)
    return frame
