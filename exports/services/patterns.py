"""Where a person's files lie in a folder: the pattern of its data map, read and corrected by itself."""

from __future__ import annotations

from typing import Any

import yaml
from django.utils.translation import gettext as _

from dsar.services.errors import Refused
from exports.datamap import MapError
from exports.datamap.lines import Lined
from exports.sources.base import IdentityKind, SourceError
from exports.sources.path_pattern import PathPattern


def pattern_of(text: str) -> str:
    """Return the pattern of a map's one dataset; nothing where the map has none, or several."""
    try:
        dataset = _dataset(Lined(text).value)
        return str(dataset["fides_meta"]["namespace"]["files"]) if dataset else ""
    except (MapError, KeyError, TypeError):
        return ""


def with_pattern(text: str, pattern: str) -> str:
    """Return the map with another pattern, and with a field for each identity in it; raises Refused."""
    try:
        kinds = PathPattern.of(pattern).kinds
    except SourceError as error:
        raise Refused(error.sentence) from None
    document = Lined(text).value
    dataset = _dataset(document)
    if dataset is None:
        raise Refused(_("This map describes more than one folder: correct it as text."))
    dataset["fides_meta"] = {**(dataset.get("fides_meta") or {}), "namespace": {"files": pattern}}
    collection = dataset["collections"][0]
    known = {str(field["name"]): field for field in collection["fields"]}
    new = [known.get(kind) or {"name": kind, "fides_meta": {"identity": kind}} for kind in kinds]
    rest = [field for name, field in known.items() if name not in set(IdentityKind)]
    collection["fields"] = [*new, *rest]
    written: str = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)
    return written


def _dataset(document: Any) -> dict[str, Any] | None:
    held = [document] if "collections" in document else document["dataset"]
    return held[0] if len(held) == 1 and len(held[0]["collections"]) == 1 else None
