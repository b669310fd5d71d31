"""Proving that the log is whole, link by link, head by head, up to the last signed checkpoint."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from dsar.audit.canonical import fault_of, first_link
from dsar.audit.checkpoint import signature_holds
from dsar.models import ChainHead, Checkpoint, Event


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the log: which chain, which event (0: the chain as a whole), and what."""

    chain: str
    sequence: int
    event_id: str
    what: str

    def __str__(self) -> str:
        where = f"event {self.sequence} ({self.event_id})" if self.sequence else "the chain"
        return f"{self.chain}: {where}: {self.what}"


def _chain_faults(chain: str, events: Iterator[Event]) -> tuple[Fault | None, int, bytes]:
    """Return the first fault of one chain, with the sequence and hash that its good part ends in."""
    sequence, previous = 0, first_link(chain)
    for event in events:
        what = fault_of(event, sequence + 1, previous)
        if what is not None:
            return Fault(chain, sequence + 1, str(event.id), what), sequence, previous
        sequence, previous = event.sequence, bytes(event.hash or b"")
    return None, sequence, previous


def verify(chain: str | None = None) -> Iterator[Fault]:
    """Yield the first fault of every chain that has one (all chains, or the one named)."""
    wanted = Q() if chain is None else Q(chain=chain)
    heads = {head.chain: head for head in ChainHead.objects.filter(wanted)}
    told = Event.objects.filter(wanted).order_by().values_list("chain", flat=True).distinct()
    names = set(told) | set(heads)
    ends: dict[str, int] = {}
    named: set[str] = set()
    for name in sorted(names):
        events = Event.objects.filter(chain=name).order_by("sequence").iterator(chunk_size=500)
        fault, sequence, digest = _chain_faults(name, events)
        fault = fault or _head_fault(name, heads.get(name), sequence, digest)
        if fault is None:
            ends[name] = sequence
        else:
            named.add(fault.chain)
            yield fault
    yield from _checkpoint_faults(lambda name: chain in (None, name) and name not in named, ends)


def _head_fault(name: str, head: ChainHead | None, sequence: int, digest: bytes) -> Fault | None:
    """Return what is wrong with the head of a chain whose events are whole, or None."""
    if head is None:
        return Fault(name, 0, "", "its head is missing")
    if (head.sequence, bytes(head.hash)) != (sequence, digest):
        return Fault(name, sequence + 1, "", f"the head says {head.sequence} events, {sequence} are there")
    return None


def _checkpoint_faults(wanted: Callable[[str], bool], ends: dict[str, int]) -> Iterator[Fault]:
    """Yield what contradicts the last checkpoint: a bad signature, or a chain shorter than it was.

    ``ends`` is how long each chain is that is whole by itself; the others were named already.
    """
    point = Checkpoint.objects.order_by("made_at").last()
    if point is None:
        return
    if not signature_holds(point):
        yield Fault("checkpoint", 0, str(point.id), "its signature does not hold")
        return
    for name, (sequence, digest) in point.heads.items():
        if not wanted(name):
            continue
        if ends.get(name, 0) < sequence:
            yield Fault(name, ends.get(name, 0) + 1, "", f"it had {sequence} events at the checkpoint")
            continue
        kept = Event.objects.filter(chain=name, sequence=sequence).values_list("hash", flat=True).first()
        if kept is None or bytes(kept).hex() != digest:
            yield Fault(name, sequence, "", "its hash is not the one of the checkpoint")
