"""Turns a letter's blocks into plain text, 72 characters wide."""

import textwrap

from dsar.letters.blocks import Block, Items, Line, Lines, Pairs, Paragraph, Part, Quote, Sheet, Table

WIDTH = 72


def to_text(head: list[Block], title: str, rest: list[Block]) -> str:
    """Return the blocks of the head, the title, and the other blocks as text."""
    pieces = [*(_block(block) for block in head), f"{title}\n{'=' * min(len(title), WIDTH)}"]
    pieces += [_block(block) for block in rest]
    return "\n\n".join(pieces) + "\n"


def _block(block: Block) -> str:
    parts = [_part(part) for part in block.parts]
    if block.heading:
        under = "." if block.depth else "-"
        parts[0] = f"{block.heading}\n{under * min(len(block.heading), WIDTH)}\n{parts[0]}"
    return "\n\n".join(parts)


def _part(part: Part) -> str:
    match part:
        case Paragraph():
            return _wrapped(part.plain())
        case Quote():
            return "\n".join(_wrapped(line, "> ", "> ") for line in part.lines)
        case Items():
            return "\n".join(_wrapped(entry, "- ", "  ") for entry in part.entries)
        case Lines():
            return "\n".join(_wrapped(line) for line in part.lines)
        case Pairs():
            return "\n".join(_labelled(label, value) for label, value in part.pairs)
        case Sheet():
            return "\n".join([part.title, *(_labelled(label, value, "  ") for label, value in part.pairs)])
        case Table():
            return "\n\n".join(_row(part.headings, row) for row in part.rows)
        case Line():
            raise TypeError("lines are laid out as sheets before a letter is written")


def _row(headings: tuple[str, ...], row: tuple[str, ...]) -> str:
    return "\n".join(_labelled(heading, cell) for heading, cell in zip(headings, row, strict=True))


def _labelled(label: str, value: str, indent: str = "") -> str:
    return _wrapped(f"{label}: {value}", indent, indent + "  ")


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
