"""The disclosure record: what was handed over and what was not, kept inside, sealed."""

import orjson

from dsar.models import Case, HolderTask, StoredFile
from dsar.selectors import decisions, tasks
from exports.models import Collection, Material, Package
from exports.services import search
from exports.services.material import of_case, rows_from
from exports.services.withheld import Kept, kept_back


def record_of(package: Package, archive: StoredFile | None, letter: StoredFile) -> bytes:
    """Return the record of one version as JSON: the decision on the case, and on all that was found.

    It is complete: what was kept back silently stands here with why, and with the second opinion.
    """
    material = of_case(package.case)
    said = {
        "reference": package.case.reference,
        "right": package.case.right,
        "version": package.version,
        "as_of": package.as_of,
        "package": {"sha256": archive.sha256, "size": archive.size} if archive else None,
        "letter": {"sha256": letter.sha256, "size": letter.size},
        "decision": _resolution(package.case),
        "carried_out": [_task(each) for each in tasks.of(package.case)],
        "searches": [_search(each) for each in search.current(package.case)],
        "decisions": [_decision(each) for each in material],
        "withheld": [_withheld(each) for each in kept_back(material)],
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2)


def _resolution(case: Case) -> dict[str, object] | None:
    """Return what was decided on the case as a whole, with its reasons."""
    found = decisions.of(case)
    if found is None:
        return None
    return {
        "outcome": found.outcome,
        "ground": found.ground,
        "refusal_ground": found.refusal_ground,
        "exemption": found.exemption_id,
        "reasons": found.open("reasons"),
        "details": decisions.details_of(found),
        "decided_by": str(found.decided_by_id),
        "decided_at": found.decided_at,
    }


def _task(each: HolderTask) -> dict[str, object]:
    return {
        "action": each.action,
        "system": each.system.name if each.system else None,
        "recipient": each.recipient.name if each.recipient else None,
        "state": each.state,
        "law": each.law,
        "until": each.until_on,
        "done": each.done_on,
        "proof": each.open("proof"),
    }


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
        "exemption": kept.code,
        "reason": kept.reason,
        "silent_because": kept.silent_because or None,
        "second_opinion": kept.second_opinion or None,
        "rows": kept.rows,
        "contents": [next(rows_from(kept.material, row)) for row in kept.rows],
        "file": None if kept.rows else str(kept.material.file_id),
    }
