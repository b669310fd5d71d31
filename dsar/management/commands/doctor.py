"""Say whether the house is whole: cases, clocks, files, packages, outbox, leases, log."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dsar.services.doctor import examine


class Command(BaseCommand):
    """Prints one line for each thing that ought not to be; with ``--strict`` any line is a failure."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--strict``."""
        parser.add_argument(
            "--strict", action="store_true", help="look closer, and exit 1 when anything is wrong"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Examine and report."""
        found = list(examine(timezone.now(), strict=options["strict"]))
        for line in found:
            self.stdout.write(line)
        if not found:
            self.stdout.write("The house is whole.")
        elif options["strict"]:
            sys.exit(1)
