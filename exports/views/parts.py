"""The parts of an answer as its reviewer sees them: one for each case that is answered together."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dsar.labels import ACTIONS, OUTCOMES, RIGHTS, TASK_STATES
from dsar.models import Case, HolderTask, Resolution, StoredFile, User
from dsar.permissions import why_not_release
from dsar.selectors import decisions, tasks
from dsar.selectors.names import opened
from exports.enums import CollectionState
from exports.models import Collection, Package
from exports.services import search
from exports.services.facts.refused import ground_of
from exports.services.material import of_case
from exports.services.outcomes import outcome_of
from exports.services.withheld import Kept, kept_back
from exports.views.items import Item, items_of


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of what was carried out, with its proof."""

    task: HolderTask
    what: str
    where: str
    state: str
    proof: str
    file: StoredFile | None

    @property
    def tone(self) -> str:
        """Return the tone of its state."""
        return {"done": "fine", "not_possible": "late"}.get(self.task.state, "plain")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was decided on a case: how it ends, on which ground, why, and by whom."""

    ground: str
    citation: str
    reasons: str
    by: User


@dataclass(frozen=True, slots=True)
class Part:
    """One case of an answer: its package, its decision, what was found or done, and why it cannot leave."""

    package: Package
    case: Case
    right: str
    outcome: str
    verdict: Verdict | None
    deeds: Sequence[Deed]
    items: Sequence[Item]
    kept: Sequence[Kept]
    searches: Sequence[Collection]
    why_not: str

    @property
    def unreached(self) -> list[Collection]:
        """Return the searches that did not come to their end."""
        return [each for each in self.searches if each.state != CollectionState.DONE]

    @property
    def gaps(self) -> list[tuple[str, dict[str, str]]]:
        """Return what the sources did not cover."""
        return [(each.source.name, gap) for each in self.searches for gap in each.not_covered]


def part_of(package: Package, reviewer: User) -> Part:
    """Return one case of an answer as its reviewer sees it."""
    case = package.case
    material = [] if package.letter_only else of_case(case)
    resolution = decisions.of(case)
    return Part(
        package=package,
        case=case,
        right=str(RIGHTS[case.right]),
        outcome=str(OUTCOMES[outcome_of(case)]),
        verdict=_verdict(case, resolution) if resolution else None,
        deeds=[_deed(each) for each in tasks.of(case)],
        items=items_of(material),
        kept=kept_back(material),
        searches=[] if package.letter_only else search.current(case),
        why_not=why_not_release(reviewer, case),
    )


def _verdict(case: Case, resolution: Resolution) -> Verdict:
    title, citation = ground_of(case, resolution)
    return Verdict(title, citation, opened(resolution, "reasons"), resolution.decided_by)


def _deed(task: HolderTask) -> Deed:
    where = task.recipient.name if task.recipient else task.system.name if task.system else _("our records")
    return Deed(
        task=task,
        what=str(ACTIONS[task.action]),
        where=where,
        state=str(TASK_STATES[task.state]),
        proof=opened(task, "proof"),
        file=task.proof_file,
    )
