"""Write the diagram of every right's states into docs/states.md, or check that it is up to date."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dsar.enums import Right
from dsar.labels import RIGHTS
from dsar.states import TABLE, diagram, from_many


def document() -> str:
    """Return the whole page: one diagram for each right that the table knows."""
    lines = [
        "# The states of a case",
        "",
        "Generated from `dsar/states/table.py` by `manage.py states`; a test keeps it up to date.",
        "",
    ]
    for right in Right:
        if any(row.right == right for row in TABLE):
            lines += [f"## {RIGHTS[right]}", "", "```mermaid", diagram(right).rstrip(), "```", ""]
            if many := from_many(right):
                lines += ["From many statuses:", "", *many, ""]
    return "\n".join(lines)


class Command(BaseCommand):
    """Needs no database."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--check``."""
        parser.add_argument(
            "--check", action="store_true", help="change nothing, exit 1 when it is out of date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write or check the page."""
        path = Path(settings.BASE_DIR) / "docs" / "states.md"
        if not options["check"]:
            path.write_text(document())
        elif not path.exists() or path.read_text() != document():
            self.stderr.write("docs/states.md is out of date: run `manage.py states`.")
            sys.exit(1)
