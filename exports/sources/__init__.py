"""The kinds of source: each module of this package that defines `KIND` and `build` is one."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from exports.sources.base import Allowed, Source, SourceError

if TYPE_CHECKING:  # the map's own words come from `sources.base`: at run time this would be a circle
    from exports.datamap.model import DataMap

__all__ = ["draft_map", "kind_of", "kinds", "open_source"]


class Kind(Protocol):
    """A module that is a kind of source; `connection` is the secret address, its form known to the kind."""

    KIND: str
    SCHEMES: tuple[str, ...]
    """What addresses of this kind begin with, before “://”; the first is its own name for it."""

    def build(self, name: str, connection: str, data_map: DataMap, allowed: Allowed) -> Source:
        """A source, not yet connected; raises SourceError."""
        ...

    def draft(self, key: str, title: str, connection: str, allowed: Allowed) -> str:
        """A data map drafted from what is there; raises SourceError."""
        ...

    def reaches(self, connection: str) -> Allowed:
        """The host or folder that the address names; raises SourceError when it cannot be read."""
        ...


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of source by its name, found by looking through this package."""
    found: dict[str, Kind] = {}
    for module in iter_modules(__path__, f"{__name__}."):
        loaded = import_module(module.name)
        if hasattr(loaded, "KIND"):
            found[str(loaded.KIND)] = cast("Kind", loaded)
    return found


def open_source(
    kind: str,
    *,
    name: str,
    connection: str,
    data_map: DataMap,
    allowed_hosts: Collection[str] = (),
    allowed_folders: Collection[str] = (),
) -> Source:
    """A source ready to be asked, not yet connected; SourceError when kind or connection is unusable."""
    allowed = Allowed(tuple(allowed_hosts), tuple(allowed_folders))
    return _known(kind).build(name, connection, data_map, allowed)


def draft_map(
    kind: str,
    *,
    key: str,
    title: str,
    connection: str,
    allowed_hosts: Collection[str] = (),
    allowed_folders: Collection[str] = (),
) -> str:
    """A data map drafted from what stands at that address, for a person to correct; raises SourceError."""
    allowed = Allowed(tuple(allowed_hosts), tuple(allowed_folders))
    return _known(kind).draft(key, title, connection, allowed)


def kind_of(connection: str) -> str:
    """The kind of source that an address is of; SourceError when none knows it."""
    scheme = connection.partition("://")[0].strip().lower()
    for name, module in kinds().items():
        if scheme in module.SCHEMES:
            return name
    known = ", ".join(f"{module.SCHEMES[0]}://" for _, module in sorted(kinds().items()))
    raise SourceError(f"The address of the source begins with nothing known here. Known: {known}.", False)


def _known(kind: str) -> Kind:
    module = kinds().get(kind)
    if module is None:
        raise SourceError(
            f"There is no kind of source called “{kind}”. Known: {', '.join(sorted(kinds()))}.", False
        )
    return module
