"""An office to look at, and for every address of the desk the pages that show it in its states."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TypeVar
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from config.demo import cases, colleagues, offices
from config.demo.stories import Story, of_controller
from dsar.enums import FilePurpose, Right, Role, Status
from dsar.forms.message import PLAIN
from dsar.models import Case, Complaint, Controller, Delivery, Draft, HolderTask, StoredFile, User
from dsar.services import tasks
from dsar.states import OF_DATA
from dsar.views.desk.steps import STEPS
from exports.models import Material, Package, SourceConnection
from exports.services import by_hand
from exports.source_forms import KINDS
from identity.models import Evidence
from tests.factories.staff import signed_in

#: Stories that together reach every right and every state in which a case can be found.
TOLD = {
    "alder": (
        *("leaver", "just-now", "taken-today", "ready-nine-days", "credit-note-disputed", "profiling"),
        *("still-a-customer", "no-more-mail-today", "consent-and-copy", "portability-open", "phone-doubt"),
        *("never-wrote-again", "unknown-address", "child-guardian", "form-too-small", "dropped-complaint"),
        "at-the-counter",
    ),
    "rowan": ("turned-down", "shared-mailbox"),
    "sycamore": ("passport-in", "fee-asked"),
    "linden": ("letter-linden",),
}
_DATA_TABS = ("exports:search", "exports:material")
_TABS = ("dsar:case", "identity:case", "dsar:case_messages", "dsar:case_clock", "dsar:case_log")
_ON_ANY_CASE = (
    *("dsar:case_message_write", "dsar:case_notes", "dsar:case_link", "dsar:case_person"),
    *("dsar:case_clarify", "dsar:case_extend", "dsar:case_extend_outside"),
)
_COMPLAINT_STEPS = ("acknowledge", "note", "progress", "answer", "withdraw", "request")

Row = TypeVar("Row", bound=Model)
#: Who opens which address.
Page = tuple[User, str]


def furnish(addresses: dict[str, str], now: datetime, patch: pytest.MonkeyPatch) -> None:
    """Tell the stories; log by hand what none has: scans, a file in a message, a page half filled in."""
    patch.setattr(cases, "of_controller", _chosen)
    controllers = offices.furnish(now)
    offices.connect(controllers, addresses, now)
    for slug in TOLD:
        cases.furnish(controllers[slug], now)
    for task in HolderTask.objects.filter(action="erase", state="open", case__controller__slug="alder"):
        actor = task.assignee or of_role(task.case.controller, Role.CASEWORKER)
        tasks.confirm(task, done=True, on=now.date(), proof="It is gone.", actor=actor, now=now)
    _log_by_hand(controllers["alder"], now)


def _chosen(slug: str) -> list[Story]:
    return [replace(story, small=True) for story in of_controller(slug) if story.key in TOLD[slug]]


def _log_by_hand(controller: Controller, now: datetime) -> None:
    client = signed_in(of_role(controller, Role.CASEWORKER))
    filled = {"channel": "email", "received_on": now.date().isoformat(), "name": "Agnes Thornbury"}
    filled |= {"email": "agnes@example.org", "relation": "customer", "words": "What about my letter?"}
    for rights in ([Right.UNSORTED.value], [Right.ACCESS.value]):
        scan = SimpleUploadedFile("letter.txt", b"Dear all, what do you hold?")
        page = filled | {"key": str(uuid4()), "rights": rights, "upload": [scan]}
        checked = client.post(reverse("dsar:log_request"), page)
        assert checked.status_code == 302, checked.content.decode()
        if rights == [Right.UNSORTED.value]:
            assert client.post(checked.headers["Location"]).status_code == 302
    case = _access()
    file = SimpleUploadedFile("form.txt", b"Please fill this in.")
    written = {"key": str(uuid4()), "kind": PLAIN, "text": "A form for you.", "upload": [file]}
    sent = client.post(reverse("dsar:case_message_write", args=[case.pk]), written)
    assert sent.status_code == 302, sent.content.decode()


def _one(rows: QuerySet[Row]) -> Row:
    found = rows.first()
    assert found, f"the office has no {rows.model.__name__} to look at: {rows.query.where}"
    return found


def _access() -> Case:
    return _one(Case.objects.filter(status=Status.PREPARING, right=Right.ACCESS))


def _by_post() -> QuerySet[Delivery]:
    return Delivery.objects.filter(way="post", complaint=None)


def of_role(controller: Controller, role: Role) -> User:
    return colleagues.of(controller, role)[0]


def pages() -> Iterator[Page]:
    """Every page of the desk that is a page: the lists, the cases, the complaints, the settings."""
    alder = Controller.objects.get(slug="alder")
    yield from _lists(alder)
    yield from _cases()
    yield from _on_cases()
    yield from _complaints()
    yield from _settings(alder)


def _lists(alder: Controller) -> Iterator[Page]:
    dpo, holder = of_role(alder, Role.DPO), of_role(alder, Role.HOLDER)
    for role in (Role.CASEWORKER, Role.DPO, Role.AUDITOR):
        yield of_role(alder, role), reverse("dsar:today")
    yield dpo, f"{reverse('dsar:today')}?whose=everything&ribbon=table"
    for query in ("", "?state=all", "?q=Thornbury", "?q=Nobodyatall", "?due=late&owner=nobody"):
        yield dpo, reverse("dsar:cases") + query
    for name in ("dsar:log_request", "dsar:posts", "dsar:suppressions", "dsar:complaint_log"):
        yield dpo, reverse(name)
    yield dpo, reverse("dsar:complaints")
    yield dpo, f"{reverse('dsar:complaints')}?state=all"
    for user in (dpo, holder):
        yield user, reverse("dsar:tasks")
        yield user, f"{reverse('dsar:tasks')}?done=1"
    theirs = HolderTask.objects.filter(case__controller=alder)
    for state in sorted(set(theirs.values_list("state", flat=True))):
        task = _one(theirs.filter(state=state))
        yield dpo, reverse("dsar:task", args=[task.pk])
    yield holder, reverse("dsar:task", args=[_one(HolderTask.objects.filter(assignee=holder)).pk])
    for name in ("dsar:log_check", "dsar:log_change"):
        yield of_role(alder, Role.CASEWORKER), reverse(name, args=[Draft.objects.latest("created_at").pk])


def _cases() -> Iterator[Page]:
    """One case of each right and in each state; of three of them every tab; one as its auditor reads it."""
    rows = list(Case.objects.select_related("controller").order_by("opened_at", "pk"))
    states, rights = {each.status: each for each in rows}, {each.right: each for each in rows}
    clocks = {each.clock_state: each for each in rows}
    for case in {each.pk: each for each in (*states.values(), *rights.values())}.values():
        yield from _each(case, ["dsar:case", *_own_tab(case)])
    for status in (Status.PREPARING, Status.DECIDING, Status.CLOSED):
        yield from _each(states[status], tabs(states[status]))
    for case in clocks.values():
        yield from _each(case, ["dsar:case_clock"])
    for status in (Status.RECEIVED, Status.AWAITING_IDENTITY):
        yield from _each(states[status], ["identity:case", "exports:letters", "dsar:case_messages"])
    case = states[Status.PREPARING]
    yield of_role(case.controller, Role.AUDITOR), reverse("dsar:case", args=[case.pk])


def _own_tab(case: Case) -> list[str]:
    """The tab on which a case of this right is worked at."""
    if case.right in OF_DATA:
        return ["exports:search" if case.status == Status.READY else "exports:material"]
    return [] if case.right == Right.UNSORTED else ["dsar:case_work"]


def tabs(case: Case) -> list[str]:
    """The tabs that a case of this right has."""
    return [*_TABS, "exports:letters", *(_DATA_TABS if case.right in OF_DATA else ["dsar:case_work"])]


def _on_cases() -> Iterator[Page]:
    """The pages behind a case: its steps, what is written and linked, the review, one item of material."""
    case = _access()
    yield from _each(case, _ON_ANY_CASE)
    yield from _each(Case.objects.get(right=Right.UNSORTED), ["dsar:case_sort"])
    yield from _each(_one(Case.objects.filter(clock_state="paused")), ["dsar:case_answer"])
    for row in Case.objects.filter(status=Status.IN_REVIEW).select_related("controller"):
        yield from _each(row, ["exports:review"])
    for name, step in STEPS.items():
        today = timezone.localdate()
        rows = Case.objects.select_related("controller")
        found = next((each for each in rows if step.open_to(each, today)), None)
        if found:
            yield from _each(found, ["dsar:case_step"], name)
    searched = Case.objects.filter(right__in=OF_DATA).select_related("controller", "submission__person")
    by_holders = [(row, asked[0]) for row in searched if (asked := by_hand.asked(row))]
    assert by_holders, "the office has no case for which holders look through a system themselves"
    row, asked = by_holders[0]
    yield from _each(row, ["exports:by_hand"], asked.system.pk)
    for delivery in _by_post().select_related("case__controller"):
        case = delivery.case or delivery.submission.cases.first()
        yield from _each(case, ["dsar:case_post"], delivery.pk)
    for material in _materials():
        yield from _each(material.case, ["exports:material_item"], material.pk)


def _materials() -> Iterable[Material]:
    rows = Material.objects.select_related("case__controller").order_by("case", "position")
    return {(each.kind, each.decision): each for each in rows}.values()


def _each(case: Case, names: Iterable[str], *more: object) -> Iterator[Page]:
    return ((of_role(case.controller, Role.DPO), reverse(name, args=[case.pk, *more])) for name in names)


def _complaints() -> Iterator[Page]:
    for complaint in Complaint.objects.select_related("controller"):
        dpo = of_role(complaint.controller, Role.DPO)
        yield dpo, reverse("dsar:complaint", args=[complaint.pk])
        if complaint.state != "closed":
            for step in _COMPLAINT_STEPS:
                yield dpo, reverse(f"dsar:complaint_{step}", args=[complaint.pk])
    user, names = _envelope()
    yield user, reverse("dsar:complaint_posted", args=names)


def _envelope() -> tuple[User, list[object]]:
    """A letter about a complaint that went by post, and who may see it."""
    row = _one(Delivery.objects.filter(way="post").exclude(complaint=None))
    return of_role(row.controller, Role.DPO), [row.complaint_id, row.pk]


def _settings(alder: Controller) -> Iterator[Page]:
    manager = of_role(alder, Role.MANAGER)
    for name in ("settings", "settings_register", "settings_calendar", "settings_people"):
        yield manager, reverse(f"dsar:{name}")
    yield manager, reverse("exports:sources")
    for kind in KINDS:
        yield manager, reverse("exports:source_new", args=[kind])
    source = SourceConnection.objects.get(controller=alder, name="CRM")
    for name in ("source", "source_address", "source_map"):
        yield manager, reverse(f"exports:{name}", args=[source.pk])
    yield manager, reverse("exports:source_collection", args=[source.pk, 0])


def files() -> Iterator[Page]:
    """What the desk hands over as a file: letters, packages, scans, proofs, the date for a calendar."""
    access = _access()
    yield from _each(access, ["dsar:case_calendar", "exports:letter_draft"])
    package = _one(Package.objects.exclude(file=None).select_related("case__controller"))
    yield from _each(package.case, ["exports:letter", "exports:package_file"], package.pk)
    scan = _one(StoredFile.objects.filter(purpose=FilePurpose.UPLOAD, submission__cases__isnull=False))
    yield from _each(_one(scan.submission.cases.all()), ["dsar:case_file"], scan.pk)
    sent = _one(StoredFile.objects.filter(purpose=FilePurpose.MESSAGE))
    yield from _each(_access(), ["dsar:case_message_file"], sent.pk)
    found = _one(Material.objects.filter(kind="file").select_related("case__controller"))
    yield from _each(found.case, ["exports:material_file"], found.pk)
    post = _one(_by_post().filter(submission__person__address__isnull=False))
    yield from _each(_one(post.submission.cases.all()), ["dsar:case_letter"], post.pk)
    proof = _one(Evidence.objects.exclude(file=None).filter(file__state="ready"))
    yield from _each(_one(proof.submission.cases.all()), ["identity:document"], proof.pk)
    complaint = _one(Complaint.objects.filter(state="closed").exclude(outcome="withdrawn"))
    dpo = of_role(complaint.controller, Role.DPO)
    yield dpo, reverse("dsar:complaint_letter", args=[complaint.pk])
    user, names = _envelope()
    yield user, reverse("dsar:complaint_post_letter", args=names)
    told = _one(
        HolderTask.objects.filter(action="tell", case__tasks__action="erase", case__tasks__state="done")
    )
    yield from ((of_role(told.case.controller, Role.DPO), reverse("dsar:task_notice", args=[told.pk])),)
    source = SourceConnection.objects.get(controller__slug="alder", name="CRM")
    yield of_role(source.controller, Role.MANAGER), reverse("exports:source_version", args=[source.pk, 1])


def parts() -> Iterator[Page]:
    """What a page fetches of itself while something runs."""
    yield from _each(_access(), ["exports:progress"])
