"""People half way through all that the public can do: what their browsers hold, for pages to be looked at."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from django.db import connection
from django.test import Client

from dsar.enums import DeliveryKind, Right, Role
from dsar.models import Case, Complaint, Controller, Delivery, Draft, Submission
from dsar.selectors import tasks as planned
from dsar.services import limits, unconfirmed
from dsar.services.complaints import closing, messages
from dsar.services.complaints import unconfirmed as unconfirmed_complaints
from dsar.services.conversation import outgoing
from dsar.spokes import Representing, link_for
from exports.services import at_once
from identity.enums import Doubt, Purpose
from identity.models import Question, Questions
from identity.services import checks, representatives, sessions
from identity.views import cookies, tries
from tests.dsar.public.filler import Filler
from tests.dsar.public.test_every_right import PAGES_OF
from tests.dsar.public.test_for_another import WRITER
from tests.dsar.requester.room import asked, gone
from tests.factories.complaints import ANSWER, a_complaint
from tests.factories.office import a_submission, an_office, staff
from tests.factories.rights import asked_for, confirmed
from tests.factories.road import settled, work_off

TYPED: Final = {
    "words": "You wrote to my old address.",
    "name": "Rowan Ashdown",
    "email": "rowan@example.org",
}


@dataclass
class World:
    """What each browser holds, by who it is, and addresses that only a mail knows."""

    jars: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {"nobody": []})
    paths: dict[str, str] = field(default_factory=dict)

    def keep(self, who: str, client: Client) -> None:
        """Remember the cookies of a browser."""
        self.jars[who] = [
            {"name": name, "value": morsel.value, "path": morsel["path"] or "/"}
            for name, morsel in client.cookies.items()
        ]

    def open_page(self, who: str, submission: Submission, now: datetime) -> None:
        """Let somebody have the page of their request open."""
        secret = sessions.start(submission, Purpose.PAGE, now=now)
        self.jars[who] = [{"name": cookies.NAMES[Purpose.PAGE], "value": secret, "path": "/r/"}]


def form_world(now: datetime) -> World:
    """People in the form: at the beginning, with every right ticked, for a child, done, held, and broken."""
    world, office = World(), an_office(now)
    every = Filler(office)
    every.answer(rights={"rights": [str(right) for right in PAGES_OF]})
    for name, filled, _said in PAGES_OF.values():
        every.post(name, filled)
    world.keep("every right", every.client)
    child = Filler(office)
    child.post("rights", {"rights": ["access"]})
    child.post("who", {"who": "other"})
    child.post("representative", WRITER)
    world.keep("for a child", child.client)
    sent = Filler(office)
    sent.answer()
    sent.send()
    world.keep("sent", sent.client)
    _held(world, office)
    _broken(world, office)
    return world


def _held(world: World, office: Controller) -> None:
    """A request that waits for its mailbox, and another whose mailbox was asked."""
    held = Filler(office)
    held.answer()
    held.post("check", {"revision": held.get("check").context["revision"], "website": "x"})
    world.keep("held", held.client)
    draft = Draft.objects.latest("created_at")
    world.paths["confirm"] = f"/c/{office.slug}/confirm/{unconfirmed.token_of(draft)}/"


def _broken(world: World, office: Controller) -> None:
    """A request whose answers no key opens any more, as after a disk went bad."""
    first, second = Filler(office), Filler(office)
    for filler in (first, second):
        filler.post("rights", {"rights": ["access"]})
    one, other = Draft.objects.order_by("-created_at")[:2]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE dsar_draft SET answers = %s WHERE id = %s", [other.answers.token, one.pk])
    world.keep("broken", second.client)


def complaint_world(now: datetime) -> World:
    """People with a complaint: sent, held until the mailbox says yes, looked into."""
    world, office = World(), an_office(now)
    path = f"/c/{office.slug}/complain/"
    for name, more in (("sent", {}), ("held", {"website": "x"})):
        client = Client()
        begun = client.get(path).context["begun"]
        answer = client.post(path, TYPED | {"begun": begun, "send": "1"} | more)
        world.paths[name] = answer.headers["Location"]
    held_id = Draft.objects.get().pk
    world.paths["confirm"] = f"{path}confirm/{unconfirmed_complaints.token_of(held_id)}/"
    world.paths["standing"] = _path(messages.page_address(a_complaint(now=now)))
    decided = a_complaint(now=now)
    closing.decide(decided, ANSWER, part=False, by_post=False, actor=staff(Role.DPO), now=now)
    world.paths["answered"] = _path(messages.page_address(Complaint.objects.get(pk=decided.pk)))
    return world


def requester_world(now: datetime) -> World:
    """Requesters at their own page: in the middle of it, asked for proof, for a child, answered, shut out."""
    world = World()
    world.open_page("in the middle", _in_the_middle(now - timedelta(days=3), now), now)
    doubted = a_submission(email="doubted@example.org", now=now - timedelta(days=1))
    checks.ask(doubted.cases.get(), doubt=Doubt.UNUSUAL, why="Unsure.", actor=staff(Role.CASEWORKER), now=now)
    world.open_page("asked for proof", doubted, now)
    _questions(doubted, now)
    world.open_page("for a child", _of_a_parent(now), now)
    stopped = asked_for(Right.MARKETING, email="stopped@example.org", now=now)
    for task in planned.of(stopped.cases.get()):
        confirmed(task, now=now)
    at_once.answer(stopped.cases.get(), actor=staff(Role.CASEWORKER), now=now)
    work_off(now, kinds=("package",))
    world.open_page("answered", stopped, now)
    world.paths["link"] = _path(link_for(doubted, now))
    world.paths["slow"] = _path(link_for(stopped, now))
    for _ in range(tries.MOST):
        about = world.paths["slow"].split("/")[2]
        limits.hit(("open", "about", about), window=tries.WINDOW, limit=tries.MOST, now=now)
    return world


def _in_the_middle(received_at: datetime, now: datetime) -> Submission:
    """Two rights, a question to answer, a message of ours, one of theirs, and a letter."""
    office = an_office(received_at)
    submission = asked_for(Right.ACCESS, Right.ERASURE, controller=office, now=received_at)
    settled(submission.cases.get(number=1), now=now)
    access = Case.objects.get(submission=submission, number=1)
    asked(access, now)
    outgoing.write(access, text="We are on it.", key=uuid4(), actor=staff(Role.CASEWORKER), now=now)
    greeting = Delivery.objects.get(kind=DeliveryKind.ACKNOWLEDGEMENT, submission=submission)
    gone(greeting, now)
    return submission


def _questions(submission: Submission, now: datetime) -> None:
    """Two questions that only the person can answer."""
    drawn = Questions.objects.create(submission=submission, drawn_at=now, drawn_by=staff(Role.CASEWORKER))
    for number, text in enumerate(("Which town is in the address that we have for you?", "Which month?"), 1):
        question = Question(set=drawn, submission=submission, number=number)
        question.seal("text", text)
        question.seal("answer", "Ottermouth")
        question.save()


def _of_a_parent(now: datetime) -> Submission:
    """A request of a parent, who was asked for authority."""
    submission = a_submission(email="child@example.org", now=now - timedelta(days=1))
    caseworker = staff(Role.CASEWORKER)
    parent = Representing(kind="parent", name="Noor Ashby", email="noor@example.org", says="I am his mother.")
    representatives.name(submission, parent, None, now)
    representatives.ask(submission.cases.get(), why="We do not know you.", actor=caseworker, now=now)
    return submission


def _path(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)
