"""The parts a letter is laid out from; HTML, PDF and plain text are all made from the same ones."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlsplit

LINK_MARK = "\x00"  # never in a fact: ``tidy`` removes control characters


@dataclass(frozen=True)
class Link:
    """An address in a sentence; ``href`` is empty unless it is http, https or mailto."""

    text: str
    href: str

    @classmethod
    def web(cls, address: str) -> "Link":
        """Return a link that shows the address without its scheme; anything but http(s) stays mere text."""
        safe = urlsplit(address).scheme in {"http", "https"}
        shown = address.split("://", 1)[1].rstrip("/") if safe else address
        return cls(shown, address if safe else "")

    @classmethod
    def mail(cls, address: str) -> "Link":
        """Return a link to a mailbox; what does not look like one stays mere text."""
        plain = address.count("@") == 1 and not set(address) & set(" ?&<>\"'/:,;")
        return cls(address, f"mailto:{address}" if plain else "")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: pieces of text and links, in order."""

    kind: ClassVar[str] = "paragraph"
    pieces: tuple[str | Link, ...]

    @classmethod
    def of(cls, text: str, *links: Link) -> "Paragraph":
        """Split ``text`` at each ``LINK_MARK`` and put the links there."""
        pieces: list[str | Link] = []
        for index, piece in enumerate(text.split(LINK_MARK)):
            if index:
                pieces.append(links[index - 1])
            if piece:
                pieces.append(piece)
        return cls(tuple(pieces))

    def plain(self) -> str:
        """Return the paragraph as text, links with their full address."""
        return "".join(
            p if isinstance(p, str) else p.href.removeprefix("mailto:") or p.text for p in self.pieces
        )


@dataclass(frozen=True)
class Quote:
    """The person's own words, line by line."""

    kind: ClassVar[str] = "quote"
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Items:
    """A list of sentences."""

    kind: ClassVar[str] = "items"
    entries: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table with one heading per column; the first cell of a row names the row."""

    kind: ClassVar[str] = "table"
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Line:
    """One labelled line of every system's sheet: an element gives the label and a value per system."""

    kind: ClassVar[str] = "line"
    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """What the register says of one system, as labelled lines; made from the ``Line`` parts."""

    kind: ClassVar[str] = "sheet"
    title: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Lines:
    """Short lines under each other, as in an address."""

    kind: ClassVar[str] = "lines"
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Pairs:
    """Labels with short values (reference, dates)."""

    kind: ClassVar[str] = "pairs"
    pairs: tuple[tuple[str, str], ...]


Part = Paragraph | Quote | Items | Table | Line | Sheet | Lines | Pairs


@dataclass(frozen=True)
class Block:
    """What one element puts into the letter: parts under a heading if it has one; ``aside`` sets it apart.

    ``depth`` is 1 within a section of an answer to several rights, so that its heading is smaller.
    """

    parts: tuple[Part, ...]
    heading: str = ""
    aside: bool = False
    name: str = ""
    depth: int = 0


def sheets(lines: list[Line]) -> tuple[Sheet, ...]:
    """Turn labelled lines over all systems into one sheet per system, in the order of the first line."""
    titles: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        for title, value in line.values:
            titles.setdefault(title, []).append((line.label, value))
    return tuple(Sheet(title, tuple(pairs)) for title, pairs in titles.items())
