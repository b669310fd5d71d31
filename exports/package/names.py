"""Names of members that are safe to unpack anywhere, made from names that the source chose."""

import re
import unicodedata
from collections.abc import Callable

LONGEST_NAME = 120
LONGEST_NAME_BYTES = 200
DEEPEST = 6
LONGEST_FOLDER = 60
LONGEST_STEM = 80

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# Windows gives these names to devices, whatever follows the first dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|\Z)", re.IGNORECASE)


def _plain(character: str) -> str:
    # Controls, format characters (they can turn a name round on screen), surrogates, private and unassigned.
    return "_" if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} else character


def _cut(name: str, longest: int) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > 12:
        stem, ending = name, ""
    tail = dot + ending if ending else ""
    while len(stem) + len(tail) > longest or len((stem + tail).encode()) > LONGEST_NAME_BYTES:
        if len(stem) <= 1:
            tail = tail[:-1]
        stem = stem[:-1] or "_"
    return stem.rstrip(" .") + tail if tail else stem


def safe_name(name: str, longest: int = LONGEST_NAME) -> str:
    """Give one path segment of at most ``longest`` characters, without separators, controls, device names.

    A safe name comes back as it is. Never empty.
    """
    plain = "".join(_plain(c) for c in unicodedata.normalize("NFC", name))
    plain = _FORBIDDEN.sub("_", plain).strip(" ").rstrip(" .")
    if plain.startswith((".", "~")):
        plain = "_" + plain.lstrip(".~")
    if _DEVICES.match(plain):
        plain = "_" + plain
    return _cut(plain, longest).strip(" ").rstrip(" .") or "_"


def safe_path(path: str) -> str:
    """Give a relative path of safe names, at most six deep; ``..``, drives and empty segments vanish."""
    segments = [s for s in re.split(r"[/\\]+", path) if s.strip(" .")]
    if len(segments) > DEEPEST:
        segments = [*segments[: DEEPEST - 1], segments[-1]]
    return "/".join(safe_name(s) for s in segments) or "_"


def numbered(name: str, number: int, longest: int = LONGEST_NAME) -> str:
    """Give the name with ``-number`` before its ending, still within ``longest`` characters."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > 12:
        stem, dot, ending = name, "", ""
    mark = f"-{number}"
    tail = mark + dot + ending
    return _cut(stem, longest - len(tail)).rstrip(" .")[: max(1, longest - len(tail))] + tail


class Names:
    """Names given out once each, compared without case: no member overwrites another when unpacked."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def claim(self, path: str) -> str:
        """Give the safe path that stands for ``path`` from now on; the second of two gets ``-2``."""
        folder = ""
        *parents, name = safe_path(path).split("/")
        for parent in parents:
            folder = self._free(folder, parent, lambda full: full not in self._files) + "/"
            self._folders.add(_folded(folder.rstrip("/")))
        full = self._free(folder, name, lambda full: full not in self._files and full not in self._folders)
        self._files.add(_folded(full))
        return full

    def claim_folder(self, path: str, longest: int = LONGEST_FOLDER) -> str:
        """Give a folder of its own for ``path``, whose last name is at most ``longest`` characters."""
        parent, _, name = path.rpartition("/")
        full = self._free(
            f"{parent}/" if parent else "",
            safe_name(name, longest),
            lambda full: full not in self._files and full not in self._folders,
        )
        self._folders.add(_folded(full))
        return full

    @staticmethod
    def _free(folder: str, name: str, is_free: Callable[[str], bool]) -> str:
        full, number = folder + name, 1
        while not is_free(_folded(full)):
            number += 1
            full = folder + numbered(name, number)
        return full


def _folded(path: str) -> str:
    return unicodedata.normalize("NFKC", path).casefold()


def unique_keys(names: list[str]) -> list[str]:
    """Give the column names in order, a repeated one numbered, so that each can be a key of a JSON object."""
    given: set[str] = set()
    keys = []
    taken = set(names)
    for name in names:
        key, number = name, 1
        while key in given or (number > 1 and key in taken):
            number += 1
            key = f"{name}-{number}"
        given.add(key)
        keys.append(key)
    return keys
