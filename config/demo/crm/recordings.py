"""Small real audio files for recorded calls: mono WAV, 8 bit at 8 kHz, as telephone systems keep them."""

from __future__ import annotations

import struct
from functools import cache
from math import pi, sin

from config.demo.dice import Dice

RATE = 8_000
_NOTES = (262, 294, 330, 349, 392, 440, 494, 523)
_NOTE_SAMPLES = 800  # a tenth of a second


def recording(dice: Dice, notes: int = 3) -> bytes:
    """A tune of so many notes, each a tenth of a second."""
    sound = b"".join(_note(dice.pick(_NOTES)) for _ in range(notes))
    shape = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE, 1, 8)
    body = b"WAVE" + shape + struct.pack("<4sI", b"data", len(sound)) + sound
    return struct.pack("<4sI", b"RIFF", len(body)) + body


@cache
def _note(pitch: int) -> bytes:
    return bytes(128 + round(70 * sin(2 * pi * pitch * place / RATE)) for place in range(_NOTE_SAMPLES))
