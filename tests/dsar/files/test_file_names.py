"""Names from strangers: the last component, printable, of bounded length."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsar.services.file_names import LONGEST, clean_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("passport.pdf", "passport.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ada\\Desktop\\scan 1.png", "scan 1.png"),
        ("/etc/", "etc"),
        ("..", "file"),
        ("", "file"),
        (None, "file"),
        (" . ", "file"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("x\u2066y\u2069\ufeff.txt", "xy.txt"),
        ("\ud800odd.txt", "odd.txt"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("two   spaces.pdf", "two spaces.pdf"),
        (".htaccess", "htaccess"),
        ("a" * 40_000 + ".jpeg", "a" * 195 + ".jpeg"),
        ("a." + "b" * 300, "a." + "b" * 198),
    ],
)
def test_clean_name(given_name: str | None, kept: str) -> None:
    assert clean_name(given_name) == kept


@given(st.text(st.characters(), max_size=500))
def test_any_name_is_made_harmless(given_name: str) -> None:
    name = clean_name(given_name)
    assert 1 <= len(name) <= LONGEST
    assert not {"/", "\\", "\x00", "\n"} & set(name)
    assert not any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in name)
    assert name not in {".", ".."}
    assert clean_name(name) == name
