"""Furnish a trial: five controllers with staff, databases and a full office; says how to sign in."""

import os
from collections.abc import Mapping
from datetime import datetime
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from config.demo import mailed, offices, pool, sign_ins, sources
from dsar.models import Controller


class Command(BaseCommand):
    """Makes what is missing, changes nothing that is there; refuses outside a trial."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how far to go."""
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--people", action="store_true", help="controllers and staff only")
        only.add_argument("--databases", action="store_true", help="the databases of the controllers only")

    def handle(self, *args: Any, people: bool, databases: bool, **options: Any) -> None:
        """Furnish the controllers and print the demo sign-ins, or fill the office."""
        if not settings.TRIAL:
            raise CommandError("This furnishes a trial only: set A12_ENV=trial, or use `make run`.")
        if databases:
            self._load()
            return
        now = timezone.now()
        controllers = offices.furnish(now)
        if people:
            self._say_sign_ins(sign_ins.enable(settings.TRIAL_MAIL_DIR.parent))
        else:
            self._fill(controllers, now)

    def _fill(self, controllers: Mapping[str, Controller], now: datetime) -> None:
        began = monotonic()
        readers = {each.database: _address(each.database, "_URL") for each in sources.SHELVES}
        offices.connect(controllers, readers, now)
        self._load()
        parts = self._stories(now)
        mailed.dated(settings.TRIAL_MAIL_DIR)
        took = ", ".join(f"{name} {part:.0f} s" for name, part, _came_to in parts)
        self.stdout.write(f"The office was furnished in {monotonic() - began:.0f} s ({took}).")

    def _load(self) -> None:
        """Load the databases one after the other: the product may be made beside, on another core."""
        for each in sources.SHELVES:
            pool.load(each.database, _address(each.database, "_OWNER_URL"))

    def _stories(self, now: datetime) -> list[pool.Timed]:
        """Have the stories told, the controller with the most of them first."""
        return pool.in_parallel(pool.tell, [(slug,) for slug in offices.SLUGS], now)

    def _say_sign_ins(self, word: str) -> None:
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
