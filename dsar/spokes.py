"""What the hub needs of its spokes, and where they register it when Django starts.

The hub imports neither ``identity`` nor ``exports``; they offer these small functions instead. Asking
for something that nobody registered is a fault of the wiring and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest
    from django.utils.functional import Promise

    from dsar.models import Case, Controller, Delivery, Job, Submission, User


class JobContext(Protocol):
    """What a running job may know and do; ``beat`` and ``finishing`` raise when its lease is lost."""

    job: Job
    now: datetime

    def beat(self, progress: dict[str, Any]) -> None:
        """Publish progress; raise LostLease when another worker has the job."""

    def saving(self) -> Any:
        """Open a transaction in which the job writes a part of its results, and goes on."""

    def finishing(self) -> Any:
        """Open the transaction in which the job writes its results and ends."""


@dataclass(frozen=True, slots=True)
class JobRunner:
    """How a kind of job runs, how often it is tried, and what happens when it is given up."""

    run: Callable[[JobContext], None]
    max_attempts: int
    given_up: Callable[[Job, str, datetime], None]


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do next on a case: what, why, and where.

    With ``move`` the button is a POST; ``progress`` names the address of a part of the page that moves
    while work goes on by itself. The button of a step ``for_dpo`` is shown to nobody else.
    """

    sentence: str
    label: str = ""
    url_name: str = ""
    move: str = ""
    progress: str = ""
    order: int = 50
    for_dpo: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """One line of the checklist before release; ``done`` lines are shown too."""

    sentence: str
    done: bool
    order: int = 50


@dataclass(frozen=True, slots=True)
class Panel:
    """A tab of the case page: its name, where it lives, a short count or mark; of which rights."""

    slug: str
    label: str | Promise
    url_name: str
    count: Callable[[Case], str]
    order: int
    rights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """A page of a controller's settings: its name, and where it lives (``?controller=`` says whose)."""

    slug: str
    label: str | Promise
    url_name: str


@dataclass(frozen=True, slots=True)
class KnownContact:
    """Somebody a source knows under an address: which source, and the names it has."""

    source: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A question that only the person can answer, and what would be right; neither is ever logged."""

    question: str = field(repr=False)
    answers: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Representing:
    """Who writes for the person of a submission, as they say themselves; ``kind`` is a code of identity."""

    kind: str
    name: str = field(repr=False)
    email: str = field(repr=False)
    address: str = field(default="", repr=False)
    firm: str = field(default="", repr=False)
    says: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Reached:
    """Who gets what we write about a submission, where that is not its person."""

    name: str = field(repr=False)
    email: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RequesterPanel:
    """A part of the requester's page: a template and what fills it."""

    template: str
    context: dict[str, Any]
    order: int


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What goes into an envelope besides the letter: what it is, and where staff fetch it (with a POST)."""

    label: str
    url: str
    hint: str = ""


@dataclass
class _Registry:
    """All that was registered; filled once, when Django starts."""

    jobs: dict[str, JobRunner] = field(default_factory=dict)
    panels: dict[str, Panel] = field(default_factory=dict)
    settings_pages: dict[str, SettingsPage] = field(default_factory=dict)
    next_steps: dict[str, Callable[[Case, datetime], NextStep | None]] = field(default_factory=dict)
    missing: dict[str, Callable[[Case], Iterable[Missing]]] = field(default_factory=dict)
    guards: dict[str, Callable[[Case], str]] = field(default_factory=dict)
    proofs: dict[str, str | Promise] = field(default_factory=dict)
    represent: dict[str, Callable[[Submission, Representing, User | None, datetime], object]] = field(
        default_factory=dict
    )
    received: dict[str, Callable[[Submission, datetime], None]] = field(default_factory=dict)
    details_changed: dict[str, Callable[[Submission, list[str], datetime], None]] = field(
        default_factory=dict
    )
    ended: dict[str, Callable[[Case, datetime], None]] = field(default_factory=dict)
    addressee: dict[str, Callable[[Submission, str], Reached | None]] = field(default_factory=dict)
    queued: dict[str, Callable[[Delivery, datetime], None]] = field(default_factory=dict)
    draw_facts: dict[str, Callable[[Submission], list[KnownFact]]] = field(default_factory=dict)
    find_contacts: dict[str, Callable[[Controller, str, str], list[KnownContact]]] = field(
        default_factory=dict
    )
    make_link: dict[str, Callable[[Submission, datetime, list[Model] | None], str]] = field(
        default_factory=dict
    )
    requester_of: dict[str, Callable[[HttpRequest, str, datetime], Submission | None]] = field(
        default_factory=dict
    )
    requester_lately: dict[str, Callable[[HttpRequest, datetime], Submission | None]] = field(
        default_factory=dict
    )
    session_refused: dict[str, Callable[[Submission, str, datetime], str]] = field(default_factory=dict)
    session_opened: dict[str, Callable[[Submission, str, datetime], None]] = field(default_factory=dict)
    requester_panels: dict[str, Callable[[Submission, datetime], RequesterPanel | None]] = field(
        default_factory=dict
    )
    tidy: dict[str, Callable[[datetime], int]] = field(default_factory=dict)
    doctor: dict[str, Callable[[datetime], Iterable[str]]] = field(default_factory=dict)
    posted: dict[str, Callable[[Delivery, datetime], None]] = field(default_factory=dict)
    enclosures: dict[str, Callable[[Delivery], Iterable[Enclosure]]] = field(default_factory=dict)


registry = _Registry()


def job_kind(
    kind: str,
    run: Callable[[JobContext], None],
    *,
    given_up: Callable[[Job, str, datetime], None],
    max_attempts: int = 3,
) -> None:
    """Register the runner of a kind of job."""
    registry.jobs[kind] = JobRunner(run, max_attempts, given_up)


def link_for(submission: Submission, now: datetime, rows: list[Model] | None = None) -> str:
    """Return a fresh address of the requester's page; only its digest is kept.

    A caller that keeps many rows at once gives ``rows``: what is to be kept goes there.
    """
    for make in registry.make_link.values():
        return make(submission, now, rows)
    raise LookupError("no spoke makes links to the requester's page")


def addressee_of(submission: Submission, kind: str) -> Reached | None:
    """Return who gets a message of a kind instead of the person of a submission, or None."""
    found = (ask(submission, kind) for ask in registry.addressee.values())
    return next((each for each in found if each is not None), None)


def requester_of(request: HttpRequest, purpose: str, now: datetime) -> Submission | None:
    """Return the submission whose requester is signed in for a purpose, or None."""
    found = (find(request, purpose, now) for find in registry.requester_of.values())
    return next((each for each in found if each is not None), None)


def requester_lately(request: HttpRequest, now: datetime) -> Submission | None:
    """Return the submission whose page was open in this browser within the last day and closed by itself."""
    found = (find(request, now) for find in registry.requester_lately.values())
    return next((each for each in found if each is not None), None)


def why_no_session(submission: Submission, purpose: str, now: datetime) -> str:
    """Return why the requester may not open a session for a purpose now, or nothing."""
    reasons = (refuse(submission, purpose, now) for refuse in registry.session_refused.values())
    return next((reason for reason in reasons if reason), "")


def session_opened(submission: Submission, purpose: str, now: datetime) -> None:
    """Tell the spokes that the requester opened a session, within the transaction that opens it."""
    for note in registry.session_opened.values():
        note(submission, purpose, now)
