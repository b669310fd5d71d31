"""Binds members into one ZIP: pages as they come, tables aside until they are whole, files as they flow."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from types import TracebackType

from exports.package.archive import Archive
from exports.package.ledger import Ledger
from exports.package.member import UNIT_BYTES, Member, Waiting, even, level_of
from exports.package.press import Press
from exports.sources.spill import Place, Spill


class Aside:
    """A member that grows beside others: compressed, and kept sealed on disk until its turn comes."""

    def __init__(self, path: str, press: Press, spill: Spill) -> None:
        self.member = Member(path)
        self.places: list[Place] = []
        self._press = press
        self._spill = spill
        self._waiting = Waiting(UNIT_BYTES)

    def add(self, content: bytes) -> None:
        """Take the next bytes of the member."""
        for unit in self._waiting.add(content):
            self._press.ask(self.member.take, unit, self._keep)

    def end(self) -> None:
        """Take it that there are no more."""
        for unit in self._waiting.rest():
            self._press.ask(self.member.take, unit, self._keep)
        self._press.ask(lambda _nothing: self.member.end(), b"", self._keep)

    def _keep(self, packed: bytes) -> None:
        if packed:
            self.places.append(self._spill.keep(packed))


class Binder:
    """Takes members in their order and gives the bytes of the ZIP; to be used in a ``with`` block."""

    def __init__(self, as_of: datetime, spill: Spill) -> None:
        self.ledger = Ledger(spill)
        self._archive = Archive(as_of)
        self._press = Press()
        self._spill = spill
        self._ready: list[bytes] = []

    def __enter__(self) -> "Binder":
        self._press.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._press.__exit__(kind, error, trace)

    def whole(self, path: str, content: bytes) -> Iterator[bytes]:
        """Bind a member that is whole already; gives what is ready by now, of this member or others."""
        member = Member(path)

        def bound(packed: bytes) -> None:
            self._ready += [self._archive.header(path), packed, self._end(member)]

        self._press.ask(member.whole, content, bound)
        yield from self._taken()

    def aside(self, path: str) -> Aside:
        """Begin a member that is bound later; others may be bound while it grows."""
        return Aside(path, self._press, self._spill)

    def put_in(self, aside: Aside) -> Iterator[bytes]:
        """Bind a member that grew aside."""
        aside.end()
        yield from self._settled()
        yield self._archive.header(aside.member.path)
        for place in aside.places:
            yield self._spill.bring(place)
        yield self._end(aside.member)

    def flowing(self, path: str, chunks: Iterable[bytes], content_type: str) -> Iterator[bytes]:
        """Bind a member of any length while it is read, and remember its size."""
        yield from self._settled()
        units = even(chunks, UNIT_BYTES)
        first = next(units, b"")
        member = Member(path, level_of(content_type, first))
        yield self._archive.header(path)
        for unit in chain([first], units):
            self._press.ask(member.take, unit, self._ready.append)
            yield from self._taken()
        yield from self._settled()
        yield member.end()
        yield self._end(member)
        self.ledger.sizes[path] = member.size

    def directory(self) -> Iterator[bytes]:
        """End the ZIP."""
        yield from self._settled()
        yield self._archive.directory()

    def _end(self, member: Member) -> bytes:
        self.ledger.note(member)
        return self._archive.descriptor(member.size, member.packed, member.crc)

    def _settled(self) -> Iterator[bytes]:
        self._press.settle()
        yield from self._taken()

    def _taken(self) -> Iterator[bytes]:
        ready = list(self._ready)
        self._ready.clear()
        yield from ready
