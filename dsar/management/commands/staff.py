"""Members of staff and their roles: there is no sign-up, so accounts are made here.

``add EMAIL --name NAME --controller SLUG --role ROLE`` (roles may be repeated) makes the account where there
is none, gives the roles, and prints a link at which the password is set once; ``--type-password`` asks for it
instead. ``link EMAIL`` prints a new link. ``list`` shows who holds which roles. ``remove-role EMAIL
--controller SLUG --role ROLE`` takes roles away. The second factor is set up at the first sign-in.
"""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from dsar.enums import Role
from dsar.labels import ROLES as NAMES
from dsar.models import Controller, Membership, User
from dsar.services import staff
from dsar.services.errors import Refused


class Command(BaseCommand):
    """Exit status 1 when something was refused."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, with whom, for which controller, in which roles; never a password."""
        parser.add_argument("what", choices=["add", "link", "list", "remove-role"])
        parser.add_argument("email", nargs="?", default="", help="the address with which they sign in")
        parser.add_argument("--name", default="", help="as colleagues read it")
        parser.add_argument("--controller", metavar="SLUG", default="", help="its short name in addresses")
        parser.add_argument(
            "--role", action="append", default=[], choices=[role.value for role in staff.ROLES]
        )
        parser.add_argument("--type-password", action="store_true", help="ask for the password here")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        try:
            match options["what"]:
                case "add":
                    self._add(options)
                case "link":
                    self._link(self._account(options["email"]))
                case "remove-role":
                    self._remove(options)
                case _:
                    self._list(options["controller"])
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(1)

    def _add(self, options: dict[str, Any]) -> None:
        controller, roles = self._controller(options["controller"]), self._roles(options)
        password = _typed() if options["type_password"] else ""
        with transaction.atomic():
            user, new = staff.add(options["email"], options["name"], controller, roles, now=timezone.now())
            if password:
                staff.set_password(user, password, now=timezone.now())
        for role in roles:
            self.stdout.write(
                f"{user.email} {'is now' if role in new else 'was already'} {role} of {controller.slug}"
            )
        if password:
            self.stdout.write("The password is set.")
        elif not user.has_usable_password():
            self._link(user)

    def _link(self, user: User) -> None:
        hours = settings.PASSWORD_RESET_TIMEOUT // 3600
        self.stdout.write(f"{user.name} sets the password here, once, within {hours} hours:")
        self.stdout.write(staff.password_link(user, now=timezone.now()))
        self.stdout.write("Give it to nobody else. The authenticator app is set up at the first sign-in.")

    def _remove(self, options: dict[str, Any]) -> None:
        controller = self._controller(options["controller"])
        for role in self._roles(options):
            user = staff.remove_role(options["email"], controller, role, now=timezone.now())
            self.stdout.write(f"{user.email} is no longer {role} of {controller.slug}")

    def _list(self, slug: str) -> None:
        rows = Membership.objects.select_related("user", "controller")
        rows = rows.order_by("controller__slug", "user__email", "role")
        for row in rows.filter(controller=self._controller(slug)) if slug else rows:
            marks = "" if row.user.has_usable_password() else ", no password yet"
            marks += "" if is_mfa_enabled(row.user) else ", no second factor yet"
            marks += "" if row.user.is_active else ", closed"
            role = NAMES[Role(row.role)]
            self.stdout.write(f"{row.controller.slug}  {role}  {row.user.email}  {row.user.name}{marks}")

    @staticmethod
    def _account(email: str) -> User:
        user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
        if user is None:
            raise Refused(f"There is no account “{email}”. Make one with add.")
        return user

    @staticmethod
    def _controller(slug: str) -> Controller:
        controller = Controller.objects.filter(slug=slug).first()
        if controller is None:
            known = ", ".join(Controller.objects.order_by("slug").values_list("slug", flat=True))
            raise Refused(
                f"There is no controller “{slug}”. Known here: {known or 'none yet; load a policy first'}."
            )
        return controller

    @staticmethod
    def _roles(options: dict[str, Any]) -> list[Role]:
        if not options["role"]:
            raise Refused("Say which roles: --role caseworker, and --role again for a further one.")
        return [Role(role) for role in options["role"]]


def _typed() -> str:
    """Ask for the password twice, without showing it."""
    password = getpass("Password: ")
    if getpass("The same again: ") != password:
        raise Refused("The two differ. Nothing was done.")
    if not password:
        raise Refused("No password was typed. Nothing was done.")
    return password
