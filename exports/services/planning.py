"""The plan of a package: what the requester gets, and what they do not and why."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from dsar.labels import RIGHTS
from dsar.models import Case, StoredFile
from dsar.services import files
from exports.enums import CollectionState, Decision, MaterialKind
from exports.models import Collection, Material, Package
from exports.package.plan import (
    NotCoveredLine,
    PackageColumn,
    PackageFile,
    PackagePlan,
    PackageRecordSet,
    SourceLine,
    WithheldLine,
)
from exports.services import by_hand, renumbering, search
from exports.services.facts.searches import identifier_words
from exports.services.given import Given
from exports.services.material import Heard, of_case, told_of
from exports.services.renumbering import Places
from exports.services.withheld import Unsaid, told

#: Decisions after which a record set is handed over, whole or in part.
_GIVEN = (Decision.INCLUDE, Decision.WITHHOLD_ROWS)


def to_read(package: Package) -> int:
    """Return how many bytes of what was found are read while a package is written."""
    return sum(each.file.size for each in of_case(package.case) if each.decision in _GIVEN)


def plan_of(package: Package, letter_pdf: bytes, heard: Heard | None = None) -> PackagePlan:
    """Return the plan of one version of a case's package; ``heard`` is told of the bytes that are read."""
    case = package.case
    controller, submission = case.controller, case.submission
    material = of_case(case)
    unsaid = Unsaid(material)
    gone = renumbering.places(material, unsaid)
    material = unsaid.sayable(material)
    collections = search.current(case)
    with override(submission.language):
        return PackagePlan(
            controller_name=controller.name,
            accent=controller.accent,
            dpo_contact=controller.dpo_email,
            reference=submission.reference,
            case_label=str(RIGHTS[case.right]),
            title=_("Your data from %(controller)s") % {"controller": controller.name},
            as_of=package.as_of,
            language=submission.language,
            letter=PackageFile("letter.pdf", _("Our letter"), "application/pdf", lambda: iter([letter_pdf])),
            record_sets=tuple(_record_sets(material, gone, heard)),
            files=tuple(_files(material, gone, heard)),
            not_covered=tuple(_not_covered(case, collections)),
            withheld=tuple(WithheldLine(kept.what(), kept.why(), kept.items) for kept in told(material)),
            sources=tuple(_source_line(each, unsaid) for each in collections),
        )


def _record_sets(
    material: Iterable[Material], gone: Mapping[object, Places], heard: Heard | None
) -> Iterator[PackageRecordSet]:
    for each in material:
        if each.kind == MaterialKind.RECORDS and each.decision in _GIVEN:
            given = Given(each, gone.get(renumbering.key_of(each), {}), heard)
            yield PackageRecordSet(
                dataset=each.dataset,
                collection=each.record_set,
                title=each.title,
                system_title=each.collection.source.system.name,
                columns=tuple(
                    PackageColumn(c["name"], c["type"], categories=tuple(c["categories"]))
                    for c in each.columns
                ),
                count=given.count,
                batches=given.batches,
            )


def _files(
    material: Iterable[Material], gone: Mapping[object, Places], heard: Heard | None
) -> Iterator[PackageFile]:
    for each in material:
        if each.kind == MaterialKind.FILE and each.decision == Decision.INCLUDE:
            path = each.open("path")
            path = (gone.get(renumbering.key_of(each), {}).get(path) or path).removeprefix("files/")
            yield PackageFile(
                path, path.rpartition("/")[2], each.file.content_type, _opener(each.file, heard)
            )


def _opener(stored: StoredFile, heard: Heard | None) -> Callable[[], Iterator[bytes]]:
    def opened() -> Iterator[bytes]:
        with files.open_reader(stored) as reader:
            yield from told_of(reader.chunks(), heard)

    return opened


def _not_covered(case: Case, collections: list[Collection]) -> Iterator[NotCoveredLine]:
    for each in collections:
        if each.state != CollectionState.DONE:
            yield NotCoveredLine(each.source.system.name, _("This system could not be searched to its end."))
        for gap in each.not_covered:
            yield NotCoveredLine(gap["what"], gap["why"])
    for asked in by_hand.asked(case):
        if asked.search is None:
            yield NotCoveredLine(asked.system.name, _("We did not look there for this answer."))


def _source_line(each: Collection, unsaid: Unsaid) -> SourceLine:
    return SourceLine(
        name=each.source.system.name,
        map_version=f"{each.data_map.version} ({each.data_map.sha256[:12]})",
        searched_by=", ".join(identifier_words(kind) for kind in each.searched_by),
        started_at=each.asked_at,
        ended_at=None,
        state=each.state,
        rows=each.rows - unsaid.rows_of_source(each.id),
    )
