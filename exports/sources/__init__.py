"""The kinds of source: each module of this package that defines `KIND` and `build` is one."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

from exports.sources.base import Source, SourceError

if TYPE_CHECKING:  # the map's own words come from `sources.base`: at run time this would be a circle
    from exports.datamap.model import DataMap

__all__ = ["Build", "kinds", "open_source"]


class Build(Protocol):
    """Makes a source of one kind; `connection` is the secret text kept sealed, its form known to the kind."""

    def __call__(
        self, name: str, connection: str, data_map: DataMap, allowed_hosts: Collection[str]
    ) -> Source: ...


@cache
def kinds() -> dict[str, Build]:
    """Every kind of source by its name, found by looking through this package."""
    found: dict[str, Build] = {}
    for module in iter_modules(__path__, f"{__name__}."):
        loaded = import_module(module.name)
        if hasattr(loaded, "KIND"):
            found[str(loaded.KIND)] = loaded.build
    return found


def open_source(
    kind: str, *, name: str, connection: str, data_map: DataMap, allowed_hosts: Collection[str] = ()
) -> Source:
    """A source ready to be asked, not yet connected; SourceError when kind or connection is unusable."""
    build = kinds().get(kind)
    if build is None:
        raise SourceError(
            f"There is no kind of source called “{kind}”. Known: {', '.join(sorted(kinds()))}.", False
        )
    return build(name, connection, data_map, allowed_hosts)
