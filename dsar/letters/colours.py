"""The controller's accent on white paper: only a colour, and only one that can be read."""

import re

HOUSE_ACCENT = "#0b5c5a"
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text


def accent_on_paper(colour: str) -> str:
    """Return ``colour`` if it is ``#rrggbb`` with a contrast of 4.5 to white, else the house's own."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return HOUSE_ACCENT
    return colour.lower() if contrast_to_white(colour) >= READABLE else HOUSE_ACCENT


def contrast_to_white(colour: str) -> float:
    """Return the WCAG contrast ratio of a ``#rrggbb`` colour to white, from 1 to 21."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
