"""R8: the log is tampered with by its owner, in six ways; each is found, and the first bad event is named."""

import random
import time
from collections.abc import Callable
from datetime import timedelta

import psycopg

from dsar.audit import record
from dsar.audit.checkpoint import make_checkpoint
from dsar.audit.verify import verify
from dsar.enums import EventType
from tests.dsar.test_audit_commands import cut_tail
from tests.dsar.test_doctor import unguarded
from tests.factories.office import NOW, an_office
from tests.support.databases import CommittedDatabase
from tests.support.rounds import size
from tests.trials.conftest import figures

EACH = size(5, 50, 200)
EVENTS = 8


def change(owner: psycopg.Connection, chain: str, at: int) -> None:
    """Let an event say something else."""
    owner.execute(
        """UPDATE dsar_event SET occurred_on = occurred_on - 30, data = '{"n": "other"}'
           WHERE chain = %s AND sequence = %s""",
        [chain, at],
    )


def rehash(owner: psycopg.Connection, chain: str, at: int) -> None:
    """Compute text and hash of an event anew, as the trigger would have."""
    owner.execute(
        """UPDATE dsar_event e SET canonical = dsar_event_canonical(e), previous_hash = coalesce(
             (SELECT hash FROM dsar_event WHERE chain = e.chain AND sequence = e.sequence - 1),
             sha256(convert_to(e.chain, 'UTF8')))
           WHERE chain = %s AND sequence = %s""",
        [chain, at],
    )
    owner.execute(
        """UPDATE dsar_event SET hash = sha256(previous_hash || convert_to(canonical, 'UTF8'))
           WHERE chain = %s AND sequence = %s""",
        [chain, at],
    )


def changed(owner: psycopg.Connection, chain: str, at: int) -> int:
    change(owner, chain, at)
    return at


def changed_and_rehashed(owner: psycopg.Connection, chain: str, at: int) -> int:
    change(owner, chain, at)
    rehash(owner, chain, at)
    return at + 1


def deleted(owner: psycopg.Connection, chain: str, at: int) -> int:
    owner.execute("DELETE FROM dsar_event WHERE chain = %s AND sequence = %s", [chain, at])
    return at


def swapped(owner: psycopg.Connection, chain: str, at: int) -> int:
    for old, new in ((at, -1), (at + 1, at), (-1, at + 1)):
        owner.execute(
            "UPDATE dsar_event SET sequence = %s WHERE chain = %s AND sequence = %s", [new, chain, old]
        )
    return at


def tail_cut(owner: psycopg.Connection, chain: str, at: int) -> int:
    cut_tail(owner, chain, at)
    return at + 1


def rewritten_to_the_end(owner: psycopg.Connection, chain: str, at: int) -> int:
    """The whole rest of the chain, and its head: only the checkpoint knows better, by its last event."""
    change(owner, chain, at)
    for number in range(at, EVENTS + 1):
        rehash(owner, chain, number)
    cut_tail(owner, chain, EVENTS)
    return EVENTS


WAYS: list[Callable[[psycopg.Connection, str, int], int]] = [
    changed,
    changed_and_rehashed,
    deleted,
    swapped,
    tail_cut,
    rewritten_to_the_end,
]


def test_every_way_is_found_and_named(committed_db: CommittedDatabase) -> None:
    dice = random.Random(8)
    controller = an_office()
    chains = []
    for number in range(EACH * len(WAYS) + 3):
        at = NOW + timedelta(days=number)
        chains += [
            record(EventType.SIGNED_IN, at=at, controller=controller, data={"n": n}).chain
            for n in range(EVENTS)
        ][:1]
    assert list(verify()) == []
    make_checkpoint(NOW)
    expected: dict[str, int] = {}
    with unguarded(committed_db) as owner, owner.transaction():
        for number, chain in enumerate(chains[3:]):
            way = WAYS[number % len(WAYS)]
            expected[chain] = way(owner, chain, dice.randint(1, EVENTS - 1))
    begun = time.monotonic()
    found = {fault.chain: fault.sequence for fault in verify()}
    figures("R8", ways=len(WAYS), each=EACH, found=len(found), verify_s=round(time.monotonic() - begun, 2))
    assert found == expected
