"""Ways of proving who one is: a new way is a new file here, with its `WAY`, and nothing else."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from identity.labels import KINDS
from identity.methods.way import Way, Words

__all__ = ["Way", "Words", "label_of", "named", "ways"]


@cache
def ways() -> dict[str, Way]:
    """Return every way by its name, those that ask the least first, found by looking through this package."""
    loaded = [import_module(module.name) for module in iter_modules(__path__, f"{__name__}.")]
    found = [module.WAY for module in loaded if hasattr(module, "WAY")]
    return {way.name: way for way in sorted(found, key=lambda way: way.order)}


def label_of(name: str) -> Words:
    """Return how it was settled, in words; a way that is gone keeps its name."""
    way = ways().get(name)
    return way.label if way else name


def named(kind: str, method: str) -> Words:
    """Return what a proof is called: the kind of document, else the way by which it was proven."""
    return KINDS.get(kind) or ways()[method].title
