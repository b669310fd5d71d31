"""Who may answer a complaint: a DPO who had no part in it, as long as there is one."""

from uuid import UUID

from django.utils.translation import gettext as _

from dsar.enums import Role
from dsar.models import Case, Complaint, Membership, User
from dsar.permissions import roles_of
from dsar.services.errors import Refused


def deciders_of(complaint: Complaint) -> set[UUID]:
    """Return who prepared, decided or released what is complained of; nobody where it is about no request."""
    if complaint.submission_id is None:
        return set()
    cases = Case.objects.filter(submission=complaint.submission_id)
    if complaint.case_id:
        cases = cases.filter(pk=complaint.case_id)
    rows = cases.values_list("prepared_by", "released_by", "resolution__decided_by")
    return {each for row in rows for each in row if each is not None}


def had_part(complaint: Complaint, user: User) -> bool:
    """Answer whether the record says that somebody had a part in what is complained of."""
    return user.pk in deciders_of(complaint)


def others(complaint: Complaint, user: User) -> list[str]:
    """Return the names of the other DPOs who had no part in what is complained of."""
    rows = Membership.objects.filter(
        controller=complaint.controller_id, role=Role.DPO, user__is_active=True
    ).exclude(user=user)
    found = rows.exclude(user__in=deciders_of(complaint)).order_by("user__name")
    return list(found.values_list("user__name", flat=True))


def check(complaint: Complaint, actor: User, *, part: bool, why: str) -> bool:
    """Return whether an answer by ``actor`` is independent; raise Refused where somebody else must give it.

    ``part`` is what they say of themselves; ``why`` is needed when they had one and nobody else is there.
    """
    if Role.DPO not in roles_of(actor, complaint.controller_id):
        raise Refused(_("Only a DPO can answer a complaint."))
    if not part and not had_part(complaint, actor):
        return True
    if names := others(complaint, actor):
        raise Refused(
            _("You had a part in what is complained of. Somebody else must answer: %(names)s.")
            % {"names": ", ".join(names)}
        )
    if not why:
        raise Refused(
            _("You had a part in what is complained of, and there is no other DPO. Say why you answer it.")
        )
    return False
