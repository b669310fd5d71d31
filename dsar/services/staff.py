"""Members of staff: their accounts, their roles, and the systems that they hold."""

from collections.abc import Sequence
from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from dsar.audit import record
from dsar.enums import EventType, Role
from dsar.models import Controller, Membership, User
from dsar.services.errors import Refused

#: The roles that staff can hold; the others are the house's own and the requester's.
ROLES = (Role.CASEWORKER, Role.DPO, Role.HOLDER, Role.AUDITOR, Role.MANAGER)


@transaction.atomic
def add(
    email: str, name: str, controller: Controller, roles: Sequence[Role], *, now: datetime
) -> tuple[User, list[Role]]:
    """Make an account where there is none, and give it roles; returns it with the roles that are new.

    A new account has no password: it is set by the link of ``password_link``, or typed by whoever makes it.
    """
    address = _checked(email)
    user = User.objects.filter(email=address).first()
    if user is None:
        if not name.strip():
            raise Refused(_("Say the name of the new member of staff."))
        user = User.objects.create_user(address, name=name.strip())
    elif not user.is_active:
        raise Refused(_("The account %(email)s is closed.") % {"email": address})
    # Whoever runs the command vouches for the mailbox; a second factor cannot be set up without that.
    EmailAddress.objects.get_or_create(user=user, email=address, defaults={"verified": True, "primary": True})
    new = [role for role in dict.fromkeys(roles) if _give(user, controller, role, now)]
    link_holders(controller)
    return user, new


@transaction.atomic
def remove_role(email: str, controller: Controller, role: Role, *, now: datetime) -> User:
    """Take a role away; their sessions end, and a system they hold no longer names their account."""
    user = User.objects.filter(email=email.strip().lower()).first()
    words = {"email": email, "role": role, "controller": controller.slug}
    if user is None:
        raise Refused(_("There is no account %(email)s.") % words)
    deleted, _rows = Membership.objects.filter(user=user, controller=controller, role=role).delete()
    if not deleted:
        raise Refused(_("%(email)s is not %(role)s of %(controller)s.") % words)
    _record(user, controller, {"key": "staff.role", "what": "removed", "role": role}, now)
    link_holders(controller)
    return user


def link_holders(controller: Controller) -> None:
    """Tie each system to the account of its holder's address, where that account holds the role."""
    holders = User.objects.filter(
        is_active=True, memberships__controller=controller, memberships__role=Role.HOLDER
    )
    accounts = {user.email.lower(): user for user in holders}
    for system in controller.systems.all():
        wanted = accounts.get(system.holder_email.lower())
        if system.holder != wanted:
            system.holder = wanted
            system.save(update_fields=["holder"])


def set_password(user: User, password: str, *, now: datetime) -> None:
    """Give an account a password that was typed; every session of theirs ends."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    _record(user, None, {"key": "staff.password", "what": "changed"}, now)


def password_link(user: User, *, now: datetime) -> str:
    """Return the address at which somebody sets their password: once, and within days."""
    _record(user, None, {"key": "staff.password_link", "what": "added"}, now)
    names = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return f"{settings.BASE_URL}{reverse('account_reset_password_from_key', kwargs=names)}"


def _checked(email: str) -> str:
    try:
        validate_email(email.strip())
    except ValidationError as error:
        raise Refused(_("“%(email)s” is not an e-mail address.") % {"email": email}) from error
    return email.strip().lower()


def _give(user: User, controller: Controller, role: Role, now: datetime) -> bool:
    _row, created = Membership.objects.get_or_create(user=user, controller=controller, role=role)
    if created:
        _record(user, controller, {"key": "staff.role", "what": "added", "role": role}, now)
    return created


def _record(user: User, controller: Controller | None, data: dict[str, str], now: datetime) -> None:
    record(EventType.SETTING_CHANGED, at=now, controller=controller, data=data | {"user": str(user.pk)})
