"""The files that delivered tables stand in: on this machine's disk, or handed in and held in memory alone."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import TracebackType
from typing import Protocol

from exports.sources.base import SourceError


class DeliveredFile(Protocol):
    """One file, read as often as its tables want."""

    @property
    def name(self) -> str:
        """Its name, as sentences call it."""
        ...

    def opened(self) -> int:
        """A descriptor at its first byte, which the caller closes; raises OSError."""
        ...


def stem(file: DeliveredFile) -> str:
    """The name without its ending."""
    return PurePath(file.name).stem


def suffix(file: DeliveredFile) -> str:
    """The ending of the name, in small letters."""
    return PurePath(file.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class FileOnDisk:
    """See `DeliveredFile`; a link is not followed."""

    path: Path

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.name

    def opened(self) -> int:
        """A descriptor; raises OSError."""
        return os.open(self.path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))


class FileInMemory:
    """See `DeliveredFile`; nothing of it is ever on a disk, and all of it is gone when the block ends."""

    def __init__(self, name: str, chunks: Iterable[bytes]) -> None:
        if not hasattr(os, "memfd_create"):
            raise SourceError("Tables can be handed in only where this software runs on Linux.", False)
        self.name = name
        self.size = 0
        self._held = os.memfd_create("delivered", os.MFD_CLOEXEC)
        with os.fdopen(self._held, "wb", closefd=False) as file:
            for chunk in chunks:
                self.size += file.write(chunk)

    def __enter__(self) -> FileInMemory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._held)

    def opened(self) -> int:
        """A descriptor of its own, with a place of its own in the file."""
        return os.open(f"/proc/self/fd/{self._held}", os.O_RDONLY)
