"""Master keys: read from the environment, current first, never shown."""

from base64 import b64encode, urlsafe_b64encode
from uuid import UUID

import pytest

from dsar.crypto.master import BadMasterKeysError, MasterKeys, UnknownMasterKeyError
from dsar.crypto.sealed import CannotOpen

OLD, NEW = bytes(range(32)), bytes(range(100, 132))
DATA, KEY_ID = bytes(range(200, 232)), UUID(int=5)


def text(**keys: bytes) -> str:
    return ",".join(f"{name}:{b64encode(secret).decode()}" for name, secret in keys.items())


def test_the_first_is_current_and_the_others_still_open() -> None:
    before = MasterKeys.parse(text(old=OLD))
    blob = before.wrap(DATA, KEY_ID)
    after = MasterKeys.parse(text(new=NEW, old=OLD))
    assert after.current == "new"
    assert after.ids == ("new", "old")
    assert after.unwrap(blob, KEY_ID) == DATA
    assert MasterKeys.id_of(after.wrap(DATA, KEY_ID)) == "new"
    assert DATA not in blob


def test_a_missing_master_key_is_named() -> None:
    blob = MasterKeys.parse(text(old=OLD)).wrap(DATA, KEY_ID)
    with pytest.raises(UnknownMasterKeyError, match="Add old to MASTER_KEYS"):
        MasterKeys.parse(text(new=NEW)).unwrap(blob, KEY_ID)


def test_a_wrapped_key_belongs_to_its_id() -> None:
    masters = MasterKeys.parse(text(a=OLD))
    blob = masters.wrap(DATA, KEY_ID)
    for bad_blob, bad_id in ((blob, UUID(int=6)), (blob[:-1] + b"\x00", KEY_ID), (blob[:9], KEY_ID)):
        with pytest.raises(CannotOpen):
            masters.unwrap(bad_blob, bad_id)
    for foreign in (b"", b"\x01", b"\x09abc"):
        with pytest.raises(CannotOpen):
            masters.unwrap(foreign, KEY_ID)


def test_another_secret_under_the_same_id_says_so() -> None:
    blob = MasterKeys.parse(text(a=OLD)).wrap(DATA, KEY_ID)
    with pytest.raises(CannotOpen, match="another secret"):
        MasterKeys.parse(text(a=NEW)).unwrap(blob, KEY_ID)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("", "entry 1"),
        ("no-colon", "not base64|0 bytes|entry"),
        ("a:!!!", "not base64"),
        (f"a:{b64encode(b'short').decode()}", "5 bytes, it needs 32"),
        (f"a:{b64encode(bytes(32)).decode()}", "one repeated byte"),
        (text(a=OLD) + "," + text(a=NEW), "given twice"),
        (text(a=OLD) + ",", "entry 2"),
        ("über:AAAA", "entry 1"),
    ],
)
def test_a_bad_setting_says_what_is_wrong_and_no_secret(bad: str, why: str) -> None:
    with pytest.raises(BadMasterKeysError, match=why) as caught:
        MasterKeys.parse(bad)
    assert b64encode(OLD).decode() not in str(caught.value)


def test_url_safe_base64_and_spaces_are_read_too() -> None:
    secret = bytes([251, 255] * 16)
    masters = MasterKeys.parse(f" a:{urlsafe_b64encode(secret).decode()} ")
    assert masters.unwrap(masters.wrap(DATA, KEY_ID), KEY_ID) == DATA
    assert "251" not in repr(masters)
    assert repr(secret) not in repr(masters)
