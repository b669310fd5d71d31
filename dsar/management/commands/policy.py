"""The policy of a controller, as a TOML file: load it, show it, check it.

``load FILE`` creates the controller or changes it, says what changed line by line, and does all of it or
nothing; ``--dry-run`` says what it would do. ``show SLUG`` writes the policy as a file again. ``check FILE``
reads a file and says what is wrong with it; it needs no database. The format: docs/policies.md.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dsar.models import Controller
from dsar.services.errors import Refused
from dsar.services.policies.loading import Loaded, load
from dsar.services.policies.reading import read_file
from dsar.services.policies.stored import policy_of
from dsar.services.policies.writing import written


class Command(BaseCommand):
    """Exit status 1 when something was refused."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, and with which file or controller."""
        parser.add_argument("what", choices=["load", "show", "check"])
        parser.add_argument("which", metavar="FILE|SLUG", help="the policy file; for show the controller")
        parser.add_argument("--dry-run", action="store_true", help="with load: say what it would change")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        try:
            match options["what"]:
                case "load":
                    self._load(Path(options["which"]), dry_run=options["dry_run"])
                case "check":
                    policy = read_file(Path(options["which"]))
                    size = f"{policy.slug}, {len(policy.systems)} systems"
                    self.stdout.write(f"{policy.file}: nothing is wrong with it ({size}).")
                case _:
                    self._show(options["which"])
        except Refused as refused:
            self.stderr.write(str(refused))
            sys.exit(1)

    def _load(self, path: Path, *, dry_run: bool) -> None:
        policy = read_file(path)
        done = load(policy, now=timezone.now(), dry_run=dry_run)
        if done.created:
            self.stdout.write(f"{policy.slug}: a new controller, {len(policy.systems)} systems")
        for change in done.changes:
            self.stdout.write(f"{policy.slug}: {change}")
        self.stdout.write(self._summary(done, dry_run=dry_run))

    @staticmethod
    def _summary(done: Loaded, *, dry_run: bool) -> str:
        if not done.written:
            return "Nothing changes."
        if dry_run:
            return "A dry run: nothing was written."
        if not done.created and not done.changes:
            return "Loaded: the file is another one, and says the same."
        return "Loaded. Cases that are open keep the policy that they were opened with."

    def _show(self, slug: str) -> None:
        controller = Controller.objects.filter(slug=slug).first()
        if controller is None:
            known = ", ".join(Controller.objects.order_by("slug").values_list("slug", flat=True))
            raise Refused(f"There is no controller “{slug}”. Known here: {known or 'none yet'}.")
        self.stdout.write(written(policy_of(controller)), ending="")
