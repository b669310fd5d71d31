"""Who may do what: pairs of ``check_x`` (raises) and ``can_x`` (answers).

What somebody may not see raises Http404, so that it looks like what is not there; what they may see
but not do raises PermissionDenied with the reason.
"""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from dsar.enums import Role
from dsar.models import Case, Complaint, Controller, Membership, User

Somebody = User | AnonymousUser

#: Roles that read cases; a manager sees settings and counts, no case content.
READERS = frozenset({Role.CASEWORKER, Role.DPO, Role.AUDITOR})
WORKERS = frozenset({Role.CASEWORKER, Role.DPO})


def roles_of(user: Somebody, controller_id: UUID) -> frozenset[Role]:
    """Return the roles of somebody for a controller (none for the signed-out and the inactive)."""
    return all_roles(user).get(controller_id, frozenset())


def all_roles(user: Somebody) -> dict[UUID, frozenset[Role]]:
    """Return the roles of somebody for every controller, read once per user object."""
    if not isinstance(user, User) or not user.is_active:
        return {}
    known: dict[UUID, frozenset[Role]] | None = getattr(user, "_roles", None)
    if known is None:
        known = {}
        for controller_id, role in Membership.objects.filter(user=user).values_list("controller_id", "role"):
            known[controller_id] = known.get(controller_id, frozenset()) | {Role(role)}
        user._roles = known  # type: ignore[attr-defined]  # a cache for the life of one web request
    return known


def acting_role(user: Somebody | None, case: Case) -> Role:
    """Return the role in which somebody acts on a case; nobody is the system."""
    held = roles_of(user, case.controller_id) if user else frozenset()
    return next((role for role in (Role.DPO, Role.CASEWORKER, Role.HOLDER) if role in held), Role.SYSTEM)


def controllers_for(user: Somebody, roles: Iterable[Role]) -> list[UUID]:
    """Return the controllers for which somebody holds one of the roles."""
    wanted = frozenset(roles)
    return [controller_id for controller_id, held in all_roles(user).items() if held & wanted]


def visible_cases(user: Somebody) -> QuerySet[Case]:
    """Return the cases that somebody may read."""
    return Case.objects.filter(controller_id__in=controllers_for(user, READERS))


def can_see_case(user: Somebody, case: Case) -> bool:
    """Answer whether somebody may read a case."""
    return bool(roles_of(user, case.controller_id) & READERS)


def check_see_case(user: Somebody, case: Case) -> None:
    """Raise Http404 unless somebody may read a case."""
    if not can_see_case(user, case):
        raise Http404


def can_work_case(user: Somebody, case: Case) -> bool:
    """Answer whether somebody may work on a case."""
    return bool(roles_of(user, case.controller_id) & WORKERS)


def check_work_case(user: Somebody, case: Case) -> None:
    """Raise unless somebody may work on a case."""
    check_see_case(user, case)
    if not can_work_case(user, case):
        raise PermissionDenied(_("You can read this case. Only caseworkers and DPOs can work on it."))


def why_not_release(user: Somebody, case: Case) -> str:
    """Return why somebody may not release a case as far as who they are goes, or nothing."""
    if Role.DPO not in roles_of(user, case.controller_id):
        return _("Only a DPO can release an answer.")
    if case.release_mode == "single" or (
        case.release_mode == "second_person_when" and not case.needs_second_person
    ):
        return ""
    if case.prepared_by_id is not None and case.prepared_by_id == getattr(user, "id", None):
        return _("You prepared this answer. A second person must release it.")
    return ""


def can_release_case(user: Somebody, case: Case) -> bool:
    """Answer whether somebody may release a case."""
    return can_see_case(user, case) and not why_not_release(user, case)


def check_release_case(user: Somebody, case: Case) -> None:
    """Raise unless somebody may release a case: a DPO, and never who prepared it."""
    check_see_case(user, case)
    if why := why_not_release(user, case):
        raise PermissionDenied(why)


def can_see_review(user: Somebody, case: Case) -> bool:
    """Answer whether somebody may read what is reviewed: who reviews it, and an auditor, who reads all."""
    return bool(roles_of(user, case.controller_id) & {Role.DPO, Role.AUDITOR})


def check_see_review(user: Somebody, case: Case) -> None:
    """Raise unless somebody may read what is reviewed."""
    check_see_case(user, case)
    if not can_see_review(user, case):
        raise PermissionDenied(_("Only a DPO can review an answer. You find what you prepared on its tabs."))


def can_review_case(user: Somebody, case: Case) -> bool:
    """Answer whether somebody may review a case (return it, or release it)."""
    return Role.DPO in roles_of(user, case.controller_id)


def check_review_case(user: Somebody, case: Case) -> None:
    """Raise unless somebody may review a case."""
    check_see_case(user, case)
    if not can_review_case(user, case):
        raise PermissionDenied(_("Only a DPO can review and return an answer."))


def can_manage(user: Somebody, controller: Controller) -> bool:
    """Answer whether somebody may see and change a controller's settings."""
    return Role.MANAGER in roles_of(user, controller.id)


def check_manage(user: Somebody, controller: Controller) -> None:
    """Raise unless somebody may see and change a controller's settings."""
    if not roles_of(user, controller.id):
        raise Http404
    if not can_manage(user, controller):
        raise PermissionDenied(_("Only a manager can change settings."))


def can_see_evidence(user: Somebody, case: Case) -> bool:
    """Answer whether somebody may look at identity evidence: only those who check it, so no auditor."""
    return can_work_case(user, case)


def check_see_evidence(user: Somebody, case: Case) -> None:
    """Raise unless somebody may look at identity evidence."""
    check_see_case(user, case)
    if not can_see_evidence(user, case):
        raise PermissionDenied(
            _("Only those who check who is asking may look at a proof of identity. You see what was decided.")
        )


def can_see_complaint(user: Somebody, complaint: Complaint) -> bool:
    """Answer whether somebody may read a complaint."""
    return bool(roles_of(user, complaint.controller_id) & READERS)


def check_see_complaint(user: Somebody, complaint: Complaint) -> None:
    """Raise Http404 unless somebody may read a complaint."""
    if not can_see_complaint(user, complaint):
        raise Http404


def can_work_complaint(user: Somebody, complaint: Complaint) -> bool:
    """Answer whether somebody may work on a complaint."""
    return bool(roles_of(user, complaint.controller_id) & WORKERS)


def check_work_complaint(user: Somebody, complaint: Complaint) -> None:
    """Raise unless somebody may work on a complaint."""
    check_see_complaint(user, complaint)
    if not can_work_complaint(user, complaint):
        raise PermissionDenied(_("You can read this complaint. Only caseworkers and DPOs can work on it."))


def can_answer_complaint(user: Somebody, complaint: Complaint) -> bool:
    """Answer whether somebody may decide how a complaint ends."""
    return Role.DPO in roles_of(user, complaint.controller_id)


def check_answer_complaint(user: Somebody, complaint: Complaint) -> None:
    """Raise unless somebody may decide how a complaint ends: a DPO."""
    check_see_complaint(user, complaint)
    if not can_answer_complaint(user, complaint):
        raise PermissionDenied(_("Only a DPO can answer a complaint."))
