"""What the command line asks for: maps with their databases, and identities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

from exports.datamap import DataMap, MapError, read_map
from exports.sources import kind_of, kinds, open_source
from exports.sources.base import Identity, IdentityKind, Source, SourceError

_OF_FILES = ("sqlite", "csv", "xlsx", "folder")
_SHORT = {"phone": IdentityKind.PHONE, "number": IdentityKind.CUSTOMER_NUMBER}
_LONGEST_MAP = 8_000_000


class Unusable(Exception):
    """What was asked cannot be done; the text says why, one sentence to a line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One source with its map."""

    data_map: DataMap
    source: Source

    @property
    def title(self) -> str:
        """What the map calls its datasets."""
        return ", ".join(dataset.title for dataset in self.data_map.datasets)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """One map, and the address of the database to rehearse it on."""

    map_path: Path
    address: str = field(repr=False)

    def opened(self) -> Asked:
        """The source, not yet connected; raises Unusable.

        Who may start this command may read what the address names: its host or folder is allowed.
        """
        data_map = _map(self.map_path)
        try:
            address = _from_here(self.address)
            kind = kind_of(address)
            allowed = kinds()[kind].reaches(address)
            source = open_source(
                kind,
                name=self.map_path.stem,
                connection=address,
                data_map=data_map,
                allowed_hosts=allowed.hosts,
                allowed_folders=allowed.folders,
            )
        except SourceError as error:
            raise Unusable(error.sentence) from None
        return Asked(data_map, source)


def identities_of(texts: Sequence[str]) -> list[Identity]:
    """The identities that email=jane@example.org and the like name; raises Unusable."""
    found = []
    for text in texts:
        name, equals, value = text.partition("=")
        kind = _SHORT.get(name, name)
        if not equals or kind not in set(IdentityKind) or not value.strip():
            known = ", ".join(IdentityKind)
            raise Unusable(
                f"An identity looks like email=jane@example.org; people can be searched by {known}."
            )
        found.append(Identity(IdentityKind(kind), value))
    return found


def _map(path: Path) -> DataMap:
    try:
        if path.stat().st_size > _LONGEST_MAP:
            raise Unusable(f"{path}: this is no data map: it is longer than 8 MB.")
        return read_map(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Unusable(f"{path}: this file cannot be read.") from None
    except UnicodeDecodeError:
        raise Unusable(f"{path}: this file is not UTF-8 text.") from None
    except MapError as error:
        raise Unusable("\n".join(f"{path}: {problem}" for problem in error.problems)) from None


def _from_here(address: str) -> str:
    """The address with a path that is told from the working folder (sqlite:///crm.db) made whole."""
    scheme, mark, rest = address.partition("://")
    path, question, options = rest.partition("?")
    told = unquote(path).removeprefix("/")
    if not mark or scheme not in _OF_FILES or Path("/", told).exists() or not Path(told).exists():
        return address
    return f"{scheme}://{quote(str(Path(told).resolve()))}{question}{options}"
