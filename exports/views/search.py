"""The Search tab: each source, how far it is, what was searched by, what is not covered."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dsar.enums import JobKind, Status
from dsar.models import Case, Job
from dsar.permissions import check_see_case, check_work_case
from dsar.views.desk.case_desk import CaseDesk
from dsar.views.desk.doors import on_case
from exports.enums import CollectionState
from exports.labels import COLLECTIONS, IDENTIFIERS
from exports.models import Collection, SourceConnection
from exports.services import search


@dataclass(frozen=True, slots=True)
class Searched:
    """One source as the tab shows it; rows and bytes of a running search are those of its last heartbeat."""

    row: Collection
    state: str
    rows: int
    bytes: int
    by: str
    again_at: object

    @property
    def progress_state(self) -> str:
        """Return the state as the progress bar knows it."""
        state = CollectionState(self.row.state)
        return state.value if state in (CollectionState.DONE, CollectionState.FAILED) else ""

    @property
    def tone(self) -> str:
        """Return the tone of the state."""
        tones = {CollectionState.DONE: "fine", CollectionState.FAILED: "late"}
        return tones.get(CollectionState(self.row.state), "plain")


def searched(case: Case) -> list[Searched]:
    """Return the sources of a case with how far each is."""
    rows = search.current(case)
    jobs = Job.objects.filter(kind=JobKind.COLLECT, subject_id__in=[row.id for row in rows])
    by_row = {job.subject_id: job for job in jobs}
    return [_one(row, by_row.get(row.id)) for row in rows]


def _one(row: Collection, job: Job | None) -> Searched:
    live = job.progress if job and row.state == CollectionState.RUNNING else {}
    waits = job is not None and job.attempt > 0 and job.state == "waiting"
    return Searched(
        row=row,
        state=str(COLLECTIONS[row.state]),
        rows=max(row.rows, int(live.get("rows", 0))),
        bytes=max(row.bytes, int(live.get("bytes", 0))),
        by=", ".join(str(IDENTIFIERS.get(kind, kind)) for kind in row.searched_by),
        again_at=job.start_after_at if job and waits else None,
    )


@require_safe
@on_case("see_case", check_see_case)
def tab(desk: CaseDesk) -> HttpResponse:
    """Show the searches of a case."""
    found = searched(desk.case)
    return desk.show(
        "exports/desk/search.html",
        tab="search",
        found=found,
        running=desk.case.status == Status.SEARCHING,
        may_retry=desk.may_work and desk.case.status == Status.PREPARING,
        to_search=search.sources_for(desk.case) if not found else [],
        gaps=[(each.row.source.name, gap) for each in found for gap in each.row.not_covered],
    )


@require_safe
@on_case("see_case", check_see_case)
def progress(desk: CaseDesk) -> HttpResponse:
    """Show the part of a page that moves; when the search is over, the page is loaded afresh."""
    running = desk.case.status in (Status.SEARCHING, Status.PACKAGING)
    context = {"case": desk.case, "found": searched(desk.case), "today": desk.today, "running": running}
    response = render(desk.request, "exports/desk/progress.html", context)
    if not running:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@on_case("work_case", check_work_case)
def start(desk: CaseDesk) -> HttpResponse:
    """Begin the search."""
    search.start(desk.case, actor=desk.user, now=desk.now)
    return desk.said(_("The search has begun."), "exports:search")


@require_POST
@on_case("work_case", check_work_case, back="exports:search")
def again(desk: CaseDesk, source_id: UUID) -> HttpResponse:
    """Search one source again."""
    row = get_object_or_404(SourceConnection, pk=source_id, controller=desk.case.controller)
    search.again(desk.case, row, actor=desk.user, now=desk.now)
    words = {"name": row.name}
    return desk.said(_("%(name)s is being searched again.") % words, "exports:search")
