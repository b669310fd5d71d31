"""What must hold before a case moves; each guard answers with a sentence, or nothing when it holds."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from dsar.models import Case, User
from dsar.models.cases import NO_IDENTITY
from dsar.permissions import why_not_release
from dsar.selectors import decisions, same_person, tasks
from dsar.spokes import registry
from dsar.states import Guard


def _identity_settled(case: Case, actor: User | None) -> str:
    if case.identity_settled_at is None:
        return _("Nothing leaves, and nothing is searched, until it is settled who is asking.")
    return ""


def _identity_or_refusal(case: Case, actor: User | None) -> str:
    """Let a refusal leave that holds nothing about the person (Art. 12(2)); all else waits."""
    return "" if case.refusal_ground in NO_IDENTITY else _identity_settled(case, actor)


def _decided(case: Case, actor: User | None) -> str:
    return decisions.why_not_decided(case)


def _tasks_done(case: Case, actor: User | None) -> str:
    return tasks.why_not_done(case)


def _nothing_to_carry_out(case: Case, actor: User | None) -> str:
    return tasks.why_something_to_carry_out(case)


def _copy_sealed(case: Case, actor: User | None) -> str:
    return same_person.why_copy_not_sealed(case)


def _gate(case: Case, actor: User | None) -> str:
    """Hold the release mode: the CHECK ``case_gate`` says the same to anybody who goes round us."""
    if case.prepared_by_id is None:
        return _("Nobody has prepared this answer yet.")
    if actor is None:
        return _("A person must release an answer.")
    return why_not_release(actor, case)


_OWN: dict[Guard, Callable[[Case, User | None], str]] = {
    Guard.IDENTITY_SETTLED: _identity_settled,
    Guard.IDENTITY_OR_REFUSAL: _identity_or_refusal,
    Guard.DECIDED: _decided,
    Guard.TASKS_DONE: _tasks_done,
    Guard.NOTHING_TO_CARRY_OUT: _nothing_to_carry_out,
    Guard.COPY_SEALED: _copy_sealed,
    Guard.GATE: _gate,
}


def why_not(guard: Guard, case: Case, actor: User | None) -> str:
    """Return why a guard does not hold for a case, or nothing; unregistered guards are faults."""
    if own := _OWN.get(guard):
        return own(case, actor)
    return registry.guards[guard](case)
