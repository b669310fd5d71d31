"""Files on this machine that a source may read: only in folders that an administrator allowed."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from exports.sources.base import SourceError

_OUTSIDE = (
    "The path in the address of the source lies in no folder that the administrator allows. If it is yours, "
    "your administrator puts its folder into the setting ALLOWED_SOURCE_FOLDERS."
)


def split_address(address: str, options: Collection[str] = ()) -> tuple[str, dict[str, str]]:
    """Path and options of an address like csv:///srv/crm?encoding=latin-1; raises SourceError."""
    try:
        parts: SplitResult = urlsplit(address.strip())
        given = parse_qs(parts.query, strict_parsing=bool(parts.query), max_num_fields=10)
    except ValueError:
        raise SourceError("The address of the source cannot be read.", False) from None
    foreign = sorted(given.keys() - set(options))
    if foreign:
        raise SourceError(f"The address of the source uses “{foreign[0]}”, which is not known here.", False)
    if parts.netloc:
        raise SourceError(
            "The address of the source names a host. A path begins with three strokes: sqlite:///srv/crm.db",
            False,
        )
    return unquote(parts.path), {name: values[-1] for name, values in given.items()}


def permitted_path(text: str, allowed_folders: Collection[str]) -> Path:
    """The real path; SourceError when it is not whole or not within an allowed folder, links followed.

    The sentence is the same whether there is such a file or not.
    """
    if not text.startswith("/") or "\0" in text or ".." in text.split("/"):
        raise SourceError("The path in the address of the source must be whole, without “..”.", False)
    try:
        path = Path("/" + text.lstrip("/")).resolve()
        folders = [Path(folder).resolve() for folder in allowed_folders if folder]
    except (OSError, RuntimeError):
        raise SourceError(_OUTSIDE, False) from None
    if not any(path.is_relative_to(folder) for folder in folders):
        raise SourceError(_OUTSIDE, False)
    return path
