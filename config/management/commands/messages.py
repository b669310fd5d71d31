"""Write the catalogue of every text that can be translated, or check that the one that is kept has them all.

The texts themselves are British English, so the English catalogue translates nothing: it is what a
translation into another language begins with.
"""

import re
import shutil
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings

LANGUAGE = "en_GB"
CATALOGUE = Path("config") / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"
IGNORED = (".*", "var", "tests", "docs", "requirements*.txt", "config/locale", "*/migrations")
HEADER = """\
# Every text that can be translated, as `make messages` finds it. To begin a language, copy this file.
msgid ""
msgstr ""
"Language: en_GB\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
_ENTRY = re.compile(r'^(?:msgctxt|msgid|msgid_plural) ("(?:.*?)"(?:\n"(?:.*?)")*)$', re.MULTILINE)


def texts(catalogue: str) -> set[str]:
    """Return the texts of a catalogue, however their lines are broken."""
    return {"".join(re.findall(r'"(.*)"', found)) for found in _ENTRY.findall(catalogue)} - {""}


def extracted() -> str:
    """Return the catalogue as the code and the templates now have it, with a header of our own."""
    with TemporaryDirectory() as folder, override_settings(LOCALE_PATHS=[folder]):
        call_command(
            "makemessages",
            locale=[LANGUAGE],
            ignore_patterns=list(IGNORED),
            add_location="never",
            verbosity=0,
        )
        written = (Path(folder) / LANGUAGE / "LC_MESSAGES" / "django.po").read_text()
    return HEADER + written.partition("\n\n")[2]


class Command(BaseCommand):
    """Needs GNU gettext, and no database."""

    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--check``."""
        parser.add_argument(
            "--check", action="store_true", help="change nothing, exit 1 when it is out of date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the catalogue, or say what it lacks and what it holds too much."""
        if shutil.which("xgettext") is None:
            raise CommandError("GNU gettext is not installed: apt-get install gettext")
        path, now = Path(settings.BASE_DIR) / CATALOGUE, extracted()
        if not options["check"]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(now)
            return
        kept = texts(path.read_text()) if path.exists() else set()
        changed = sorted(texts(now) ^ kept)
        if changed:
            self.stderr.write(f"{CATALOGUE} is out of date by {len(changed)} texts: run `make messages`.")
            self.stderr.write("\n".join(changed[:10]))
            sys.exit(1)
