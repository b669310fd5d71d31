"""Sealed values: they open where they were sealed, and nowhere else."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsar.crypto.sealed import PREFIX, CannotOpen, Key, Place, Sealed, open_sealed, seal

KEY = Key(UUID(int=1), bytes(range(32)))
PLACE = Place("dsar_person", "name", UUID(int=7))
TOKEN = seal("Ada Quill, 4 Harbour Row", KEY, PLACE).token


@given(st.text(), st.uuids())
def test_what_is_sealed_opens_again(text: str, row: UUID) -> None:
    place = replace(PLACE, row=row)
    assert open_sealed(seal(text, KEY, place), KEY, place) == text


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(PLACE, table="dsar_draft"),
        replace(PLACE, field="email"),
        replace(PLACE, row=UUID(int=8)),
        Place("dsar_person|name", "", UUID(int=7)),
    ],
)
def test_a_value_moved_elsewhere_does_not_open(elsewhere: Place) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(seal("Ada Quill", KEY, PLACE), KEY, elsewhere)


def test_another_key_does_not_open_it_even_under_the_same_id() -> None:
    sealed = seal("Ada Quill", KEY, PLACE)
    for other in (Key(uuid4(), KEY.secret), Key(KEY.id, bytes(32))):
        with pytest.raises(CannotOpen):
            open_sealed(sealed, other, PLACE)


@given(st.integers(len(PREFIX) + 33, len(TOKEN) - 2), st.sampled_from("AbZ09_-"))
def test_one_altered_sign_is_noticed(at: int, sign: str) -> None:
    altered = TOKEN[:at] + ("x" if TOKEN[at] == sign else sign) + TOKEN[at + 1 :]
    with pytest.raises(CannotOpen):
        open_sealed(Sealed(altered), KEY, PLACE)


@pytest.mark.parametrize(
    "text", ["", "Ada Quill", "a12s:", "a12s:zz:AAAA", f"a12s:{'0' * 32}:short", "a12s:x\n"]
)
def test_plain_text_is_no_sealed_value(text: str) -> None:
    with pytest.raises(ValueError, match="not a sealed value"):
        Sealed(text)


def test_the_same_text_never_seals_to_the_same_bytes() -> None:
    assert len({seal("Ada Quill", KEY, PLACE).token for _ in range(200)}) == 200


def test_no_repr_shows_a_secret() -> None:
    sealed = seal("Ada Quill", KEY, PLACE)
    assert sealed.token not in repr(sealed)
    assert repr(KEY.secret) not in repr(KEY)
    assert sealed.key_id == KEY.id


def test_a_key_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32"):
        Key(uuid4(), b"short")
