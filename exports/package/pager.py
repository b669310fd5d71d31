"""Where one page stands among the pages of a table."""

from dataclasses import dataclass

from exports.package import words

NEAR = 2


@dataclass(frozen=True, slots=True)
class Pager:
    """Page ``number`` (from 1) of ``pages``, for ``total`` rows at ``size`` a page."""

    number: int
    pages: int
    total: int
    size: int

    @property
    def first_row(self) -> str:
        """The first row on the page, counted from 1, as text."""
        return words.count(min((self.number - 1) * self.size + 1, self.total))

    @property
    def last_row(self) -> str:
        """The last row on the page as text."""
        return words.count(min(self.number * self.size, self.total))

    @property
    def rows(self) -> str:
        """All rows as text."""
        return words.count(self.total)

    @property
    def previous(self) -> int:
        """The page before, 0 when there is none."""
        return self.number - 1

    @property
    def next(self) -> int:
        """The page after, 0 when there is none."""
        return self.number + 1 if self.number < self.pages else 0

    @property
    def far_from_ends(self) -> bool:
        """Whether pages are left out between this one and both the first and the last."""
        return 3 + NEAR < self.number < self.pages - 2 - NEAR

    @property
    def near(self) -> list[int]:
        """First and last page and those near this one, in order; 0 stands for a gap."""
        numbers = {1, self.pages, *range(max(1, self.number - NEAR), min(self.pages, self.number + NEAR) + 1)}
        shown: list[int] = []
        for number in sorted(numbers):
            if shown and number == shown[-1] + 2:
                shown.append(number - 1)
            elif shown and number > shown[-1] + 1:
                shown.append(0)
            shown.append(number)
        return shown
