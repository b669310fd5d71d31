"""The last member: what is in the package, byte by byte, and what is not, for programs and for proof."""

from collections.abc import Iterator
from datetime import datetime

import orjson
from django.utils.translation import gettext as _

from exports.package.describe import dump
from exports.package.layout import MANIFEST, FilePlace, Layout, RecordSetPlace
from exports.package.ledger import Ledger
from exports.package.plan import PackagePlan
from exports.package.survey import Survey

FORMAT = "article12-package"
VERSION = 1


def instant(moment: datetime | None) -> str | None:
    """Write an aware instant in ISO 8601."""
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def manifest(plan: PackagePlan, layout: Layout, ledger: Ledger, surveys: list[Survey]) -> Iterator[bytes]:
    """Write the manifest of all members written so far; it does not list itself.

    What stands above the list of members is written at once, in the language that is set.
    """
    document = dump(_document(plan, layout, ledger, surveys))
    return _with_members(document.removesuffix(b"\n}\n"), ledger)


def _with_members(head: bytes, ledger: Ledger) -> Iterator[bytes]:
    yield head + b',\n  "members": ['
    comma = b""
    for line in ledger.lines():
        described = {"path": line.path, "size": line.size, "sha256": line.sha256}
        yield comma + b"\n    " + orjson.dumps(described)
        comma = b","
    yield b"\n  ]\n}\n"


def _document(plan: PackagePlan, layout: Layout, ledger: Ledger, surveys: list[Survey]) -> dict[str, object]:
    document: dict[str, object] = {"format": FORMAT, "version": VERSION}
    if plan.rehearsal:
        document["notice"] = _("Rehearsal: not an answer")
    document |= {
        "rehearsal": plan.rehearsal,
        "controller": plan.controller_name,
        "reference": plan.reference,
        "case": plan.case_label,
        "title": plan.title,
        "as_of": instant(plan.as_of),
        "language": plan.language,
        "contact": plan.dpo_contact,
        "letter": layout.letter.path if layout.letter else None,
        "sources": [
            {
                "name": source.name,
                "map_version": source.map_version,
                "searched_by": source.searched_by,
                "started_at": instant(source.started_at),
                "ended_at": instant(source.ended_at),
                "state": source.state,
                "rows": source.rows,
            }
            for source in plan.sources
        ],
        "record_sets": [
            _record_set(place, survey) for place, survey in zip(layout.record_sets, surveys, strict=True)
        ],
        "files": [_file(place, ledger) for place in layout.files],
        "not_covered": [{"what": line.what, "why": line.why} for line in plan.not_covered],
        "withheld": [
            {"what": line.what, "why": line.why, "items": line.items or None} for line in plan.withheld
        ],
        "not_listed": [MANIFEST],
    }
    return document


def _record_set(place: RecordSetPlace, survey: Survey) -> dict[str, object]:
    return {
        "dataset": place.record_set.dataset,
        "collection": place.record_set.collection,
        "title": place.record_set.title,
        "system": place.record_set.system_title,
        "rows": survey.rows,
        "columns": len(place.keys),
        "csv": place.csv,
        "csvw": place.csvw,
        "jsonl": place.jsonl,
        "schema": place.schema,
        "page": place.page(1),
    }


def _file(place: FilePlace, ledger: Ledger) -> dict[str, object]:
    return {
        "path": place.path,
        "title": place.file.title,
        "content_type": place.file.content_type,
        "size": ledger.sizes[place.path],
    }
