"""Furnish a trial: five controllers with staff, databases and a full office; says how to sign in."""

import os
from datetime import datetime
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo import mailed, offices, pool, sign_ins, sources


class Command(BaseCommand):
    """Makes what is missing, changes nothing that is there; refuses outside a trial."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed and print the demo sign-ins."""
        if not settings.TRIAL:
            raise CommandError("This furnishes a trial only: set A12_ENV=trial, or use `make run`.")
        began, now = monotonic(), timezone.now()
        owners = {each.database: _address(each.database, "_OWNER_URL") for each in sources.SHELVES}
        readers = {each.database: _address(each.database, "_URL") for each in sources.SHELVES}
        controllers = offices.furnish(now)
        offices.connect(controllers, readers, now)
        word = sign_ins.enable(settings.TRIAL_MAIL_DIR.parent)
        parts = pool.in_parallel(pool.load, list(owners.items()))
        parts += self._stories(now)
        mailed.dated(settings.TRIAL_MAIL_DIR)
        self._say(parts, monotonic() - began, word)

    def _stories(self, now: datetime) -> list[pool.Timed]:
        """Have the stories told, the controller with the most of them first."""
        return pool.in_parallel(pool.tell, [(slug,) for slug in offices.SLUGS], now)

    def _say(self, parts: list[pool.Timed], seconds: float, word: str) -> None:
        took = ", ".join(f"{name} {part:.0f} s" for name, part, _came_to in parts)
        self.stdout.write(f"The office was furnished in {seconds:.0f} s ({took}).")
        self.stdout.write(f"Demo sign-ins, all with the password  {word}")
        for sign_in in sign_ins.posts():
            self.stdout.write(f"  {sign_in.controller:<26} {', '.join(sign_in.roles):<24} {sign_in.email}")
        self.stdout.write(f"Their six-digit codes: {settings.BASE_URL}/trial/codes/")


def _address(database: str, end: str) -> str:
    """Return an address of a source's database from the environment."""
    name = f"TRIAL_{database.upper()}{end}"
    found = os.environ.get(name)
    if found is None:
        raise CommandError(f"Set {name} to the address of the database {database}.")
    return found
