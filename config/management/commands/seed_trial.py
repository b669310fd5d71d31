"""Furnish a trial: the demo office, its CRM and staff records, its staff; says how to sign in."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo import cases, crm, hr, office, sign_ins
from dsar.models import Controller


class Command(BaseCommand):
    """Makes what is missing, changes nothing that is there; refuses outside a trial."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed and print the demo sign-ins."""
        if not settings.TRIAL:
            raise CommandError("This furnishes a trial only: set A12_ENV=trial, or use `make run`.")
        crm_owner, crm_reader = _addresses("TRIAL_CRM", "CRM’s database")
        hr_owner, hr_reader = _addresses("TRIAL_HR", "database of the staff records")
        crm.load(crm_owner)
        hr.load(hr_owner)
        now = timezone.now()
        controller = Controller.objects.filter(slug=office.SLUG).first() or office.furnish(now)
        office.connect_crm(controller, crm_reader, now)
        office.connect_hr(controller, hr_reader, now)
        cases.furnish(controller, now)
        folder = settings.TRIAL_MAIL_DIR.parent
        word = sign_ins.enable(folder)
        self.stdout.write(f"Demo sign-ins, all with the password  {word}")
        for colleague in office.STAFF:
            self.stdout.write(f"  {colleague.role.value:<11} {colleague.mailbox}")
        self.stdout.write(f"Their six-digit codes: {settings.BASE_URL}/trial/codes/")


def _addresses(name: str, what: str) -> tuple[str, str]:
    """Return the owner's and the reader's address of a source from the environment."""
    owner, reader = os.environ.get(f"{name}_OWNER_URL"), os.environ.get(f"{name}_URL")
    if owner is None or reader is None:
        raise CommandError(f"Set {name}_OWNER_URL and {name}_URL to the {what}.")
    return owner, reader
