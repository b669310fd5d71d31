"""How far each search of a case is, as its pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dsar.enums import JobKind
from dsar.models import Case, Job
from exports.enums import CollectionState
from exports.labels import COLLECTIONS, IDENTIFIERS
from exports.models import Collection, Package
from exports.services import by_hand, identifiers, search
from exports.services.leads import words as led_by

_OPEN = (CollectionState.WAITING, CollectionState.RUNNING)
#: Before that, a pace says nothing.
_SOON_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Searched:
    """One source; rows and bytes of a running search are those of its last heartbeat.

    ``sets_done`` of ``sets`` record sets were gone through; ``left`` says how long it may still take, where
    an earlier search of the same source tells how many rows there are.
    """

    row: Collection
    state: str
    rows: int
    bytes: int
    by: list[str]
    again_at: datetime | None
    sets_done: int
    sets: int
    left: str

    @property
    def open(self) -> bool:
        """Answer whether the search still has to end."""
        return CollectionState(self.row.state) in _OPEN

    @property
    def by_hand(self) -> bool:
        """Answer whether its holder was asked: the software cannot search it again."""
        return self.row.source.kind == by_hand.KIND

    @property
    def progress_state(self) -> str:
        """Return the state as the progress bar knows it."""
        match CollectionState(self.row.state):
            case CollectionState.DONE:
                return "done"
            case CollectionState.FAILED | CollectionState.CANCELLED:
                return "failed"
        return ""

    @property
    def tone(self) -> str:
        """Return the tone of the state."""
        tones = {
            CollectionState.DONE: "fine",
            CollectionState.FAILED: "late",
            CollectionState.CANCELLED: "late",
        }
        return tones.get(CollectionState(self.row.state), "plain")


def searched(case: Case, now: datetime) -> list[Searched]:
    """Return the sources of a case with how far each is."""
    rows = search.current(case)
    jobs = Job.objects.filter(kind=JobKind.COLLECT, subject_id__in=[row.id for row in rows])
    by_row = {job.subject_id: job for job in jobs}
    names = {str(row.source_id): row.source.name for row in rows}
    return [_one(row, by_row.get(row.id), names, now) for row in rows]


def _one(row: Collection, job: Job | None, names: Mapping[str, str], now: datetime) -> Searched:
    live = job.progress if job and row.state == CollectionState.RUNNING else {}
    waits = job is not None and job.attempt > 0 and job.state == "waiting"
    rows = max(row.rows, int(live.get("rows", 0)))
    return Searched(
        row=row,
        state=str(COLLECTIONS[row.state]),
        rows=rows,
        bytes=max(row.bytes, int(live.get("bytes", 0))),
        by=_by(row, names),
        again_at=job.start_after_at if job and waits else None,
        sets_done=int(live.get("sets_done", 0)),
        sets=int(live.get("sets", 0)),
        left=time_left(rows, _known_rows(row), row.started_at, now) if live else "",
    )


def _by(row: Collection, names: Mapping[str, str]) -> list[str]:
    """Return what was searched by, with its values where the record holds them, and what led to it."""
    words = [
        _("%(kind)s %(value)s") % {"kind": IDENTIFIERS.get(kind, kind), "value": value}
        for kind, value in identifiers.used(row)
    ]
    words += led_by(row.led_by, names)
    return words or [str(IDENTIFIERS.get(kind, kind)) for kind in row.searched_by]


def _known_rows(row: Collection) -> int:
    """Return how many rows an earlier search of the same source found for the case, 0 when none ended."""
    earlier = Collection.objects.filter(case=row.case_id, source=row.source_id, state=CollectionState.DONE)
    return earlier.aggregate(most=Max("rows"))["most"] or 0


def time_left(done: int, total: int, begun_at: datetime | None, now: datetime) -> str:
    """Return in words how long the rest takes at the pace so far; nothing while that is not known."""
    spent = (now - begun_at).total_seconds() if begun_at else 0
    if spent < _SOON_SECONDS or not 0 < done < total:
        return ""
    seconds = max(1, round((total - done) * spent / done))
    if seconds < 90:
        text = ngettext("about %(number)d second left", "about %(number)d seconds left", seconds)
        return text % {"number": seconds}
    minutes = round(seconds / 60)
    return ngettext("about %(number)d minute left", "about %(number)d minutes left", minutes) % {
        "number": minutes
    }


def packing(case: Case, now: datetime) -> dict[str, Any]:
    """Return how far the making of a case's answer is: parts done of all, and how long it may still take."""
    package = Package.objects.filter(case=case).order_by("-version").first()
    job = Job.objects.filter(kind=JobKind.PACKAGE, subject_id=package.answer).first() if package else None
    if job is None or job.state != "running" or not job.progress.get("total"):
        return {}
    live = job.progress
    begun_at = datetime.fromisoformat(live["begun_at"])
    return {
        "done": live["done"],
        "total": live["total"],
        "percent": min(99, 100 * live["done"] // live["total"]),
        "bytes": live["bytes"],
        "left": time_left(live["done"], live["total"], begun_at, now),
    }
