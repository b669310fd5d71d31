"""What must hold before a case moves; each guard answers with a sentence, or nothing when it holds."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from dsar.models import Case, User
from dsar.permissions import why_not_release
from dsar.spokes import registry
from dsar.states import Guard


def _identity_settled(case: Case, actor: User | None) -> str:
    if case.identity_settled_at is None:
        return _("Nothing leaves, and nothing is searched, until it is settled who is asking.")
    return ""


def _gate(case: Case, actor: User | None) -> str:
    """Hold the release mode: the CHECK ``case_gate`` says the same to anybody who goes round us."""
    if case.prepared_by_id is None:
        return _("Nobody has prepared this answer yet.")
    if actor is None:
        return _("A person must release an answer.")
    return why_not_release(actor, case)


_OWN: dict[Guard, Callable[[Case, User | None], str]] = {
    Guard.IDENTITY_SETTLED: _identity_settled,
    Guard.GATE: _gate,
}


def why_not(guard: Guard, case: Case, actor: User | None) -> str:
    """Return why a guard does not hold for a case, or nothing; unregistered guards are faults."""
    if own := _OWN.get(guard):
        return own(case, actor)
    return registry.guards[guard](case)
