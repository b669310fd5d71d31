"""The memory of opened keys is bounded, in number and in time."""

from uuid import UUID

from dsar.crypto.keyring import SECONDS, Keyring
from dsar.crypto.sealed import Key


def key(number: int) -> Key:
    return Key(UUID(int=number), number.to_bytes(32, "big"))


class Clock:
    """Seconds that pass when told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_key_is_forgotten_after_a_minute_however_often_it_is_used() -> None:
    clock = Clock()
    ring = Keyring(clock=clock)
    ring.put(key(1))
    clock.now += SECONDS - 1
    assert ring.get(UUID(int=1)) == key(1)
    clock.now += 1
    assert ring.get(UUID(int=1)) is None
    assert SECONDS <= 60


def test_the_least_used_key_goes_first() -> None:
    ring = Keyring(keys=2)
    ring.put(key(1))
    ring.put(key(2))
    assert ring.get(UUID(int=1)) == key(1)
    ring.put(key(3))
    assert ring.get(UUID(int=2)) is None
    assert ring.get(UUID(int=1)) == key(1)
    ring.drop([UUID(int=1), UUID(int=99)])
    assert ring.get(UUID(int=1)) is None
    assert ring.get(UUID(int=3)) == key(3)
