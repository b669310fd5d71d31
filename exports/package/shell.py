"""A page far from both ends of a long table, rendered once: such pages differ in numbers and rows only."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.safestring import SafeString, mark_safe

from exports.package.pager import NEAR, Pager


@dataclass(frozen=True, slots=True)
class Blank:
    """Stands for the pager of any such page: a mark wherever that page has a number of its own."""

    pages: int
    rows: str
    total: int
    _mark: str = field(default_factory=lambda: secrets.token_hex(16))

    def mark(self, name: str | int) -> SafeString:
        """Give the mark for a number, or for the rows, of the page."""
        return mark_safe(f"{self._mark}({name})")  # noqa: S308  hexadecimal digits and a name of ours

    @property
    def number(self) -> SafeString:
        """The page itself."""
        return self.mark(0)

    @property
    def previous(self) -> SafeString:
        """The page before."""
        return self.mark(-1)

    @property
    def next(self) -> SafeString:
        """The page after."""
        return self.mark(1)

    @property
    def first_row(self) -> SafeString:
        """The first row on it."""
        return self.mark("first")

    @property
    def last_row(self) -> SafeString:
        """The last row on it."""
        return self.mark("last")

    @property
    def near(self) -> list[SafeString | int]:
        """The first page, a gap, the pages near, a gap, the last page."""
        return [1, 0, *map(self.mark, range(-NEAR, NEAR + 1)), 0, self.pages]

    def pieces(self, page: bytes) -> list[bytes]:
        """Cut a rendered page: what stays, a name, what stays, and so on."""
        return re.split(rb"%b\(([-\w]+)\)" % self._mark.encode(), page)


class Shell:
    """Makes the pages of one table that stand far from both ends."""

    def __init__(self, blank: Blank, render: Callable[[Blank, SafeString], bytes]) -> None:
        self._pieces = blank.pieces(render(blank, blank.mark("rows")))

    def page(self, pager: Pager, rows: str) -> bytes:
        """Give the page with its numbers and rows, the same as if it had been rendered by itself."""
        values = {str(step): str(pager.number + step) for step in range(-NEAR, NEAR + 1)}
        values |= {"first": pager.first_row, "last": pager.last_row, "rows": rows}
        written = {name.encode(): value.encode() for name, value in values.items()}
        kept, names = self._pieces[::2], self._pieces[1::2]
        return b"".join(
            piece
            for pair in zip(kept, [*map(written.__getitem__, names), b""], strict=True)
            for piece in pair
        )
