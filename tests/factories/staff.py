"""Members of staff before a browser: signed in, with a second factor, as the desk demands."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.test import Client
from django.urls import reverse

from dsar.enums import Role
from dsar.models import Controller, Membership, User
from tests.factories.office import staff


def signed_in(user: User, *, fresh: bool = False) -> Client:
    """A client signed in as a member of staff; ``fresh`` means that they proved it again just now."""
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())
    # Roles given since the row was read end sessions: sign in with the account as it now is.
    user.refresh_from_db(fields=["access_version"])
    client = Client()
    client.force_login(user)
    if fresh:
        client.post(reverse("mfa_reauthenticate"), {"code": code_of(user)})
    return client


def code_of(user: User) -> str:
    """The six digits that the second factor of a member of staff shows now; each is good once."""
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    secret = get_adapter().decrypt(row.data["secret"])
    return str(format_hotp_value(hotp_value(secret, next(iter(counters())))))


def client_of(role: Role, *, fresh: bool = False) -> Client:
    """A client of the member of the demo staff with a role."""
    return signed_in(staff(role), fresh=fresh)


def a_colleague(controller: Controller, role: Role, mailbox: str = "") -> User:
    """Another member of staff of a controller."""
    address = mailbox or f"{role}-2@{controller.slug}.example.org"
    user = User.objects.create_user(address, name=f"Second {role}")
    Membership.objects.create(user=user, controller=controller, role=role)
    return user


def another_controller(slug: str = "birch") -> Controller:
    """A second controller with the policy of the first."""
    first = Controller.objects.get(slug="alder")
    return Controller.objects.create(
        slug=slug,
        name="Birch Lending",
        legal_name="Birch Lending Ltd",
        address="2 Example Street\nAnytown\nAN1 1AA",
        dpo_email=f"dpo@{slug}.example.org",
        opened_at=first.opened_at,
    )
