"""What was written, member by member, for the manifest: of very many members kept sealed on disk."""

from collections.abc import Iterator

from exports.package.member import Member, MemberLine
from exports.sources.spill import Place, Spill

_MOST_LINES = 2_000


class Ledger:
    """The members in the order in which they were written; ``sizes`` has what was read from outside."""

    def __init__(self, spill: Spill) -> None:
        self.sizes: dict[str, int] = {}
        self._spill = spill
        self._lines: list[tuple[str, int, str]] = []
        self._places: list[Place] = []

    def note(self, member: Member) -> None:
        """Note a member that is whole."""
        line = member.line
        self._lines.append((line.path, line.size, line.sha256))
        if len(self._lines) == _MOST_LINES:
            self._places.append(self._spill.keep_items(self._lines))
            self._lines = []

    def lines(self) -> Iterator[MemberLine]:
        """Give a line for each member so far."""
        for place in self._places:
            for line in self._spill.bring_items(place):
                yield MemberLine(*line)
        for line in self._lines:
            yield MemberLine(*line)
