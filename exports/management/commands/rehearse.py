"""Try a data map: search a database for one person and write the package they would get, without a case.

Needs no database of the product and no broker. The package is marked as a rehearsal; only its owner can
read the file. Several maps with their databases: repeat --dataset and --database-url, in the same order.
In production a --reason is asked for, and the rehearsal is logged.
"""

import getpass
import logging
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from exports.rehearsal.asked import Asked, Rehearsed, Unusable, identities_of
from exports.rehearsal.rehearse import Outcome, rehearse
from exports.sources.base import Identity

logger = logging.getLogger("exports.rehearsal")
_EXCUSED = ("trial", "test")


class Command(BaseCommand):
    """Exit status: 0 when the package is whole, 1 when something could not be searched or nothing written."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take maps with their databases, identities, and where to write."""
        parser.add_argument("--dataset", action="append", required=True, metavar="FILE", help="the data map")
        parser.add_argument(
            "--database-url",
            action="append",
            required=True,
            metavar="URL",
            help="postgresql://, mysql://, sqlite:///, csv:///, xlsx:/// or folder:///",
        )
        parser.add_argument(
            "--identity",
            action="append",
            required=True,
            metavar="KIND=VALUE",
            help="email=jane@example.org, phone_number=..., customer_number=..., external_id=...",
        )
        parser.add_argument("--output", required=True, metavar="FILE.zip", help="the file to write")
        parser.add_argument("--reason", default="", help="why, in production")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rehearse, and say what was found and what was not."""
        try:
            reason = " ".join(options["reason"].split())
            if _in_production() and not reason:
                raise Unusable("This is production: say why with --reason; the rehearsal is logged.")
            asked, identities = self._asked(options)
            output = Path(options["output"])
            if _in_production():
                _log(asked, identities, reason)
            as_of = timezone.now().astimezone(UTC).replace(microsecond=0)
            outcome = rehearse(asked, identities, output, as_of=as_of, language=settings.LANGUAGE_CODE)
        except Unusable as error:
            self.stderr.write(str(error))
            sys.exit(1)
        self._tell(outcome, output)

    def _asked(self, options: dict[str, Any]) -> tuple[list[Asked], list[Identity]]:
        maps, addresses = options["dataset"], options["database_url"]
        if len(maps) != len(addresses):
            raise Unusable("Name one --database-url for each --dataset, in the same order.")
        identities = identities_of(options["identity"])
        pairs = zip(maps, addresses, strict=True)
        return [Rehearsed(Path(path), address).opened() for path, address in pairs], identities

    def _tell(self, outcome: Outcome, output: Path) -> None:
        self.stdout.write(f"{output}: {outcome.rows} rows, {outcome.files} files. Rehearsal: not an answer.")
        if outcome.not_covered:
            self.stdout.write(f"Not covered: {outcome.not_covered}; the index says what.")
        for sentence in outcome.failed:
            self.stderr.write(sentence)
        if outcome.failed:
            sys.exit(1)


def _in_production() -> bool:
    """Whether this is an installation that serves: a bare checkout, of which nothing is set, is none."""
    named = "A12_ENV" in os.environ or bool(settings.MASTER_KEYS)
    return settings.A12_ENV not in _EXCUSED and named


def _log(asked: Sequence[Asked], identities: Sequence[Identity], reason: str) -> None:
    """Log who rehearsed what and why; neither the identity nor an address."""
    logger.warning(
        "rehearsal by %s of %s, searched by %s: %s",
        getpass.getuser(),
        ", ".join(f"{one.title} ({one.data_map.version[:12]})" for one in asked),
        ", ".join(identity.kind for identity in identities),
        reason,
    )
