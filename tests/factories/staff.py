"""Members of staff before a browser: signed in, with a second factor, as the desk demands."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from dsar.enums import Role
from dsar.models import Controller, Membership, User
from tests.factories.office import staff


def signed_in(user: User, *, fresh: bool = False) -> Client:
    """A client signed in as a member of staff; ``fresh`` means that they proved it again just now."""
    if not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())
    client = Client()
    client.force_login(user)
    if fresh:
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": time.time(), "reauthenticated": True}
        ]
        session.save()
    return client


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
