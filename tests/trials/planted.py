"""Words that nobody has ever written, planted everywhere and looked for in every form that bytes can take."""

import base64
import random
import re
from collections.abc import Iterator
from urllib.parse import quote

_DICE = random.Random(10)


class Planted:
    """All words that were planted, by where."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}

    def word(self, where: str) -> str:
        """Invent a word and remember where it was planted."""
        syllables = (_DICE.choice("bdfgklmnprstvz") + _DICE.choice("aeiou") for _ in range(7))
        self.words[where] = "".join(syllables).capitalize()
        return self.words[where]

    def found_in(self, content: bytes) -> set[str]:
        """Where the words were planted that can be read in some bytes, as they are or lightly wrapped."""
        lower = content.lower()
        texts = [lower, _hex_opened(lower).lower(), _base64_opened(content).lower()]
        return {
            where
            for where, word in self.words.items()
            if any(form in text for text in texts for form in _forms(word))
        }


def _forms(word: str) -> Iterator[bytes]:
    """A word as UTF-8, as UTF-16 and as an address carries it."""
    low = word.lower()
    yield low.encode()
    yield low.encode("utf-16-le")
    yield quote(low).encode()


def _hex_opened(content: bytes) -> bytes:
    """What stands in hexadecimal digits, as pg_dump writes bytes."""
    runs = re.findall(rb"(?:[0-9a-f]{2}){6,}", content)
    return b"\n".join(bytes.fromhex(run.decode()) for run in runs)


def _base64_opened(content: bytes) -> bytes:
    """What stands in base64, ordinary or for addresses, from each of the four places it may begin at."""
    runs = re.findall(rb"[A-Za-z0-9+/_\-]{8,}", content)
    opened = []
    for run in runs:
        plain = run.replace(b"-", b"+").replace(b"_", b"/")
        for start in range(4):
            part = plain[start:]
            part = part[:-1] if len(part) % 4 == 1 else part
            opened.append(base64.b64decode(part + b"=" * (-len(part) % 4)))
    return b"\n".join(opened)
