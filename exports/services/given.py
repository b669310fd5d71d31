"""The rows of a record set that the requester gets: read once, some at a time, without those kept back."""

from collections.abc import Iterable, Iterator

import orjson

from dsar.services import files
from exports.models import Material
from exports.package.plan import Row
from exports.services import renumbering
from exports.services.material import Heard, told_of
from exports.services.renumbering import Places
from exports.services.withheld import withheld_rows


class Given:
    """What is given of one record set; ``gone`` says where the files in it went."""

    def __init__(self, material: Material, gone: Places, heard: Heard | None) -> None:
        self._material = material
        self._gone = gone
        self._heard = heard
        self._hidden = withheld_rows(material)
        self.count = material.rows - len(self._hidden)

    def batches(self) -> Iterator[list[Row]]:
        """Give the rows, as many at a time as lie in one chunk of the sealed file."""
        first = 0
        with files.open_reader(self._material.file) as reader:
            for text in _whole_lines(told_of(reader.chunks(), self._heard)):
                rows: list[Row] = orjson.loads(b"[" + text.replace(b"\n", b",") + b"]")
                after = first + len(rows)
                yield self._without_hidden(rows, first)
                first = after

    def _without_hidden(self, rows: list[Row], first: int) -> list[Row]:
        if self._hidden:
            rows = [row for number, row in enumerate(rows, first) if number not in self._hidden]
        if self._gone:
            rows = [renumbering.moved(row, self._gone) for row in rows]
        return rows


def _whole_lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Give lines, several at a time and without the last line end, out of chunks cut anywhere."""
    rest: list[bytes] = []
    for chunk in chunks:
        lines, end, begun = chunk.rpartition(b"\n")
        if end:
            yield b"".join([*rest, lines])
            rest = []
        rest.append(begun)
    if left := b"".join(rest):
        yield left
