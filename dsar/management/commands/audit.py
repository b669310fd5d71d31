"""Prove that the log is whole (``audit verify``), or sign its heads (``audit checkpoint``)."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dsar.audit.checkpoint import make_checkpoint
from dsar.audit.verify import verify


class Command(BaseCommand):
    """Names the first bad event of every chain that was tampered with, and then exits 1."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what to do, and one chain to look at."""
        parser.add_argument("what", choices=["verify", "checkpoint"])
        parser.add_argument("--chain", default=None, help="verify this chain alone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, or make a checkpoint."""
        if options["what"] == "checkpoint":
            point = make_checkpoint(timezone.now())
            self.stdout.write(f"Signed the heads of {len(point.heads)} chains.")
            return
        faults = list(verify(options["chain"]))
        for fault in faults:
            self.stdout.write(str(fault))
        if faults:
            sys.exit(1)
        self.stdout.write("The log is whole.")
