"""The controller's accent, moved until it can be read on the light and on the dark pages."""

PAPER_LIGHT = "#e1eeec"
PAPER_DARK = "#243230"
ENOUGH = 4.6
"""Contrast ratio to reach: WCAG 2.2, 1.4.3 asks for 4.5."""


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    # WCAG 2.2, definition of relative luminance.
    linear = [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Give the WCAG contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, paper: str, towards: str) -> str:
    """Move a colour towards black or white until it can be read on the paper."""
    for step in range(21):
        mixed = "#" + "".join(
            f"{round(a + (b - a) * step / 20):02x}"
            for a, b in zip(_channels(colour), _channels(towards), strict=True)
        )
        if contrast(mixed, paper) >= ENOUGH:
            return mixed
    return towards


def accent_rule(accent: str) -> str:
    """Give the style rule that carries the accent and its readable forms."""
    light = readable(accent, PAPER_LIGHT, "#000000")
    dark = readable(accent, PAPER_DARK, "#ffffff")
    solid = readable(accent, "#ffffff", "#000000")
    return f":root{{--accent:{solid};--accent-light:{light};--accent-dark:{dark}}}\n"
