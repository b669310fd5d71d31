"""Furnish a trial: the demo office, its CRM database, its staff; says how to sign in."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo import cases, office, sign_ins
from config.demo.crm.loading import load
from dsar.models import Controller


class Command(BaseCommand):
    """Makes what is missing, changes nothing that is there; refuses outside a trial."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed and print the demo sign-ins."""
        if not settings.TRIAL:
            raise CommandError("This furnishes a trial only: set A12_ENV=trial, or use `make run`.")
        crm_owner, crm_reader = os.environ.get("TRIAL_CRM_OWNER_URL"), os.environ.get("TRIAL_CRM_URL")
        if crm_owner is None or crm_reader is None:
            raise CommandError("Set TRIAL_CRM_OWNER_URL and TRIAL_CRM_URL to the CRM’s database.")
        load(crm_owner)
        now = timezone.now()
        controller = Controller.objects.filter(slug=office.SLUG).first() or office.furnish(now)
        office.connect_crm(controller, crm_reader, now)
        cases.furnish(controller, now)
        folder = settings.TRIAL_MAIL_DIR.parent
        word = sign_ins.enable(folder)
        self.stdout.write(f"Demo sign-ins, all with the password  {word}")
        for colleague in office.STAFF:
            self.stdout.write(f"  {colleague.role.value:<11} {colleague.mailbox}")
        self.stdout.write(f"Their six-digit codes: {settings.BASE_URL}/trial/codes/")
