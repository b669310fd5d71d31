"""The catalogue of texts: it reads whole entries, and a language made from it is taken up."""

import shutil
import subprocess
from pathlib import Path

import pytest

from config.management.commands.messages import CATALOGUE, HEADER, texts
from tests.support.bed import ROOT

ENTRIES = f"""{HEADER}msgid "Today"
msgstr ""

msgctxt "date"
msgid "j F Y"
msgstr ""

msgid ""
"A long one "
"on two lines"
msgstr ""

msgid "%(days)d day"
msgid_plural "%(days)d days"
msgstr[0] ""
msgstr[1] ""
"""


def test_entries_are_read_whole_however_their_lines_are_broken() -> None:
    assert texts(ENTRIES) == {
        *("Today", "date", "j F Y", "A long one on two lines", "%(days)d day", "%(days)d days")
    }


def test_what_a_requester_reads_on_page_mail_letter_and_form_is_in_it() -> None:
    kept = texts((ROOT / CATALOGUE).read_text())
    for said in (
        "What would you like us to do?",
        "Your request",
        "Thank you. Your request reached us on %(received_on)s. You asked us %(right)s.",
        "You asked us on %(day)s %(what)s.",
        "We look for your data.",
    ):
        assert said in kept, said


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="GNU gettext is not installed")
def test_it_is_a_catalogue_that_gettext_takes(tmp_path: Path) -> None:
    out = tmp_path / "django.mo"
    subprocess.run(["msgfmt", "--check", "-o", str(out), str(ROOT / CATALOGUE)], check=True)
    assert out.exists()
