"""Patterns of paths with an identity in them: “calls/{customer_number}/*.wav”, “**/{email} *.pdf”."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.sources.base import Identity, IdentityKind, SourceError
from exports.sources.matching import bears

_PART = re.compile(r"\{(\w+)\}|(\*)|(\?)|([^{}*?]+)")
ANY_DEPTH = "**"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that bears the person's identity: its path below the folder, and what of it said so."""

    path: str
    borne: dict[str, str]


@dataclass(frozen=True, slots=True)
class PathPattern:
    """The parts of a pattern between its strokes; None stands for folders at any depth."""

    text: str
    parts: tuple[re.Pattern[str] | None, ...]

    @classmethod
    def of(cls, text: str) -> PathPattern:
        """Reads a pattern; SourceError when it has no identity, or leads out of the folder."""
        segments = text.strip("/").split("/")
        if any(segment in ("", ".", "..") for segment in segments) or segments.count(ANY_DEPTH) > 1:
            raise SourceError(f"The pattern “{text}” is no path within the folder.", False)
        parts = tuple(None if segment == ANY_DEPTH else _part(segment, text) for segment in segments)
        if parts[-1] is None or not any(part.groupindex for part in parts if part):
            known = ", ".join(f"{{{kind}}}" for kind in IdentityKind)
            raise SourceError(
                f"The pattern “{text}” does not say where a person's identity stands (known: {known}).", False
            )
        return cls(text, parts)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The identities in it, in their order."""
        return tuple(name for part in self.parts if part for name in part.groupindex)

    def find(self, folder: str, identities: Sequence[Identity]) -> Iterator[FoundFile]:
        """The person's files below the folder, by path; links are not followed. Raises SourceError."""
        yield from self._find(folder, "", self.parts, identities, {})

    def _find(
        self,
        folder: str,
        below: str,
        parts: Sequence[re.Pattern[str] | None],
        identities: Sequence[Identity],
        borne: dict[str, str],
    ) -> Iterator[FoundFile]:
        first, rest = parts[0], parts[1:]
        if first is None:
            yield from self._find(folder, below, rest, identities, borne)
        for entry in _entries(os.path.join(folder, below)):
            here = os.path.join(below, entry.name)
            if first is None:
                if entry.is_dir(follow_symlinks=False):
                    yield from self._find(folder, here, parts, identities, borne)
                continue
            match = first.fullmatch(entry.name)
            if match is None or not _is_theirs(match.groupdict(), identities):
                continue
            found = borne | match.groupdict()
            if rest and entry.is_dir(follow_symlinks=False):
                yield from self._find(folder, here, rest, identities, found)
            elif not rest and entry.is_file(follow_symlinks=False):
                yield FoundFile(here, found)


def _part(segment: str, text: str) -> re.Pattern[str]:
    """One name of a path as an expression."""
    written, place = "", 0
    while place < len(segment):
        match = _PART.match(segment, place)
        if match is None or (match[1] and match[1] not in set(IdentityKind)) or f"<{match[1]}>" in written:
            raise SourceError(f"The pattern “{text}” cannot be read at “{segment[place:]}”.", False)
        if match[1]:
            written += f"(?P<{match[1]}>.+?)"
        else:
            written += ".*" if match[2] else "." if match[3] else re.escape(match[4])
        place = match.end()
    return re.compile(written, re.DOTALL)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        raise SourceError("A folder of the source cannot be read.", True) from None


def _is_theirs(borne: dict[str, str], identities: Sequence[Identity]) -> bool:
    return all(
        any(identity.kind == kind and bears(text, identity) for identity in identities)
        for kind, text in borne.items()
    )
