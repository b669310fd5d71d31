"""Say which contacts of a list must not be written to, so that an import does not bring anybody back."""

import csv
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dsar.models import Controller
from dsar.services import effects


class Command(BaseCommand):
    """Reads a CSV file (or ``-``) whose first column, or the column named, holds addresses or numbers."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the controller, the file, the column and the purpose."""
        parser.add_argument("controller", help="the controller's short name, as in its address")
        parser.add_argument("file", help="a CSV file in UTF-8, or - to read from standard input")
        parser.add_argument("--column", help="the name of the column; then the first line holds the names")
        parser.add_argument("--purpose", choices=["marketing", "consent"], default="marketing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each contact of the file that stands on the list, one a line."""
        controller = Controller.objects.filter(slug=options["controller"]).first()
        if controller is None:
            raise CommandError(f"There is no controller “{options['controller']}”. See `manage.py policy`.")
        found = 0
        for contact in _contacts(options["file"], options["column"]):
            kind = "email" if "@" in contact else "phone"
            if effects.is_suppressed(controller, kind, contact, purpose=options["purpose"]):
                found += 1
                self.stdout.write(contact)
        self.stderr.write(f"{found} must not be used.")


def _contacts(file: str, column: str | None) -> list[str]:
    """Return the contacts of a file, without the empty ones."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read as a text in UTF-8: {error}") from None
    rows = [row for row in csv.reader(text.splitlines()) if row]
    if not column:
        return [row[0].strip() for row in rows if row[0].strip()]
    if not rows or column not in rows[0]:
        raise CommandError(f"The first line of {file} names no column “{column}”.")
    at = rows[0].index(column)
    return [row[at].strip() for row in rows[1:] if len(row) > at and row[at].strip()]
