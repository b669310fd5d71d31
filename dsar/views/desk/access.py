"""Looking at lists of people is logged: who, when, how many; never the words searched for."""

from dsar.audit import record
from dsar.enums import EventType, Role
from dsar.permissions import roles_of
from dsar.selectors.scope import Scope
from dsar.views.desk.doors import Desk

_PRECEDENCE = (Role.DPO, Role.CASEWORKER, Role.AUDITOR)


def looked_at_list(desk: Desk, scope: Scope, *, shown: int, searched: bool) -> None:
    """Append to the log of each controller that a list of its cases was looked at."""
    for controller in scope.controllers:
        held = roles_of(desk.user, controller.id)
        record(
            EventType.LIST_VIEWED,
            at=desk.now,
            controller=controller,
            actor=desk.user,
            role=next(role for role in _PRECEDENCE if role in held),
            data={"shown": shown, "searched": searched},
        )
