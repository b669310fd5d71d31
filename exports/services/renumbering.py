"""The places of found files in a package, when some files must leave no gap in the numbers.

A file is kept as ``files/<record set>/<number>-<name>``, and the row it came from holds that place. Where one
is kept back silently, the rest are numbered anew and its row holds nothing instead.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from exports.enums import MaterialKind
from exports.models import Material
from exports.package.plan import Cell, Row
from exports.services.withheld import Unsaid

Places = Mapping[str, str | None]


def places(material: Iterable[Material], unsaid: Unsaid) -> dict[object, Places]:
    """Return where each old place goes (None: nowhere), for each record set that has a silent file."""
    files: dict[object, list[Material]] = defaultdict(list)
    for each in material:
        if each.kind == MaterialKind.FILE:
            files[key_of(each)].append(each)
    return {key: _anew(found, unsaid) for key, found in files.items() if any(map(unsaid.whole, found))}


def key_of(material: Material) -> object:
    """Return what a record set and the files that came from it have in common."""
    return material.collection_id, material.dataset, material.record_set


def _anew(files: list[Material], unsaid: Unsaid) -> Places:
    moved: dict[str, str | None] = {}
    number = 0
    for each in sorted(files, key=lambda one: one.position):
        path = each.open("path")
        if unsaid.whole(each):
            moved[path] = None
            continue
        number += 1
        folder, _slash, name = path.rpartition("/")
        moved[path] = f"{folder}/{number:05d}-{name.partition('-')[2]}"
    return moved


def moved(cells: Row, gone: Places) -> list[Cell]:
    """Return a row with the places of files as they are in the package."""
    return [gone.get(cell, cell) if isinstance(cell, str) else cell for cell in cells]
