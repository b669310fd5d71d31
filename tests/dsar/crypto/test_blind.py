"""Blind tokens: the same for what people mean to be the same, and mute without the key."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsar.crypto.blind import TOKEN_BYTES, fold, name_tokens, token
from dsar.crypto.sealed import Key

KEY = Key(UUID(int=1), bytes(range(32)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ÉLODIE  Straße", "elodie strasse"),
        ("Zoë", "zoe"),
        ("İpek Işık", "ipek isik"),
        ("Øyvind Łukasz", "oyvind lukasz"),
        ("Ｆｕｌｌ ﬁ", "full fi"),
        ("\tA\u00a0B\n", "a b"),
        ("Ada.Quill@Example.ORG", "ada.quill@example.org"),
    ],
)
def test_fold(typed: str, meant: str) -> None:
    assert fold(typed) == meant


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_name_tokens_are_words_and_prefixes() -> None:
    assert name_tokens("Anne-Marie O’Brien-Ng") == ("anne", "ann", "marie", "mar", "obrien", "obr", "ng")
    assert name_tokens("  ") == ()
    assert name_tokens("Bo Bo") == ("bo",)
    assert name_tokens("李 小龙") == ("李", "小龙")


def test_a_token_depends_on_key_kind_and_value_only() -> None:
    found = token(KEY, "email", "ada@example.org")
    assert len(found) == TOKEN_BYTES
    assert found == token(KEY, "email", "ada@example.org")
    others = {
        token(KEY, "name", "ada@example.org"),
        token(KEY, "email", "ada@example.com"),
        token(Key(KEY.id, bytes(32)), "email", "ada@example.org"),
        token(KEY, "emailada", "@example.org"),
    }
    assert found not in others
    assert len(others) == 4


def test_the_token_is_the_one_of_the_standard() -> None:
    # HMAC-SHA256 over "name", NUL, "ada", worked out with openssl; stored tokens must never change.
    assert token(KEY, "name", "ada").hex() == "86c3bcea075941afbfc9f5983287bfd9"
