"""The disclosure record: what was handed over and what was not, kept inside, sealed."""

import orjson

from dsar.models import StoredFile
from exports.models import Collection, Material, Package
from exports.services import search
from exports.services.material import of_case, rows_from
from exports.services.withheld import Kept, kept_back


def record_of(package: Package, archive: StoredFile) -> bytes:
    """Return the record of one version as JSON: decisions, grounds, reasons, and the rows kept back."""
    material = of_case(package.case)
    said = {
        "reference": package.case.reference,
        "version": package.version,
        "as_of": package.as_of,
        "package": {"sha256": archive.sha256, "size": archive.size},
        "searches": [_search(each) for each in search.current(package.case)],
        "decisions": [_decision(each) for each in material],
        "withheld": [_withheld(each) for each in kept_back(material)],
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2)


def _search(each: Collection) -> dict[str, object]:
    return {
        "source": str(each.source_id),
        "map": each.data_map.sha256,
        "state": each.state,
        "by": each.searched_by,
        "rows": each.rows,
        "not_covered": each.not_covered,
    }


def _decision(each: Material) -> dict[str, object]:
    return {
        "material": str(each.id),
        "what": f"{each.dataset}.{each.record_set}",
        "rows": each.rows,
        "decision": each.decision,
        "decided_by": str(each.decided_by_id),
        "decided_at": each.decided_at,
    }


def _withheld(kept: Kept) -> dict[str, object]:
    """Return one thing kept back, with the rows themselves: what lay under the decision."""
    return {
        "material": str(kept.material.id),
        "what": f"{kept.material.dataset}.{kept.material.record_set}",
        "exemption": kept.exemption.code,
        "reason": kept.reason,
        "rows": kept.rows,
        "contents": [next(rows_from(kept.material, row)) for row in kept.rows],
        "file": None if kept.rows else str(kept.material.file_id),
    }
