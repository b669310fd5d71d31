#!/usr/bin/env python
"""Run the commands of the installation; migrations run as the role that owns the tables."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command of the command line, `migrate` against the owner's database when one is set."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    arguments = list(sys.argv)
    owned = {"migrate", "sqlmigrate", "showmigrations"}
    chosen = any(argument.startswith("--database") for argument in arguments)
    if os.environ.get("DATABASE_OWNER_URL") and not chosen and arguments[1:2] and arguments[1] in owned:
        arguments.append("--database=owner")
    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
